import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const rateCountedTwice: Rule = {
  id: 'rate-counted-twice',
  code: 'B17',
  title: '执行率不应再作一次指标',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '预算执行率已经单独计分，再设支付进度、执行率之类的指标就重复计分。',
  basis: { ...SEEN, clause: '以资金支付完成率作时效指标' },

  *check({ form }) {
    const total = form.funds.rows.find((row) => row.role === 'total' && (row.weight ?? 0) > 0)
    if (!total) return
    const rows = rateRows(form)
    if (rows.length === 0) return
    const weight = form.indicators[rows[0] ?? 0]?.weight
    yield {
      at: rows.map((i) => `/indicators/${i}`),
      message: `${rowLabels(form, rows)}${typeof weight === 'number' ? `计 ${formatPoints(weight)} 分` : ''}，资金表的执行率已计 ${formatPoints(total.weight ?? 0)} 分，同一件事计分两次。`,
      advice: '换成反映工作本身的指标（完成时间、及时率等），分值不变。',
    }
  },

  examples: {
    valid: { 没有重复: soundForm() },
    invalid: {
      支付率: {
        form: soundForm({ 'indicators.5': soundRow('产出指标', '时效指标', '年度资金支付完成率', '≥95%', '98.5%', 8) }),
        at: ['/indicators/5'],
      },
    },
  },
}

const RATE = /(?:预算|资金|经费).{0,4}(?:执行|支付|支出|使用|拨付).{0,4}(?:率|进度|完成率)|执行率/
const rateRows = rowsWhere(({ name }) => RATE.test(name ?? ''))
