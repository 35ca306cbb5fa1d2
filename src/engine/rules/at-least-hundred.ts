import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { rowLabels } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const atLeastHundred: Rule = {
  id: 'at-least-hundred',
  code: 'T07',
  title: '最高只能到 100% 的目标应写“=100%”',
  severity: 'notice',
  kinds: WITH_TARGETS,
  why: '“≥100%”永远不会大于，写等于更准确。',
  basis: { ...SEEN, clause: '有上限的比率写成“≥100%”' },

  *check({ form }) {
    const rows = rowsOfAtLeastHundred(form)
    if (rows.length === 0) return
    yield {
      at: rows.map((i) => `/indicators/${i}/target/text`),
      message: `${rowLabels(form, rows)}：目标写“${form.indicators[rows[0] ?? 0]?.target?.text ?? ''}”，这类比率最高就是 100%，不会再大。`,
      advice: '下年编报目标时写“=100%”，或定一个留有余地的比率。',
    }
  },

  examples: {
    valid: { 有余地: soundForm(), 等于: soundForm({ 'indicators.4.target': '=100%' }) },
    invalid: { 不低于百: { form: soundForm({ 'indicators.4.target': '≥100%' }), at: ['/indicators/4/target/text'] } },
  },
}

const rowsOfAtLeastHundred = rowsWhere(({ name, target }) => {
  if (/增长|增幅|变动|超额/.test(name ?? '')) return false
  const isHundred = target?.kind === 'quantity' && target.unit === '%' && Number(target.value) === 100
  return isHundred && (target.operator === '≥' || target.operator === '>')
})
