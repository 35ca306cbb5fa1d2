import { SEEN } from '../facts/basis.ts'
import { type CostRow, costRows, moneyOf, PARTS } from '../facts/fund-classes.ts'
import { isScored } from '../facts/levels.ts'
import { rowNumbers } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { sumFen } from '../money.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const costCountedTwice: Rule = {
  id: 'cost-counted-twice',
  code: 'B06',
  title: '小计和分项不应同时计分',
  severity: 'warning',
  why: '小计就是分项之和，同一件事被算了两次：做好了得两次分，有偏差扣两次分。',
  basis: { ...SEEN, clause: '小计行与其分项重复计分' },

  *check({ form }) {
    const rows = costRows(form).filter(({ row }) => isScored(row))
    const facts: string[] = []
    const at = new Set<number>()
    for (const sub of rows) {
      const parts = rows.filter(({ cls }) => PARTS[sub.cls]?.some((part) => part === cls))
      if (parts.length === 0 || !isSumOf(sub, parts)) continue
      const names = parts.map(({ i }) => `第 ${i + 1} 行`).join(' + ')
      facts.push(`第 ${sub.i + 1} 行「${sub.row.name ?? ''}」${sub.row.target?.text ?? ''} = ${names}`)
      for (const { i } of [sub, ...parts]) at.add(i)
    }
    if (at.size === 0) return
    const order = [...at].sort((a, b) => a - b)
    yield {
      at: order.map((i) => `/indicators/${i}`),
      message: `${rowNumbers(order)}同一笔支出计分两次：${facts.join('；')}。`,
      advice: '小计和分项只留一层计分，另一层分值并入其余指标，并报主管部门同意。',
    }
  },

  examples: {
    valid: { 没有小计: soundForm() },
    invalid: {
      小计和两个分项: {
        form: soundForm({
          'indicators.4': soundRow('产出指标', '成本指标', '基本支出小计', '≤374万元', '373.16万元', 8),
        }),
        at: ['/indicators/4', '/indicators/6', '/indicators/7'],
      },
    },
  },
}

/** Target and actual of the subtotal are those of its parts, as printed. */
function isSumOf(sub: CostRow, parts: readonly CostRow[]): boolean {
  return (['target', 'actual'] as const).every((field) => {
    const whole = moneyOf(sub.row[field])
    const monies = parts.map(({ row }) => moneyOf(row[field]))
    const sum = sumFen(monies.map((money) => money?.fen))
    if (!whole || sum === undefined) return false
    const tolerance = monies.reduce((total, money) => total + (money?.tolerance ?? 0), whole.tolerance as number)
    return Math.abs(whole.fen - sum) <= tolerance
  })
}
