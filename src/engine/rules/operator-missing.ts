import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { rowLabels } from '../facts/place.ts'
import { isDoubtful } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { halfWidth } from '../values/text.ts'
import { soundForm } from './sound-form.ts'

export const operatorMissing: Rule = {
  id: 'operator-missing',
  code: 'T04',
  title: '目标值应写明计算符号',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '“100”是至少、至多还是正好，计分方法完全不同。',
  basis: { ...SEEN, clause: '指标值无“≥”“≤”“=”' },

  *check({ form }) {
    const rows = rowsWithoutOperator(form).filter((i) => !isDoubtful(form, `/indicators/${i}/target`))
    if (rows.length > 0) {
      yield {
        at: rows.map((i) => `/indicators/${i}/target/text`),
        message: `${rowLabels(form, rows)}：目标值没有计算符号（如“${form.indicators[rows[0] ?? 0]?.target?.text ?? ''}”），不知是至少、至多还是正好。`,
        advice: '按批复在目标值前补写 ≥、≤ 或 =。',
      }
    }
    const odd = form.indicators.flatMap(({ target }, i) => (target && ODD.test(target.text) ? [i] : []))
    if (odd.length === 0) return
    const sample = form.indicators[odd[0] ?? 0]?.target?.text ?? ''
    yield {
      at: odd.map((i) => `/indicators/${i}/target/text`),
      severity: 'notice',
      message: `${rowLabels(form, odd)}：计算符号不是标准写法（如“${sample}”，应为“${standard(sample)}”）。`,
      advice: '统一写成 ≥、≤、=、>、<。',
      fix: {
        safe: true,
        edits: odd.map((i) => ({
          at: `/indicators/${i}/target/text`,
          to: standard(form.indicators[i]?.target?.text ?? ''),
        })),
      },
    }
  },

  examples: {
    valid: { 有符号: soundForm(), 以上也算: soundForm({ 'indicators.0.target': '48场以上' }) },
    invalid: {
      没有符号: { form: soundForm({ 'indicators.0.target': '48场' }), at: ['/indicators/0/target/text'] },
      全角等号: { form: soundForm({ 'indicators.3.target': '＝4个' }), at: ['/indicators/3/target/text'] },
    },
  },
}

const rowsWithoutOperator = rowsWhere(({ target }) => target?.kind === 'quantity' && !target.operator)

/** Full-width and two-character operators. */
const ODD = /[＝＞＜﹦﹥﹤≧≦⩾⩽]|>=|<=/

function standard(text: string): string {
  return halfWidth(text).replaceAll('>=', '≥').replaceAll('<=', '≤')
}
