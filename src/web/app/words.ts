import { ACTION_NAMES } from '#engine'
import type { SaveState } from './use-server-form.ts'

/** How far what was typed has come. */
export const SAVE_WORDS: Readonly<Record<SaveState, string>> = {
  saved: '已保存',
  dirty: '有改动，马上保存',
  saving: '正在保存…',
  offline: '连不上服务器，改动存在这台电脑上',
  signedOut: '登录已经结束，改动存在这台电脑上',
  conflict: '有冲突，等您选择',
  refused: '没有保存',
}

/** A moment as officials write it: 2025-01-15 14:05, in the machine's own time. */
export function moment(iso: string | null): string {
  if (iso === null) return ''
  const date = new Date(iso)
  const two = (n: number) => String(n).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}

export function dayOf(iso: string): string {
  return moment(iso).slice(0, 10)
}

/** What the log's entries are called. */
export const LOG_WORDS: Readonly<Record<string, string>> = {
  ...ACTION_NAMES,
  create: '新建',
  save: '修改',
  comment: '写意见',
  resolveComment: '办结意见',
  reopenComment: '重开意见',
  attach: '附材料',
  detach: '移去材料',
  rescore: '重新计分',
  review: '复核',
  drawSample: '抽取抽查',
  setUp: '首次启动',
  createCampaign: '发起填报任务',
  changeCampaign: '改填报任务',
  startJob: '开始后台任务',
  changeSettings: '改设置',
  createUnit: '新建单位',
  renameUnit: '单位改名',
  moveUnit: '单位换主管部门',
  closeUnit: '撤销单位',
  mergeUnits: '合并单位',
  splitUnit: '分立单位',
  importOrganisation: '导入单位和人员',
  createAccount: '新建账号',
  changeAccount: '改账号',
  resetPassword: '重设密码',
  resetTotp: '替人解除动态码',
  endSessions: '结束别人的登录',
  changePassword: '改自己的密码',
  enrolTotp: '绑定动态码',
  removeTotp: '解除动态码',
  bindOidc: '绑定统一身份认证',
  unbindOidc: '解除统一身份认证',
  giveRole: '给角色',
  endRole: '结束角色',
  delegateRole: '委托角色',
  endDelegation: '结束委托',
  createToken: '建令牌',
  revokeToken: '作废令牌',
}

export const UNIT_KINDS = { unit: '单位', department: '主管部门', bureau: '财政局' } as const

/** `2020 年起`, `2020—2024 年`, or the one year. */
export function yearsText(from: number, to: number | null): string {
  if (to === null) return `${from} 年起`
  return from === to ? `${from} 年` : `${from}—${to} 年`
}

/** Kinds of forms that units file. */
export const FILED_KINDS = [
  'department-self-evaluation',
  'project-self-evaluation',
  'transfer-self-evaluation',
  'target-declaration',
  'monitoring',
] as const
export type FiledKind = (typeof FILED_KINDS)[number]
