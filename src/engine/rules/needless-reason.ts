import { REVIEW } from '../facts/basis.ts'
import { compare, shown } from '../facts/comparison.ts'
import { opening } from '../facts/place.ts'
import { isBlank } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const needlessReason: Rule = {
  id: 'needless-reason',
  code: 'R04',
  title: '没有偏差的行不必写未完成原因',
  severity: 'notice',
  why: '满分又写未完成原因，前后矛盾，常见于抄串了行。',
  basis: { ...REVIEW, clause: '无偏差而有原因' },

  checkRow({ row, at, label, policy }) {
    if (row.score === null || row.score !== row.weight || isBlank(row.reason)) return undefined
    if (compare(row, policy)?.order !== 0) return undefined
    return {
      at: [`${at}/reason`],
      message: `${label}：目标 ${shown(row.target)}，实际 ${shown(row.actual)}，满分，原因栏却写“${opening(row.reason, 20)}”。`,
      advice: '核对原因是否填错了行；确无偏差的清空原因栏。',
    }
  },

  examples: {
    valid: { 没有原因: soundForm() },
    invalid: { 抄串行: { form: soundForm({ 'indicators.3.reason': '场地未落实' }), at: ['/indicators/3/reason'] } },
  },
}
