import { PRACTICE } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { rowLabels } from '../facts/place.ts'
import { isLost } from '../facts/reading.ts'
import { isBlank } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { isVerdict } from '../values/outcome.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const outcomeUndescribed: Rule = {
  id: 'outcome-undescribed',
  code: 'R16',
  title: '定性指标写“达成”的，要有文字说明结果',
  severity: 'warning',
  why: '定性指标没有数，全靠文字说明。一句说明也没有，得分就没有依据。',
  basis: { ...PRACTICE, clause: '定性指标须填结果描述' },

  *check({ form }) {
    if (!isBlank(form.goals.actual) || isLost(form, '/goals/actual')) return
    const rows = muteRows(form)
    if (rows.length === 0) return
    const first = form.indicators[rows[0] ?? 0]
    yield {
      at: rows.map((i) => `/indicators/${i}/actual/text`),
      message: `${rowLabels(form, rows)}：目标“${first?.target?.text ?? ''}”，实际只写“${first?.actual?.text ?? ''}”，全表没有一处说明结果。`,
      advice: '在实际完成情况里写明做了什么、效果怎样。',
    }
  },

  examples: {
    valid: { 没有定性行: soundForm({ 'goals.actual': undefined }), 有说明: soundForm({ 'indicators.4': quality() }) },
    invalid: {
      没有说明: {
        form: soundForm({ 'indicators.4': quality(), 'goals.actual': undefined }),
        at: ['/indicators/4/actual/text'],
      },
    },
  },
}

const muteRows = rowsWhere(({ target, actual, reason }) => {
  const isMute = target?.kind === 'qualitative' && actual?.outcome === 'achieved' && isVerdict(actual.text)
  return isMute && isBlank(reason)
})

function quality() {
  return soundRow('产出指标', '质量指标', '图书上架验收情况', '验收合格', '达成预期指标', 8)
}
