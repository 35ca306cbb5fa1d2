/** Where a form stands on its way through the year (domain.md 4.1, 4.2). */
export type FormStatus =
  | 'draft'
  | 'submitted'
  | 'unitSigned'
  | 'departmentReviewed'
  | 'financeReviewed'
  | 'approved'
  | 'returned'

/** What somebody does with a form as a whole. `carryOver` begins next year's form and leaves this one as it is. */
export type Action =
  | 'submit'
  | 'sign'
  | 'reviewForDepartment'
  | 'reviewForFinance'
  | 'approve'
  | 'return'
  | 'withdraw'
  | 'reopen'
  | 'carryOver'

/** Who somebody is to a form (domain.md 4.2). A person may have several, each for a unit and a year. */
export type Role =
  | 'clerk'
  | 'unitHead'
  | 'departmentReviewer'
  | 'financeReviewer'
  | 'performanceOfficer'
  | 'expert'
  | 'auditor'
  | 'administrator'

/** Roles that are given for a whole bureau; all others are for one unit (domain.md 4.2). */
export const BUREAU_ROLES: readonly Role[] = ['financeReviewer', 'performanceOfficer', 'administrator', 'auditor']

export type Move = {
  readonly action: Action
  readonly from: readonly FormStatus[]
  readonly to: FormStatus | 'same'
  readonly by: readonly Role[]
  /** An opinion (审核意见) or a reason must go with it. */
  readonly needsOpinion: boolean
  /** The findings must be corrected or confirmed first. */
  readonly isGated: boolean
}

const plain = { needsOpinion: false, isGated: false } as const

/** The whole workflow. Each step is taken by one kind of person; whoever may take a step may also return the form instead. */
export const MOVES: readonly Move[] = [
  { action: 'submit', from: ['draft', 'returned'], to: 'submitted', by: ['clerk'], needsOpinion: false, isGated: true },
  { ...plain, action: 'sign', from: ['submitted'], to: 'unitSigned', by: ['unitHead'] },
  {
    ...plain,
    action: 'reviewForDepartment',
    from: ['unitSigned'],
    to: 'departmentReviewed',
    by: ['departmentReviewer'],
  },
  {
    ...plain,
    action: 'reviewForFinance',
    from: ['departmentReviewed'],
    to: 'financeReviewed',
    by: ['financeReviewer'],
  },
  { ...plain, action: 'approve', from: ['financeReviewed'], to: 'approved', by: ['performanceOfficer'] },
  { action: 'return', from: ['submitted'], to: 'returned', by: ['unitHead'], needsOpinion: true, isGated: false },
  {
    action: 'return',
    from: ['unitSigned'],
    to: 'returned',
    by: ['departmentReviewer'],
    needsOpinion: true,
    isGated: false,
  },
  {
    action: 'return',
    from: ['departmentReviewed'],
    to: 'returned',
    by: ['financeReviewer'],
    needsOpinion: true,
    isGated: false,
  },
  {
    action: 'return',
    from: ['financeReviewed'],
    to: 'returned',
    by: ['performanceOfficer'],
    needsOpinion: true,
    isGated: false,
  },
  { ...plain, action: 'withdraw', from: ['submitted'], to: 'draft', by: ['clerk'] },
  { ...plain, action: 'withdraw', from: ['unitSigned'], to: 'draft', by: ['unitHead'] },
  {
    action: 'reopen',
    from: ['approved'],
    to: 'returned',
    by: ['performanceOfficer'],
    needsOpinion: true,
    isGated: false,
  },
  { ...plain, action: 'carryOver', from: ['approved'], to: 'same', by: ['clerk'] },
]

/** Statuses in which the form's content may be changed by its clerk. */
export const EDITABLE: readonly FormStatus[] = ['draft', 'returned']

/** Names as officials say them. */
export const STATUS_NAMES: Readonly<Record<FormStatus, string>> = {
  draft: '草稿',
  submitted: '待单位签发',
  unitSigned: '待部门审核',
  departmentReviewed: '待财政审核',
  financeReviewed: '待批复',
  approved: '已批复',
  returned: '被退回',
}

export const ACTION_NAMES: Readonly<Record<Action, string>> = {
  submit: '送审',
  sign: '签发',
  reviewForDepartment: '部门审核通过',
  reviewForFinance: '财政审核通过',
  approve: '批复',
  return: '退回',
  withdraw: '撤回',
  reopen: '重新打开',
  carryOver: '结转到下一年',
}

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  clerk: '单位经办人',
  unitHead: '单位负责人',
  departmentReviewer: '主管部门审核人',
  financeReviewer: '财政业务科审核人',
  performanceOfficer: '财政绩效科经办人',
  expert: '第三方专家',
  auditor: '审计人员',
  administrator: '管理员',
}
