import type { Form, FormKind } from '../form.ts'

/** Forms that carry actuals against targets after the year is over. What a rule applies to unless it says otherwise. */
export const SELF_EVALUATIONS: readonly FormKind[] = [
  'department-self-evaluation',
  'project-self-evaluation',
  'transfer-self-evaluation',
]

/** Forms with targets: before, within and after the year. */
export const WITH_TARGETS: readonly FormKind[] = [...SELF_EVALUATIONS, 'target-declaration', 'monitoring']

/** Forms with actuals, those of half a year included. */
export const WITH_ACTUALS: readonly FormKind[] = [...SELF_EVALUATIONS, 'monitoring']

/** Forms whose rows carry points. */
export const WITH_POINTS: readonly FormKind[] = [...SELF_EVALUATIONS, 'indicator-framework']

export const EVERY_KIND: readonly FormKind[] = [...WITH_TARGETS, 'indicator-framework']

/** The forms of transfers carry no points in most places; then nothing on them can be scored. */
export function hasPoints(form: Form): boolean {
  if (form.kind !== 'transfer-self-evaluation') return true
  return [...form.indicators, ...form.funds.rows].some(({ weight }) => weight !== null)
}

/** The printed name of a kind of form. */
export const KIND_NAMES: Readonly<Record<FormKind, string>> = {
  'department-self-evaluation': '部门整体支出绩效自评表',
  'project-self-evaluation': '项目支出绩效自评表',
  'transfer-self-evaluation': '转移支付绩效目标自评表',
  'target-declaration': '绩效目标申报表',
  monitoring: '绩效运行监控表',
  'indicator-framework': '绩效评价指标体系评分表',
  unrecognised: '认不出的表',
}
