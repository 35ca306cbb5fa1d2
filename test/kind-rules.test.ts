import { describe, expect, test } from 'vitest'
import { check, choosePolicy, type Form, findPolicy, readAt, recognise, typeInto } from '#engine'
import { soundDeclaration, soundMonitoring } from '../src/engine/rules/sound-kinds.ts'
import { sheetGrid } from './engine/grids.ts'
import { DECLARATION, MONITORING, TRANSFER } from './engine/kind-tables.ts'

const read = (rows: readonly (readonly string[])[]): Form => recognise([sheetGrid(...rows)])[0] as Form
const found = (form: Form) =>
  check(form, choosePolicy(form).policy).findings.map(({ code, severity }) => `${severity} ${code}`)

describe('forms without points', () => {
  test.each([
    ['a sound monitoring form', soundMonitoring()],
    ['a sound declaration', soundDeclaration()],
  ])('%s has nothing to correct', (_, form) => {
    expect(found(form)).toEqual([])
  })

  test.each([
    ['a monitoring form', soundMonitoring(), '绩效运行监控表反映年中进度，不计分'],
    ['a declaration', soundDeclaration(), '绩效目标申报表只有目标，没有完成值，不计分'],
    ['a transfer form without points', read(TRANSFER), '转移支付绩效目标自评表上没有分值，不计分'],
  ])('%s has no score and says why', (_, form, why) => {
    const { score } = check(form, choosePolicy(form).policy)
    expect(score.total).toMatchObject({ value: null, status: 'unknown', bounds: null })
    expect(score.total.why).toContain(why)
    expect(score.rows).toEqual([])
  })

  test.each([
    ['a declaration', DECLARATION, ['error A24', 'warning R28', 'notice T19']],
    ['a monitoring form', MONITORING, ['error A24', 'warning B02', 'notice T19']],
    ['a transfer form without points', TRANSFER, ['error A24', 'warning T22', 'notice T19']],
  ])('%s is asked nothing about points, scores and grades', (_, table, codes) => {
    expect(found(read(table))).toEqual(codes)
  })
})

describe('monitoring under a pack', () => {
  test('the alarm line of the place comes before the light', () => {
    const policy = findPolicy('sichuan-monitoring-2025')
    const form = soundMonitoring({ 'funds.rows.0.execution': '66.00', department: '四川省青禾县水务局' })
    expect(choosePolicy(form).policy).toBe(policy)
    const { findings } = check(form, choosePolicy(form).policy)
    expect(findings.map(({ code, message }) => [code, message])).toContainEqual([
      'M01',
      '资金表：1–7 月执行率 55.00%，低于预警线 60%（川财绩〔2025〕10号（绩效运行监控））。',
    ])
  })
})

describe('what a person types into a form without points', () => {
  const typed = (form: Form, at: string, text: string) => readAt(typeInto(form, at, text), at.replace(/\/text$/, ''))

  test.each([
    ['/indicators/0/outlook/likelihood', '有可能', 'possible'],
    ['/indicators/0/outlook/causes', '经费保障、其他', ['经费保障', '其他']],
    ['/indicators/0/outlook/causes', '', []],
    ['/funds/rows/0/expectedExecution', '1,180.5万元', '1180.5'],
    ['/indicators/0/note', '已发函', '已发函'],
  ])('%s: %s', (at, text, value) => {
    expect(typed(soundMonitoring(), at, text)).toEqual(value)
  })

  test.each([
    ['/declaration/period', '2025年-2026年6月', { from: '2025-01-01', to: '2026-06-30' }],
    ['/declaration/projectFunds/0/amount', '400', '400'],
    ['/declaration/longTermIndicators/0/level2', '质量指标', '质量指标'],
  ])('%s: %s', (at, text, value) => {
    expect(typed(soundDeclaration(), at, text)).toEqual(value)
  })

  test('an expected value and a long-term target are parsed as their cells would be', () => {
    expect(typed(soundMonitoring(), '/indicators/0/outlook/expected/text', '13条')).toMatchObject({
      value: '13',
      unit: '条',
    })
    expect(typed(soundDeclaration(), '/declaration/longTermIndicators/0/target/text', '≥40条')).toMatchObject({
      operator: '≥',
      value: '40',
    })
  })

  test('a possibility that is none stays open', () => {
    const form = typeInto(soundMonitoring(), '/indicators/0/outlook/likelihood', '大概')
    expect(form.indicators[0]?.outlook?.likelihood).toBeNull()
    expect(form.reading['/indicators/0/outlook/likelihood']).toMatchObject({ status: 'missing', raw: '大概' })
  })
})
