import { describe, expect, test } from 'vitest'
import {
  emptyForm,
  type Form,
  findPolicy,
  gradeOf,
  type Indicator,
  overridePolicy,
  type Policy,
  parseActual,
  parseTarget,
  score,
} from '#engine'

const policy = (id: string, overrides: Record<string, string> = {}): Policy => {
  const base = findPolicy(id)
  const changed = base && overridePolicy(base, overrides)
  if (!changed || 'error' in changed) throw new Error(`no pack ${id}`)
  return changed
}

const row = (
  target: string,
  actual: string,
  weight: number,
  claimed: number | null = null,
  level2 = '数量指标',
): Indicator => ({
  level1: '产出指标',
  level1Weight: null,
  level2,
  name: '巡河',
  target: parseTarget(target, { year: 2024 }),
  actual: actual === '' ? null : parseActual(actual, parseTarget(target), { year: 2024 }),
  weight,
  score: claimed,
  reason: null,
})

const formOf = (...indicators: Indicator[]): Form => ({ ...emptyForm('department-self-evaluation'), indicators })
const scoreOf = (indicator: Indicator, pack: Policy) => score(formOf(indicator), pack).rows[0]?.score

describe('one row', () => {
  const national = policy('national-2020')
  test.each([
    ['≥12次', '12次', 5, 5],
    ['≥12次', '9次', 5, 3.75],
    ['≥0次', '0次', 5, 5],
    ['≤20万元', '25万元', 5, 4],
    ['≤20万元', '250000元', 5, 4],
    ['≤20万元', '18万元', 5, 5],
    ['3-5次', '4次', 5, 5],
    ['3-5次', '2次', 3, 2],
    ['3-5次', '10次', 4, 2],
    ['2024年6月底前', '2024年6月30日', 3, 3],
    ['2024年6月底前', '2024年7月1日', 3, 0],
    ['12次', '13次', 5, 5],
    ['≥3次', '1次', 33.33, 11.11],
    ['≤0起', '1起', 5, 0],
    ['≤0起', '0起', 5, 5],
    ['=0次', '1次', 5, 0],
    ['>5次', '5次', 5, 0],
    ['≥95%', '95', 5, 5],
    ['≥20万元', '200000元', 5, 5],
    ['第三季度', '2024年9月30日', 5, 5],
    ['≥1次', '0次', 0.5, 0],
  ])('target %s, actual %s, weight %d gives %d', (target, actual, weight, expected) => {
    expect(scoreOf(row(target, actual, weight), national)).toBe(expected)
  })

  test.each([
    ['strict', 0],
    ['higher', 1],
    ['lower-ratio', 0.8],
    ['lower-decay', 0.75],
  ])('an "=" target exceeded by a quarter scores by the method %s', (method, expected) => {
    expect(
      scoreOf(row('=20万元', '25万元', 1, 0, '成本指标'), policy('national-2020', { 'quantitative.equal': method })),
    ).toBe(expected)
  })

  test('without an operator a cost is a ceiling', () => {
    expect(scoreOf(row('20万元', '25万元', 5, null, '成本指标'), national)).toBe(4)
  })

  test.each([
    ['≥95%', '0.96', '百分数'],
    ['≥5次', '4人', '单位'],
    ['≥5次', '5场次', '单位'],
    ['≥5次', '', '没有填实际'],
    ['≥5次', '-3次', '负数'],
  ])('target %s against actual “%s” has no score and says why', (target, actual, why) => {
    const scored = score(formOf(row(target, actual, 5, 5)), national)
    expect(scored.rows[0]?.score).toBeNull()
    expect(scored.rows[0]?.trace.join()).toContain(why)
    expect(scored.total).toMatchObject({ value: null, status: 'unknown', bounds: [0, 5] })
  })

  test.each([
    ['达成预期指标', 8, 8],
    ['达成预期指标', 7.9, null],
    ['部分达成', 6, 6],
    ['部分达成', 8, null],
    ['未达成', 5.99, 5.99],
  ])('the verdict %s with %d claimed of 10 is taken as %s', (verdict, claimed, expected) => {
    expect(scoreOf(row('健全', verdict, 10, claimed), national)).toBe(expected)
  })

  test('Hubei draws the second band at one half', () => {
    expect(scoreOf(row('健全', '部分达成', 10, 5), policy('hubei-2020'))).toBe(5)
    expect(scoreOf(row('健全', '部分达成', 10, 5), national)).toBeNull()
  })

  test('truncation is a pack’s choice', () => {
    expect(scoreOf(row('≥3次', '2次', 2.5), policy('national-2020', { 'rounding.mode': 'truncate' }))).toBe(1.66)
  })
})

describe('the execution row', () => {
  const fund = (annualBudget: string, execution: string): Form => ({
    ...emptyForm('department-self-evaluation'),
    funds: {
      unit: '万元',
      rows: [
        {
          source: '资金总额',
          role: 'total',
          initialBudget: annualBudget,
          annualBudget,
          execution,
          weight: 10,
          executionRate: null,
          score: null,
        },
      ],
    },
  })
  test.each([
    ['43.2', '37.24', 8.62],
    ['100', '120', 10],
    ['0', '0', null],
    ['0', '5', null],
  ])('budget %s and execution %s give %s', (budget, execution, expected) => {
    expect(score(fund(budget, execution), policy('national-2020')).rows[0]?.score).toBe(expected)
  })
})

describe('the total', () => {
  const lost = { '/indicators': { status: 'missing' as const } }
  const full = (grade: string | null): Form => ({
    ...formOf({ ...row('≥1次', '1次', 94), level1Weight: 100 }),
    grade,
    reading: lost,
  })

  test('lost rows count as full only when the printed grade agrees', () => {
    expect(score(full('优'), policy('national-2020')).total).toMatchObject({
      value: 100,
      status: 'inferred',
      bounds: [94, 100],
    })
    expect(score(full('良'), policy('national-2020')).total).toMatchObject({
      value: null,
      status: 'unknown',
      bounds: [94, 100],
    })
    expect(score(full(null), policy('national-2020')).total.value).toBeNull()
  })

  test('rows that can all be computed give a computed total', () => {
    expect(score(formOf(row('≥1次', '1次', 60), row('≥4次', '3次', 40)), policy('national-2020')).total).toMatchObject({
      value: 90,
      status: 'computed',
    })
  })

  test.each([
    [90, '优'],
    [89.99, '良'],
    [80, '良'],
    [60, '中'],
    [59.99, '差'],
    [0, '差'],
  ])('%d is %s', (total, grade) => {
    expect(gradeOf(total, policy('national-2020'))).toBe(grade)
  })
})

test('a wrong override names what is allowed', () => {
  const base = policy('national-2020')
  expect(overridePolicy(base, { 'quantitative.equal': 'most' })).toEqual({
    error: '“quantitative.equal”不能是“most”，可以是：strict、higher、lower-ratio、lower-decay。',
  })
  expect(overridePolicy(base, { grades: '1' })).toHaveProperty('error')
})
