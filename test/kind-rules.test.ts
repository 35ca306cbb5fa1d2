import { describe, expect, test } from 'vitest'
import { check, choosePolicy, type Form, findPolicy, recognise } from '#engine'
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
