import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { isLost } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const actualBlank: Rule = {
  id: 'actual-blank',
  code: 'A19',
  title: '实际完成值空着，不能有得分',
  severity: 'error',
  why: '得分必须有实际完成值作依据。',
  basis: { ...SEEN, clause: '实际完成值未填却得满分' },

  checkRow({ row, at, label, ask }) {
    if (row.score === null || row.score <= 0) return undefined
    if (row.actual !== null && row.actual.kind !== 'none') return undefined
    if (ask(({ form }) => isLost(form, `${at}/actual`))) return undefined
    return {
      at: [`${at}/actual/text`],
      message: `${label}：目标 ${shown(row.target)}，实际完成值${row.actual?.text ? `填“${row.actual.text}”` : '空着'}，得分却填 ${formatPoints(row.score)} 分。`,
      advice: '补填实际完成值和佐证；没有完成的，得分填 0 并写明原因。',
    }
  },

  examples: {
    valid: {
      都填了: soundForm(),
      扫描读不出: soundForm({
        'indicators.3.actual': undefined,
        'reading./indicators/3/actual/text': { status: 'missing' },
      }),
      没有得分: soundForm({ 'indicators.3.actual': undefined, 'indicators.3.score': 0 }),
    },
    invalid: {
      空着: { form: soundForm({ 'indicators.3.actual': undefined }), at: ['/indicators/3/actual/text'] },
      只有横线: { form: soundForm({ 'indicators.3.actual': '/' }), at: ['/indicators/3/actual/text'] },
    },
  },
}
