import { expect, test } from 'vitest'
import { choosePolicy, emptyForm, type Form, policies } from '#engine'

const form = (
  department: string,
  fiscalYear: number | null,
  kind: Form['kind'] = 'department-self-evaluation',
): Form => ({
  ...emptyForm(kind),
  department,
  fiscalYear,
})

test.each([
  ['黔南州某局', 2024, 'guizhou-qiannan-2024', '暂定'],
  ['黔南州某局', 2025, 'national-2020', '黔南没有适用于2025 年的办法'],
  ['湖北省某局', 2023, 'hubei-2020', undefined],
  ['云岭市某局', 2024, 'national-2020', '没有与本单位所在地相符的办法'],
  ['云岭市某局', 2015, 'national-2020', '没有适用于 2015 年的办法'],
  ['云岭市某局', null, 'national-2020', '按全国 2020'],
])('%s, %s: %s', (department, year, id, note) => {
  const chosen = choosePolicy(form(department, year))
  expect(chosen.policy.id).toBe(id)
  if (note === undefined) expect(chosen.note).toBeUndefined()
  else expect(chosen.note).toContain(note)
})

test('the payroll pack is for payroll projects only', () => {
  const project = (name: string) =>
    choosePolicy({ ...form('四川省某局', 2023, 'project-self-evaluation'), project: name }).policy.id
  expect([project('在职人员工资'), project('河道清淤')]).toEqual(['sichuan-payroll-2023', 'national-2020'])
})

test('cost as a first level takes the pack that knows it', () => {
  const row = {
    level1: '成本指标',
    level1Weight: 20,
    level2: '经济成本指标',
    name: '单价',
    target: null,
    actual: null,
    weight: 20,
    score: null,
    reason: null,
  }
  expect(choosePolicy({ ...form('云岭市某局', 2024), indicators: [row] }).policy.id).toBe('national-2021-cost')
})

test('every pack keeps the invariants that no pack may change', () => {
  for (const policy of policies) {
    const points = Object.values(policy.weights.level1)
    const known = points.every((one) => one !== null)
    if (known)
      expect([policy.id, points.reduce<number>((sum, one) => sum + (one ?? 0), policy.weights.execution)]).toEqual([
        policy.id,
        100,
      ])
    expect(policy.grades.map(({ from }) => from)).toEqual([90, 80, 60, 0])
    expect(policy.basis.length).toBeGreaterThan(0)
    expect(policy.qualitative.bands.map(({ from, to }) => [from, to])).toEqual([
      [policy.qualitative.bands[0]?.from, 1],
      [policy.qualitative.bands[1]?.from, policy.qualitative.bands[0]?.from],
      [0, policy.qualitative.bands[1]?.from],
    ])
  }
})
