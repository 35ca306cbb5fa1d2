import { SEEN } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isQualityRow, isQuantityRow, isTimeRow } from '../facts/levels.ts'
import type { Rule } from '../finding.ts'
import type { Indicator } from '../form.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const wrongLevelTwo: Rule = {
  id: 'wrong-level-two',
  code: 'T16',
  title: '指标应放在合适的二级指标下',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '时间放进数量、比率当作数量，各类指标的分值就失去意义。',
  basis: { ...SEEN, clause: '二级指标归类错误' },

  checkRow({ row, at, label }) {
    const better = betterPlace(row)
    if (!better) return undefined
    return {
      at: [`${at}/level2`],
      message: `${label}（目标 ${row.target?.text ?? '空'}）放在「${row.level2 ?? ''}」下，内容更像${better}。`,
      advice: `下年编报时移到${better}；本年已批复的，在说明里注明。`,
    }
  },

  examples: {
    valid: { 归类正确: soundForm() },
    invalid: {
      比率当数量: {
        form: soundForm({ 'indicators.3': soundRow('产出指标', '数量指标', '分馆验收合格率', '≥95%', '96%', 6) }),
        at: ['/indicators/3/level2'],
      },
      时间当数量: {
        form: soundForm({
          'indicators.3': soundRow('产出指标', '数量指标', '分馆建成时间', '2024年10月底前', '2024年9月28日', 6),
        }),
        at: ['/indicators/3/level2'],
      },
    },
  },
}

function betterPlace(row: Indicator): string | undefined {
  const name = row.name ?? ''
  const isTime = row.target?.kind === 'date' || /(?:完成|开工|竣工|建成|投用)(?:时间|时限|日期)|及时率|按时/.test(name)
  if (isTime && (isQuantityRow(row) || isQualityRow(row))) return '时效指标'
  if (isQuantityRow(row) && row.target?.unit === '%' && /(?:合格|达标|优良|准确|优秀|完好)率/.test(name))
    return '质量指标'
  if (isTimeRow(row) && /(?:合格|达标|优良|准确)率/.test(name)) return '质量指标'
  if (isTimeRow(row) && row.target?.kind === 'quantity' && /^(?:个|人次|名|册|台|套|份)$/.test(row.target.unit ?? '')) {
    return '数量指标'
  }
  return undefined
}
