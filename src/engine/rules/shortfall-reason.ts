import { formatPoints } from '../decimal.ts'
import { FORM_NOTES } from '../facts/basis.ts'
import { isLost } from '../facts/reading.ts'
import { isBlank } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const shortfallReason: Rule = {
  id: 'shortfall-reason',
  code: 'R01',
  title: '没有得满分的行要写原因',
  severity: 'error',
  why: '扣了分不说原因，评审无法判断是做不到还是目标不合理，整改也无从谈起。',
  basis: { ...FORM_NOTES, clause: '未完成的说明偏差原因及改进措施' },

  checkRow({ row, at, label, ask }) {
    if (row.score === null || row.weight === null || row.score >= row.weight) return undefined
    if (!isBlank(row.reason) || ask(({ form }) => isLost(form, `${at}/reason`))) return undefined
    return {
      at: [`${at}/reason`],
      message: `${label}：分值 ${formatPoints(row.weight)} 分，得分 ${formatPoints(row.score)} 分，原因栏空着。`,
      advice: '写明没有完成的原因和改进措施。',
    }
  },

  examples: {
    valid: {
      写了原因: soundForm(),
      得分读不出: soundForm({ 'indicators.0.score': undefined }),
      原因读不出: soundForm({
        'indicators.2.reason': undefined,
        'reading./indicators/2/reason': { status: 'missing' },
      }),
    },
    invalid: { 没有原因: { form: soundForm({ 'indicators.2.reason': undefined }), at: ['/indicators/2/reason'] } },
  },
}
