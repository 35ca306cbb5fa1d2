import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import { secondLevels } from '../facts/levels.ts'
import { rowNumbers } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const flatWeights: Rule = {
  id: 'flat-weights',
  code: 'T20',
  title: '同类指标的分值应有轻重',
  severity: 'notice',
  why: '五行以上分值全一样，等于没有分配，看不出哪件事更重要。',
  basis: { ...SEEN, clause: '指标分值平均分配' },

  *check({ form }) {
    for (const { name, rows } of secondLevels(form)) {
      const weight = form.indicators[rows[0] ?? 0]?.weight ?? null
      if (rows.length < ENOUGH || weight === null) continue
      if (!rows.every((i) => form.indicators[i]?.weight === weight)) continue
      yield {
        at: rows.map((i) => `/indicators/${i}/weight`),
        message: `${rowNumbers(rows)}「${name}」${rows.length} 行的分值都是 ${formatPoints(weight)} 分，没有轻重。`,
        advice: '下年编报时按重要程度拉开分值。',
      }
    }
  },

  examples: {
    valid: { 四行相同: soundForm() },
    invalid: {
      五行相同: {
        form: soundForm({ 'indicators.4': soundRow('产出指标', '数量指标', '数字资源上架', '≥300种', '310种', 6) }),
        at: [0, 1, 2, 3, 4].map((i) => `/indicators/${i}/weight`),
      },
    },
  },
}

/** From so many rows on equal weights look like no decision. */
const ENOUGH = 5
