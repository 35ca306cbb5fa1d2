import { expect, test } from 'vitest'
import { emptyForm, type Form, parseActual, parseTarget } from '#engine'
import { alternatives, assess } from './assess.ts'

const target = parseTarget('=100万元')
const form: Form = {
  ...emptyForm('department-self-evaluation'),
  fiscalYear: 2024,
  department: '云岭市青禾区图书馆',
  indicators: [
    {
      level1: '产出指标',
      level1Weight: 100,
      level2: '成本指标',
      name: '特定目标类项目支出',
      target,
      actual: parseActual('125万元', target),
      weight: 100,
      score: 0,
      reason: null,
    },
  ],
  total: { weight: 100, score: 0 },
}

test('the same form under the other packs, and under the chosen one with each other reading of "="', () => {
  const { policy } = assess(form, 'guizhou-qiannan-2024')
  const totals = alternatives(form, policy).map(({ policyId, equal, score }) => [equal ?? policyId, score.total.value])
  expect(totals).toContainEqual(['guizhou-qiannan-2024', 0])
  expect(totals).toContainEqual(['observed-default', 100])
  expect(totals).toContainEqual(['higher', 100])
  expect(totals).toContainEqual(['lower-ratio', 80])
  expect(totals).toContainEqual(['lower-decay', 75])
})

test('without a choice the pack of the form itself is taken and the reason said', () => {
  const { policy, note } = assess(form, null)
  expect(policy.id).toBe('national-2020')
  expect(note).toContain('没有与本单位所在地相符的办法')
})
