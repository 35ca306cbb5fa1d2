import { type Form, formatSource } from '#engine'

const FIELDS: Readonly<Record<string, string>> = {
  title: '标题',
  fiscalYear: '年度',
  filedOn: '填报日期',
  department: '部门（单位）名称',
  unit: '单位',
  project: '项目名称',
  grade: '自评等次',
  conclusion: '绩效自评结论',
  initialBudget: '年初预算数',
  annualBudget: '全年预算数',
  execution: '全年执行数',
  executionRate: '执行率',
  level1: '一级指标',
  level2: '二级指标',
  name: '三级指标',
  target: '年度指标值',
  initialTarget: '年初指标值',
  actual: '实际完成值',
  weight: '分值',
  score: '得分',
  reason: '原因',
  expected: '预期目标',
}

/** A JSON pointer as an official would say it, with the place in the file where it is known. */
export function placeName(form: Form, at: string): string {
  const source = sourceOf(form, at)
  const where = source ? `（${formatSource(source)}）` : ''
  return `${cellName(form, at)}${where}`
}

function cellName(form: Form, at: string): string {
  const [, part = '', second = '', third = '', fourth = ''] = at.split('/')
  if (part === 'indicators' && second === '') return '指标表'
  if (part === 'indicators') {
    const name = form.indicators[Number(second)]?.name
    return `第 ${Number(second) + 1} 行${name ? `「${name}」` : ''}${FIELDS[third] ?? ''}`
  }
  if (part === 'funds' && second === 'rows')
    return `资金「${form.funds.rows[Number(third)]?.source ?? ''}」${FIELDS[fourth] ?? ''}`
  if (part === 'funds') return '资金表'
  if (part === 'goals') return second === 'actual' ? '实际完成情况' : '预期目标'
  if (part === 'total') return second === 'weight' ? '总分的分值' : '总分'
  if (part === 'contact') return '联系人'
  return FIELDS[part] ?? '表'
}

/** The source noted at the pointer, or at the nearest one below or above it. */
export function sourceOf(form: Form, at: string) {
  const own = form.reading[at]?.source
  if (own) return own
  const below = Object.entries(form.reading).find(([pointer, { source }]) => source && pointer.startsWith(`${at}/`))
  return below?.[1].source
}
