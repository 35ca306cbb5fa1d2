import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isQuantityRow } from '../facts/levels.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const vagueTarget: Rule = {
  id: 'vague-target',
  code: 'T01',
  title: '目标值应可衡量',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '“有效提升”“长期”“优秀”没有标准，做到什么程度算完成，谁也说不清。',
  basis: { ...SEEN, clause: '指标值含糊，无法衡量' },

  *check({ form }) {
    const rows = vagueRows(form)
    if (rows.length === 0) return
    const words = [...new Set(rows.map((i) => `“${form.indicators[i]?.target?.text ?? ''}”`))].slice(0, 4)
    yield {
      at: rows.map((i) => `/indicators/${i}/target/text`),
      message: `${rowLabels(form, rows)}：目标值${words.join('、')}没有数量或标准，无法衡量。`,
      advice: '写出可核对的标准：数量、比率、名次、时间，或注明“优秀”按什么办法评定。',
    }
  },

  examples: {
    valid: {
      有数: soundForm(),
      有标准: soundForm({ 'indicators.4': soundRow('产出指标', '质量指标', '验收情况', '符合行业标准', '符合', 8) }),
    },
    invalid: {
      有效提升: {
        form: soundForm({
          'indicators.12': soundRow('效益指标', '社会效益指标', '居民阅读氛围', '有效提升', '达成预期指标', 10),
        }),
        at: ['/indicators/12/target/text'],
      },
    },
  },
}

const VAGUE =
  /提升|提高|增强|改善|促进|推动|明显|显著|有效|长期|持续|加强|完善|良好|优秀|优良|较好|较高|不断|逐步|进一步|满意|^好$|^高$|^优$|^良$|^强$/

const vagueRows = rowsWhere((row) => {
  if (row.target?.kind !== 'qualitative' || isQuantityRow(row)) return false
  return VAGUE.test(row.target.text) && !/\d/.test(row.target.text)
})
