import { commonTexts } from '../texts/common.ts'
import { actionNames } from '../texts/names.ts'
import { shellTexts } from '../texts/shell.ts'

import type { SaveState } from './use-server-form.ts'

/** How far what was typed has come. */
export const SAVE_WORDS: Readonly<Record<SaveState, string>> = {
  saved: shellTexts.saved,
  dirty: shellTexts.dirty,
  saving: shellTexts.saving,
  offline: shellTexts.offline,
  signedOut: shellTexts.signedOut,
  conflict: shellTexts.conflict,
  refused: shellTexts.refused,
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
  ...actionNames,
  create: shellTexts.logCreate,
  save: shellTexts.logSave,
  comment: shellTexts.logComment,
  resolveComment: shellTexts.logResolveComment,
  reopenComment: shellTexts.logReopenComment,
  attach: shellTexts.logAttach,
  detach: shellTexts.logDetach,
  rescore: shellTexts.logRescore,
  review: shellTexts.logReview,
  drawSample: shellTexts.logDrawSample,
  setUp: shellTexts.logSetUp,
  createCampaign: shellTexts.logCreateCampaign,
  changeCampaign: shellTexts.logChangeCampaign,
  startJob: shellTexts.logStartJob,
  changeSettings: shellTexts.logChangeSettings,
  createUnit: shellTexts.logCreateUnit,
  renameUnit: shellTexts.logRenameUnit,
  moveUnit: shellTexts.logMoveUnit,
  closeUnit: shellTexts.logCloseUnit,
  mergeUnits: shellTexts.logMergeUnits,
  splitUnit: shellTexts.logSplitUnit,
  importOrganisation: shellTexts.logImportOrganisation,
  createAccount: shellTexts.logCreateAccount,
  changeAccount: shellTexts.logChangeAccount,
  resetPassword: shellTexts.logResetPassword,
  resetTotp: shellTexts.logResetTotp,
  endSessions: shellTexts.logEndSessions,
  signIn: shellTexts.logSignIn,
  lockOut: shellTexts.logLockOut,
  changePassword: shellTexts.logChangePassword,
  enrolTotp: shellTexts.logEnrolTotp,
  removeTotp: shellTexts.logRemoveTotp,
  bindOidc: shellTexts.logBindOidc,
  unbindOidc: shellTexts.logUnbindOidc,
  giveRole: shellTexts.logGiveRole,
  endRole: shellTexts.logEndRole,
  delegateRole: shellTexts.logDelegateRole,
  endDelegation: shellTexts.logEndDelegation,
  createToken: shellTexts.logCreateToken,
  revokeToken: shellTexts.logRevokeToken,
}

export const UNIT_KINDS = {
  unit: commonTexts.unit,
  department: commonTexts.department,
  bureau: commonTexts.bureau,
} as const

/** `2020 年起`, `2020—2024 年`, or the one year. */
export function yearsText(from: number, to: number | null): string {
  if (to === null) return shellTexts.yearsOn(from)
  return from === to ? shellTexts.oneYear(from) : shellTexts.yearsFromTo(from, to)
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
