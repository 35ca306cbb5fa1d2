import { ARITHMETIC } from '../facts/basis.ts'
import { type CostRow, costRows, moneyOf, PARTS } from '../facts/fund-classes.ts'
import { rowLabel, rowNumbers } from '../facts/place.ts'
import type { Found, Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { type Fen, formatFen, sumFen } from '../money.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const costSubtotal: Rule = {
  id: 'cost-subtotal',
  code: 'B05',
  title: '成本小计行应等于其各分项之和',
  severity: 'error',
  why: '小计和分项对不上，至少有一行填错。',
  basis: { ...ARITHMETIC, clause: '基本支出 = 人员类 + 公用经费；项目支出 = 其他运转类 + 特定目标类' },

  *check({ form }) {
    const rows = costRows(form)
    for (const sub of rows) {
      const parts = rows.filter(({ cls }) => PARTS[sub.cls]?.some((part) => part === cls))
      if (parts.length !== PARTS[sub.cls]?.length) continue
      for (const field of ['target', 'actual'] as const) {
        const found = mismatch(form, sub, parts, field)
        if (found) yield found
      }
    }
  },

  examples: {
    valid: { 没有小计: soundForm(), 相等: soundForm({ 'indicators.4': basic('≤374万元') }) },
    invalid: {
      少十万: { form: soundForm({ 'indicators.4': basic('≤364万元') }), at: ['/indicators/4/target/text'] },
    },
  },
}

function mismatch(form: Form, sub: CostRow, parts: readonly CostRow[], field: 'target' | 'actual'): Found | undefined {
  const whole = moneyOf(sub.row[field])
  const monies = parts.map(({ row }) => moneyOf(row[field]))
  const sum = sumFen(monies.map((money) => money?.fen))
  if (!whole || sum === undefined) return undefined
  const tolerance = monies.reduce((total, money) => total + (money?.tolerance ?? 0), whole.tolerance as number)
  const gap = Math.abs(whole.fen - sum) as Fen
  if (gap <= tolerance) return undefined
  const title = field === 'target' ? '目标' : '实际'
  return {
    at: [`/indicators/${sub.i}/${field}/text`],
    message: `${rowLabel(form, sub.i)}：${title} ${formatFen(whole.fen, whole.unit)}，分项（${rowNumbers(parts.map(({ i }) => i))}）合计 ${formatFen(sum, whole.unit)}，差 ${formatFen(gap, whole.unit)}。`,
    advice: `核对各分项的${title}值；若分项无误，改小计。`,
  }
}

function basic(target: string) {
  return soundRow('产出指标', '成本指标', '基本支出小计', target, '373.16万元', 8)
}
