import { REVIEW } from '../facts/basis.ts'
import { fundLabel, opening } from '../facts/place.ts'
import { hasLostFunds, isLost } from '../facts/reading.ts'
import { ADJUSTMENT_WORDS, proseOf, sentencesOf } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { formatFen, parseFen } from '../money.ts'
import { soundForm } from './sound-form.ts'

export const initialBudget: Rule = {
  id: 'initial-budget',
  code: 'A14',
  title: '文字说预算有调整，年初预算数就不应空着或等于全年预算数',
  severity: 'warning',
  why: '年初数照抄调整后的数，就看不出预算编得准不准。',
  basis: { ...REVIEW, clause: '年初预算与调整预算分别填列' },

  *check({ form }) {
    const unit = form.funds.unit ?? '元'
    const i = form.funds.rows.findIndex((row) => row.role === 'total')
    const row = form.funds.rows[i]
    if (!row || hasLostFunds(form) || isLost(form, `/funds/rows/${i}/initialBudget`)) return
    const annual = parseFen(row.annualBudget, unit)
    const initial = parseFen(row.initialBudget, unit)
    if (annual === undefined || (initial !== undefined && initial !== annual)) return
    const told = proseOf(form)
      .flatMap(sentencesOf)
      .find((sentence) => ADJUSTMENT_WORDS.test(sentence) && /预算|经费|资金/.test(sentence))
    if (!told) return
    yield {
      at: [`/funds/rows/${i}/initialBudget`],
      message: `${fundLabel(row)}：年初预算数${initial === undefined ? '未填' : ` ${formatFen(initial, unit)}`}，全年预算数 ${formatFen(annual, unit)}，文字却写有调整：“${opening(told, 30)}”。`,
      advice: '按年初批复填年初预算数；若全年没有调整总额，在文字里说明只是内部调剂。',
    }
  },

  examples: {
    valid: {
      两数不同: soundForm({ 'goals.actual': '年中追加经费6万元。' }),
      没有说调整: soundForm({ 'funds.rows.0.initialBudget': '5500000.00' }),
    },
    invalid: {
      照抄: {
        form: soundForm({ 'funds.rows.0.initialBudget': '5500000.00', 'goals.actual': '年中追加购书经费6万元。' }),
        at: ['/funds/rows/0/initialBudget'],
      },
    },
  },
}
