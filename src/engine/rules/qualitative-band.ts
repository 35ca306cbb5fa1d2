import { formatPoints, hundredths } from '../decimal.ts'
import { FORM_NOTES } from '../facts/basis.ts'
import type { Rule } from '../finding.ts'
import type { Outcome } from '../form.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const qualitativeBand: Rule = {
  id: 'qualitative-band',
  code: 'A18',
  title: '定性指标的得分应落在所填完成档次的区间内',
  severity: 'error',
  why: '达成、部分达成、未达成各有得分区间，填了哪一档就只能在哪一档里给分。',
  basis: { ...FORM_NOTES, clause: '定性指标 100–80、80–60、60–0' },

  checkRow({ row, at, label, policy }) {
    const outcome = row.actual?.kind === 'qualitative' ? row.actual.outcome : null
    const band = outcome && policy.qualitative.bands.find((one) => one.outcome === outcome)
    if (!band || !row.weight || row.score === null || row.score > row.weight) return undefined
    const low = Math.round(hundredths(row.weight) * band.from)
    const high = Math.round(hundredths(row.weight) * band.to)
    const points = hundredths(row.score)
    if (points >= low && (points < high || (points === high && band.to === 1))) return undefined
    return {
      at: [`${at}/score`],
      message: `${label}：实际填“${row.actual?.text ?? ''}”（${NAMES[band.outcome]}），应得 ${formatPoints(low / 100)}—${formatPoints(high / 100)} 分，得分填 ${formatPoints(row.score)} 分。`,
      advice: '核对完成档次和得分，改正不符的一个。',
    }
  },

  examples: {
    valid: { 没有定性行: soundForm(), 达成八成: soundForm({ 'indicators.4': quality('达成预期指标', 6.4) }) },
    invalid: {
      达成只给一半: { form: soundForm({ 'indicators.4': quality('达成预期指标', 4) }), at: ['/indicators/4/score'] },
      部分达成给满分: {
        form: soundForm({ 'indicators.4': quality('部分达成预期指标并具有一定效果', 8) }),
        at: ['/indicators/4/score'],
      },
    },
  },
}

const NAMES: Record<Outcome, string> = { achieved: '达成', partly: '部分达成', notAchieved: '未达成' }

function quality(actual: string, score: number) {
  return soundRow('产出指标', '质量指标', '图书上架验收情况', '验收合格', actual, 8, score)
}
