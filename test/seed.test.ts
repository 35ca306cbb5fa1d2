import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readForms } from '#documents'
import { check, choosePolicy, type Form, findPolicy, overridePolicy, type Policy, score } from '#engine'

/** The real form the project was conceived from. It names a person and is not part of the project: read where it is there. */
const FILE = new URL('../../shared/seeds/000_fd7e584d36dab96c.txt', import.meta.url)
const TRUTH = new URL('../../shared/truth/seed-record.json', import.meta.url)
const isThere = existsSync(FILE) && existsSync(TRUTH)

type Fact = { value: string | null; confidence: string }
type Row = Record<'level1' | 'level2' | 'level3' | 'weight' | 'score' | 'reason', Fact> & {
  target: { value: Fact; unit: Fact }
  actual: { value: Fact }
}
type Truth = { header: Record<string, Fact>; funds: { rows: Record<string, Fact>[] }; indicators: Row[] }

async function seed(): Promise<Form> {
  const { forms } = await readForms(new Uint8Array(readFileSync(FILE)))
  return forms[0] as Form
}

/** Cells of the truth that are literal or repaired, with what was read there and its status. */
function compared(
  form: Form,
  truth: Truth,
): readonly { at: string; wanted: string; got: string | null; status: string }[] {
  const cells: { at: string; wanted: string; got: string | null; status: string }[] = []
  const add = (at: string, fact: Fact | undefined, got: unknown): void => {
    if (!fact || fact.value === null || (fact.confidence !== 'literal' && fact.confidence !== 'repaired')) return
    cells.push({
      at,
      wanted: plain(fact.value),
      got: got === null || got === undefined ? null : plain(String(got)),
      status: form.reading[at]?.status ?? 'literal',
    })
  }
  add('/filedOn', truth.header.filedOn, form.filedOn)
  add('/department', truth.header.departmentName, form.department)
  for (const [i, row] of truth.funds.rows.entries()) {
    for (const key of ['initialBudget', 'annualBudget', 'execution'] as const)
      add(`/funds/rows/${i}/${key}`, row[key], form.funds.rows[i]?.[key])
  }
  for (const [i, row] of truth.indicators.entries()) {
    const read = form.indicators[i]
    const at = `/indicators/${i}`
    const shown = (value: { kind: string; text: string; value?: string | null } | null | undefined) =>
      value?.kind === 'qualitative' ? value.text : value?.value
    add(`${at}/level1`, row.level1, read?.level1)
    add(`${at}/level2`, row.level2, read?.level2)
    add(`${at}/name`, row.level3, read?.name)
    add(`${at}/target/value`, row.target.value, shown(read?.target))
    add(`${at}/target/unit`, row.target.unit, read?.target?.unit)
    add(`${at}/actual/value`, row.actual.value, shown(read?.actual))
    add(`${at}/weight`, row.weight, read?.weight)
    add(`${at}/score`, row.score, read?.score)
    add(`${at}/reason`, row.reason, read?.reason)
  }
  return cells
}

const plain = (text: string): string => text.replaceAll(/[\s,，、;；]/g, '')

const pack = (id: string, overrides: Record<string, string> = {}): Policy =>
  overridePolicy(findPolicy(id) as Policy, overrides) as Policy

describe.runIf(isThere)('[shared] the real form', () => {
  test('is read right, and no wrong cell is marked literal', async () => {
    const cells = compared(await seed(), JSON.parse(readFileSync(TRUTH, 'utf8')))
    const wrong = cells.filter(({ got, wanted }) => got !== wanted)
    expect(cells.length).toBeGreaterThan(200)
    expect(wrong.length / cells.length).toBeLessThanOrEqual(0.05)
    expect(wrong.filter(({ status }) => status === 'literal')).toEqual([])
  })

  test('has 27 rows; the lost ones are reported, not invented', async () => {
    const form = await seed()
    expect(form.indicators).toHaveLength(27)
    expect(form.reading['/indicators']?.how).toContain('缺 6 分')
    expect(form.reading['/funds/rows/0/execution']?.status).toBe('repaired')
    expect(form.reading['/funds/rows/2/execution']?.status).toBe('repaired')
    expect([form.funds.rows[0]?.execution, form.funds.rows[2]?.execution]).toEqual(['3647981.22', '255573.38'])
  })

  test('gets the findings a careful reviewer makes, and none that would be wrong', async () => {
    const form = await seed()
    const { findings } = check(form, choosePolicy(form).policy)
    const codes = new Set(findings.map(({ code, severity }) => `${code} ${severity}`))
    const due = 'A02 A16 B06 B09 B10 B11 T01 T02 T12 T14 T15 T24 R11 R25 R28'
      .split(' ')
      .map((code) => `${code} warning`)
    const notices = 'T13 T17 T18 T20 R06 R08 R10 R12'.split(' ').map((code) => `${code} notice`)
    expect([...due, ...notices, 'A06 error'].filter((code) => !codes.has(code))).toEqual([])
    const allowed = new Set(
      [...due, ...notices, 'A06 error'].map((code) => code.slice(0, 3)).concat('A22', 'A25', 'B15', 'T29'),
    )
    expect([...codes].filter((code) => !allowed.has(code.slice(0, 3)))).toEqual([])
  })

  test.each([
    ['guizhou-qiannan-2024', {}, 95, [89, 95]],
    ['observed-default', {}, 99.99, [93.99, 99.99]],
    ['guizhou-qiannan-2024', { 'quantitative.equal': 'lower-ratio' }, 99.01, [93.01, 99.01]],
    ['guizhou-qiannan-2024', { 'quantitative.equal': 'lower-decay' }, 98.49, [92.49, 98.49]],
  ])('scores under %s %j', async (id, overrides, value, bounds) => {
    const result = score(await seed(), pack(id, overrides))
    expect(result.total).toMatchObject({ value, status: 'inferred', bounds })
    expect(result.rows.every(({ trace }) => trace.length > 1)).toBe(true)
  })
})
