import { describe, expect, test } from 'vitest'
import { officialSheet, readForms, toCsv, toDocx, toHtml, toXlsx, unwrittenNote } from '#documents'
import { emptyForm, type Form, type Indicator } from '#engine'
import { libraryForm, projectForm } from './forms.ts'

/** The form with what only some places print beside each indicator. */
function withMore(form: Form, ...more: readonly (keyof Indicator)[]): Form {
  const values = (row: Indicator, i: number): Partial<Indicator> => ({
    level2Weight: row.level2?.startsWith('数量') ? 12.5 : 10,
    scoreCoefficient: i % 2 === 0 ? '100' : '85.5',
    isCore: i % 3 === 0,
    initialTarget: row.target,
  })
  const indicators = form.indicators.map((row, i) => {
    const own = values(row, i)
    return { ...row, ...Object.fromEntries(more.map((key) => [key, own[key]])) }
  })
  return { ...form, indicators }
}

const ALL = ['level2Weight', 'scoreCoefficient', 'isCore', 'initialTarget'] as const
const readBack = async (bytes: Uint8Array) => (await readForms(bytes)).forms.map(({ reading: _, ...form }) => form)
const bare = ({ reading: _, ...form }: Form) => form

describe.each([
  ['department', libraryForm()],
  ['project', projectForm()],
])('a %s form', (_, form) => {
  test.each([...ALL.map((key) => [key]), ['level2Weight', 'isCore'], [...ALL]])(
    'with %s %s %s %s comes back whole from xlsx, docx, HTML and CSV',
    async (...more) => {
      const whole = withMore(form, ...(more as (keyof Indicator)[]))
      expect(await readBack(toXlsx(whole))).toEqual([bare(whole)])
      expect(await readBack(toDocx(whole))).toEqual([bare(whole)])
      expect(await readBack(new TextEncoder().encode(toHtml(whole)))).toEqual([bare(whole)])
      const [csv] = await readBack(new TextEncoder().encode(toCsv(whole)))
      expect(csv?.indicators).toEqual(whole.indicators)
      expect(unwrittenNote(whole)).toBeUndefined()
    },
  )

  test('has every place of its rows covered once', () => {
    const { cells, columnWidths } = officialSheet(withMore(form, ...ALL))
    const covered = new Map<string, number>()
    for (const { row, column, rowSpan, columnSpan } of cells)
      for (let r = row; r < row + rowSpan; r++)
        for (let c = column; c < column + columnSpan; c++) covered.set(`${r} ${c}`, (covered.get(`${r} ${c}`) ?? 0) + 1)
    const rows = Math.max(...cells.map(({ row, rowSpan }) => row + rowSpan))
    expect([...covered.values()].every((times) => times === 1)).toBe(true)
    expect(covered.size).toBe(rows * columnWidths.length)
  })
})

test('what a kind of form has no column for is told', () => {
  const row: Indicator = { ...(libraryForm().indicators[0] as Indicator), isCore: true, scoreCoefficient: '90' }
  expect(unwrittenNote({ ...emptyForm('target-declaration'), indicators: [row] })).toBe(
    '这种正式表没有“得分系数”（1 条指标）、“是否核心指标”（1 条指标）的栏，没有写出。要留全，请另存为 .json。',
  )
})
