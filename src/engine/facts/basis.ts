import type { Basis } from '../policy/policy.ts'

/** The form checked against itself: arithmetic needs no document. */
export const ARITHMETIC: Basis = {
  document: '表内勾稽关系',
  clause: '合计等于各项之和，比率等于两数相除',
  verified: true,
}

/** 财预〔2020〕10号: the duty and the modes were read, the scoring articles were not. */
export const MEASURES: Basis = { document: '财预〔2020〕10号《项目支出绩效评价管理办法》', verified: false }

/** The notes printed under published forms that follow 财预〔2020〕10号. */
export const FORM_NOTES: Basis = { document: '各地公开自评表的填报说明', verified: true }

/** 财预〔2021〕101号: number, date and nature were read, the articles were not. */
export const CORE_INDICATORS: Basis = {
  document: '财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》',
  verified: false,
}

/** The ministry's yearly call: compare with the initial targets, no inflated scores. */
export const YEARLY_NOTICE: Basis = {
  document: '财政部关于开展中央部门项目支出绩效自评的通知',
  clause: '对照年初绩效目标，如实填报',
  verified: true,
}

/** What performance systems in use refuse or flag. A practice, never a rule. */
export const PRACTICE: Basis = { document: '在用绩效系统的通行校核（惯例，不是规定）', verified: true }

/** What published forms show to go wrong. */
export const SEEN: Basis = { document: '公开自评表中的常见问题', verified: true }

/** Reviewers' habits known from hearsay or from one firm's rules. */
export const REVIEW: Basis = { document: '评审和审计关注点（惯例，不是规定）', verified: false }

/** 各级公开规程: what must not be published is not spelled out in what was read. */
export const DISCLOSURE: Basis = { document: '绩效自评公开的个人信息保护要求', verified: false }
