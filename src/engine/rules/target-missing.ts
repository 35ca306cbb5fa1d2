import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isLost } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const targetMissing: Rule = {
  id: 'target-missing',
  code: 'T03',
  title: '目标值不能空着',
  severity: 'error',
  kinds: WITH_TARGETS,
  why: '没有目标值就没有比较的依据，得分无从谈起。',
  basis: { ...SEEN, clause: '指标值为空或为“/”“……”' },

  checkRow({ row, at, label, ask }) {
    if (row.name === null || row.weight === 0 || (row.target !== null && row.target.kind !== 'none')) return undefined
    if (ask(({ form }) => isLost(form, `${at}/target`))) return undefined
    return {
      at: [`${at}/target/text`],
      message: `${label}：年度指标值${row.target?.text ? `填“${row.target.text}”` : '空着'}${row.weight === null ? '' : `，分值 ${formatPoints(row.weight)} 分`}。`,
      advice: '按批复的绩效目标表补填年度指标值；名称里带着目标的，把目标移到指标值栏。',
    }
  },

  examples: {
    valid: {
      都填了: soundForm(),
      扫描读不出: soundForm({
        'indicators.3.target': undefined,
        'reading./indicators/3/target': { status: 'missing' },
      }),
    },
    invalid: {
      空着: { form: soundForm({ 'indicators.3.target': undefined }), at: ['/indicators/3/target/text'] },
      省略号: { form: soundForm({ 'indicators.3.target': '……' }), at: ['/indicators/3/target/text'] },
    },
  },
}
