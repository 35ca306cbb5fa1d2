import { describe, expect, test } from 'vitest'
import { blankForm, officialSheet } from '#documents'
import { check, choosePolicy, emptyForm, type Form, typeInto } from '#engine'
import { canonical, cellsOf, layOut, openQuestions, readingsByCell } from './layout.ts'

const filled = (kind: 'monitoring' | 'target-declaration' | 'indicator-framework'): Form =>
  typeInto(typeInto(blankForm(kind), '/indicators/0/name', '巡查河段'), '/indicators/0/target/text', '≥12条')

describe.each(['monitoring', 'target-declaration', 'indicator-framework'] as const)(
  'the check page on a %s form',
  (kind) => {
    const form = filled(kind)
    const layout = layOut(officialSheet(form))

    test('has a cell for every finding but those of the whole form', () => {
      const { findings } = check(form, choosePolicy(form).policy)
      const nowhere = findings.flatMap(({ at }) => at).filter((at) => cellsOf(layout, at).length === 0)
      expect(
        nowhere.filter((at) => !['/indicators', '/throughMonth', '/funds/rows', '/total/weight'].includes(at)),
      ).toEqual([])
    })

    test('shows what is typed into its own columns and asks about what is doubtful there', () => {
      const at = {
        monitoring: '/indicators/0/outlook/likelihood',
        'target-declaration': '/declaration/period',
        'indicator-framework': '/indicators/0/standard',
      }[kind]
      const typed = typeInto(
        form,
        at,
        { monitoring: '有可能', 'target-declaration': '2025年-2027年', 'indicator-framework': '每少一条扣2分' }[kind],
      )
      const shown = layOut(officialSheet(typed))
      expect(shown.byPointer.get(canonical(at))?.text).toBe(
        {
          monitoring: '有可能',
          'target-declaration': '2025年1月1日至2027年12月31日',
          'indicator-framework': '每少一条扣2分',
        }[kind],
      )
      const doubted = { ...typed, reading: { [at]: { status: 'doubtful', how: '两种读法' } as const } }
      expect(openQuestions(shown, readingsByCell(doubted, shown))).toHaveLength(1)
    })
  },
)

test('a form of nothing but its kind has a sheet', () => {
  for (const kind of ['monitoring', 'target-declaration', 'indicator-framework'] as const)
    expect(layOut(officialSheet(emptyForm(kind))).fields.length).toBeGreaterThan(3)
})
