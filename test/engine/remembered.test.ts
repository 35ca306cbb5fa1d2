import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check, type Form, policies, typeInto } from '#engine'
import { libraryForm } from '../documents/forms.ts'

/** What somebody may type into a cell, sense and nonsense. */
const TYPED = fc.constantFrom(
  '',
  '0',
  '50次',
  '≥12场',
  '95%',
  '1,234.56万元',
  '达成预期指标',
  '2024年13月',
  '——',
  '人员类项目支出',
  '无',
)
const rowOf = (rows: readonly unknown[]) => fc.nat({ max: rows.length - 1 })
const at = fc.oneof(
  fc
    .tuple(
      rowOf(libraryForm().indicators),
      fc.constantFrom('target/text', 'actual/text', 'name', 'reason', 'weight', 'score'),
    )
    .map(([row, cell]) => `/indicators/${row}/${cell}`),
  fc
    .tuple(rowOf(libraryForm().funds.rows), fc.constantFrom('annualBudget', 'execution', 'source'))
    .map(([row, cell]) => `/funds/rows/${row}/${cell}`),
  fc.constantFrom('/goals/expected', '/goals/actual', '/conclusion'),
)
const presses = fc.array(fc.record({ at, text: TYPED }), { minLength: 1, maxLength: 12 })

/** Same values, no object and no memory shared. */
function asNew(form: Form): Form {
  return JSON.parse(JSON.stringify(form))
}

describe('what the engine remembers of rows, texts and forms', () => {
  test.each(policies.map((policy) => [policy.id, policy] as const))(
    'changes nothing: a form typed into, key by key, is judged as one that was never seen (%s)',
    (_, policy) => {
      fc.assert(
        fc.property(presses, (pressed) => {
          let form: Form = libraryForm()
          check(form, policy)
          for (const press of pressed) {
            form = typeInto(form, press.at, press.text)
            const { form: _typed, ...typed } = check(form, policy)
            const { form: _new, ...fresh } = check(asNew(form), policy)
            expect(typed).toEqual(fresh)
          }
        }),
        { numRuns: 25 },
      )
    },
  )

  test('marks of the reader are asked of the form at hand: the same rows with a lost value are judged as lost', () => {
    const form = libraryForm()
    const policy = policies[0]
    if (!policy) throw new Error('no pack')
    const row = form.indicators.findIndex(({ actual }) => actual?.kind === 'quantity')
    const blank = typeInto(form, `/indicators/${row}/actual/text`, '')
    const lost: Form = { ...blank, reading: { [`/indicators/${row}/actual/text`]: { status: 'missing' } } }
    const scoreOf = (one: Form) => check(one, policy).score.rows.find(({ at }) => at === `/indicators/${row}`)?.trace
    expect(scoreOf(blank)?.join()).toContain('没有填实际完成值')
    expect(scoreOf(lost)?.join()).toContain('实际完成值读不出')
    expect(scoreOf(blank)?.join()).toContain('没有填实际完成值')
  })
})
