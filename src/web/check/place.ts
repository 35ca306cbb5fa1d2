import type { Form, Value } from '#engine'

const FUND_FIELDS: Readonly<Record<string, string>> = {
  source: '资金来源',
  initialBudget: '年初预算数',
  annualBudget: '全年预算数',
  execution: '全年执行数',
  weight: '分值',
  executionRate: '执行率',
  score: '得分',
}

const INDICATOR_FIELDS: Readonly<Record<string, string>> = {
  level1: '一级指标',
  level1Weight: '一级指标分值',
  level2: '二级指标',
  name: '三级指标',
  target: '年度指标值',
  initialTarget: '年初指标值',
  actual: '实际完成值',
  weight: '分值',
  score: '得分',
  reason: '未完成原因分析',
}

const OTHERS: Readonly<Record<string, string>> = {
  '/title': '表名',
  '/fiscalYear': '年度',
  '/filedOn': '填报日期',
  '/department': '部门（单位）名称',
  '/unit': '单位（盖章）',
  '/project': '项目名称',
  '/funds': '资金',
  '/funds/unit': '金额单位',
  '/funds/rows': '资金各行',
  '/goals': '年度总体目标',
  '/goals/expected': '预期目标',
  '/goals/actual': '实际完成情况',
  '/indicators': '指标各行',
  '/total': '总分',
  '/total/weight': '总分的分值',
  '/total/score': '总分的得分',
  '/grade': '等次',
  '/conclusion': '自评结论',
  '/contact': '联系人',
  '/contact/name': '联系人',
  '/contact/phone': '联系电话',
}

/** A JSON pointer as an official would say it: `第 20 行 人员类项目支出 · 实际完成值`. Rows count from 1. */
export function placeName(form: Form, pointer: string): string {
  const [, section, second, third, fourth] = pointer.split('/')
  if (section === 'indicators' && second) {
    const name = form.indicators[Number(second)]?.name
    const row = `第 ${Number(second) + 1} 行${name ? ` ${name}` : ''}`
    return third ? `${row} · ${INDICATOR_FIELDS[third] ?? third}` : row
  }
  if (section === 'funds' && third) {
    const row = form.funds.rows[Number(third)]?.source ?? `资金第 ${Number(third) + 1} 行`
    return fourth ? `${row} · ${FUND_FIELDS[fourth] ?? fourth}` : row
  }
  return OTHERS[pointer] ?? (pointer === '' || pointer === '/' ? '整张表' : pointer)
}

/** A value of the form as text; unknown is the empty text. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  return isValue(value) ? value.text : JSON.stringify(value)
}

function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && 'text' in value && 'kind' in value
}
