import { rowLabel } from './facts/place.ts'
import type { Form } from './form.ts'

const FIELDS: Readonly<Record<string, string>> = {
  source: '资金来源',
  initialBudget: '年初预算数',
  annualBudget: '全年预算数',
  execution: '全年执行数',
  executionRate: '执行率',
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

const PLACES: Readonly<Record<string, string>> = {
  '': '整张表',
  '/title': '表名',
  '/fiscalYear': '年度',
  '/filedOn': '填报日期',
  '/department': '部门（单位）名称',
  '/unit': '单位（盖章）',
  '/project': '项目名称',
  '/funds': '资金表',
  '/funds/unit': '金额单位',
  '/funds/rows': '资金各行',
  '/goals': '年度总体目标',
  '/goals/expected': '预期目标',
  '/goals/actual': '实际完成情况',
  '/indicators': '指标各行',
  '/total': '总分',
  '/total/weight': '总分的分值',
  '/total/score': '总分',
  '/grade': '自评等次',
  '/conclusion': '绩效自评结论',
  '/contact': '联系人',
  '/contact/name': '联系人',
  '/contact/phone': '联系电话',
}

/** A JSON pointer as an official would say it: `第 20 行「人员类项目支出」实际完成值`. Rows count from 1. */
export function placeName(form: Form, at: string): string {
  const [, section, second, third, fourth] = at.split('/')
  if (section === 'indicators' && second)
    return `${rowLabel(form, Number(second))}${third ? (FIELDS[third] ?? third) : ''}`
  if (section === 'funds' && third) {
    const source = form.funds.rows[Number(third)]?.source
    return `资金${source ? `「${source}」` : `第 ${Number(third) + 1} 行`}${fourth ? (FIELDS[fourth] ?? fourth) : ''}`
  }
  return PLACES[at] ?? at
}
