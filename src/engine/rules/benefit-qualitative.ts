import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isBenefit } from '../facts/levels.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const benefitQualitative: Rule = {
  id: 'benefit-qualitative',
  code: 'T18',
  title: '效益指标不应全是定性描述',
  severity: 'notice',
  kinds: WITH_TARGETS,
  why: '效益占的分多，全用定性词，几乎必得满分，看不出实效。',
  basis: { ...SEEN, clause: '效益指标均为定性指标' },

  *check({ form }) {
    const rows = benefitRows(form)
    const isAll = rows.every((i) => form.indicators[i]?.target?.kind === 'qualitative')
    if (rows.length === 0 || !isAll) return
    const words = [...new Set(rows.map((i) => `“${form.indicators[i]?.target?.text ?? ''}”`))].slice(0, 3)
    yield {
      at: rows.map((i) => `/indicators/${i}/target/text`),
      message: `${rowLabels(form, rows)}：${rows.length} 行效益指标的目标都是定性描述（${words.join('、')}），没有一个数。`,
      advice: '至少设一行可量化的效益指标，如受益人数、增长率、下降率。',
    }
  },

  examples: {
    valid: { 有数: soundForm() },
    invalid: {
      全是定性: {
        form: soundForm({
          'indicators.10': soundRow('效益指标', '社会效益指标', '公共文化服务水平', '稳步上升', '达成预期指标', 12),
          'indicators.11': soundRow('效益指标', '社会效益指标', '全民阅读氛围', '浓厚', '达成预期指标', 8),
          'indicators.12': soundRow('效益指标', '可持续影响指标', '服务网络', '覆盖全区', '达成预期指标', 10),
        }),
        at: ['/indicators/10/target/text', '/indicators/11/target/text', '/indicators/12/target/text'],
      },
    },
  },
}

const benefitRows = rowsWhere((row) => isBenefit(row) && row.target !== null && row.target.kind !== 'none')
