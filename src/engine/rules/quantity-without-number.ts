import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isQuantityRow } from '../facts/levels.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const quantityWithoutNumber: Rule = {
  id: 'quantity-without-number',
  code: 'T02',
  title: '数量指标的目标值应有数字',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '数量指标没有数，就只能凭印象给分。',
  basis: { ...SEEN, clause: '数量指标无量化值' },

  *check({ form }) {
    const rows = rowsWithoutNumber(form)
    if (rows.length === 0) return
    const words = [...new Set(rows.map((i) => `“${form.indicators[i]?.target?.text ?? ''}”`))].slice(0, 3)
    yield {
      at: rows.map((i) => `/indicators/${i}/target/text`),
      message: `${rowLabels(form, rows)}：数量指标的目标值是${words.join('、')}，没有数字。`,
      advice: '写出数量和单位（如 ≥4 次）；说不出数量的，移到质量或时效指标。',
    }
  },

  examples: {
    valid: { 有数: soundForm() },
    invalid: {
      没有数: {
        form: soundForm({
          'indicators.3': soundRow('产出指标', '数量指标', '社区分馆建设', '按时完成', '达成预期指标', 6),
        }),
        at: ['/indicators/3/target/text'],
      },
    },
  },
}

const rowsWithoutNumber = rowsWhere(
  (row) => isQuantityRow(row) && (row.target?.kind === 'qualitative' || row.target?.kind === 'date'),
)
