import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { EVERY_KIND } from '../facts/kinds.ts'
import { rowNumbers } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import type { Indicator } from '../form.ts'
import { compact } from '../values/text.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const duplicateRow: Rule = {
  id: 'duplicate-row',
  code: 'A22',
  title: '不应有名称、目标、分值都相同的两行',
  severity: 'warning',
  kinds: EVERY_KIND,
  why: '同一行出现两次，分值就重复计算；常见于复制或导入出错。',
  basis: { ...SEEN, clause: '导入或识别后同一行重复出现' },

  *check({ form }) {
    const seen = new Map<string, number[]>()
    for (const [i, row] of form.indicators.entries()) {
      if (!row.name) continue
      const key = keyOf(row, row.name)
      const rows = seen.get(key)
      if (rows) rows.push(i)
      else seen.set(key, [i])
    }
    for (const rows of seen.values()) {
      const row = form.indicators[rows[0] ?? -1]
      if (rows.length < 2 || !row) continue
      yield {
        at: rows.map((i) => `/indicators/${i}`),
        message: `${rowNumbers(rows)}名称同为「${row.name}」，目标同为 ${shown(row.target)}，分值也相同，像是同一行重复了 ${rows.length} 次。`,
        advice: '对照原表，删去重复的行；若确是两项工作，把名称写清楚。',
      }
    }
  },

  examples: {
    valid: { 各不相同: soundForm() },
    invalid: {
      重复: {
        form: soundForm({ 'indicators.1': soundRow('产出指标', '数量指标', '举办阅读推广活动', '≥48场', '50场', 6) }),
        at: ['/indicators/0', '/indicators/1'],
      },
    },
  },
}

const keys = new WeakMap<Indicator, string>()

/** What two equal rows have in common; remembered, since a key press leaves all rows but one as they are. */
function keyOf(row: Indicator, name: string): string {
  const known = keys.get(row)
  if (known !== undefined) return known
  const key = [row.level2 ?? '', compact(name), row.target?.text ?? '', row.weight ?? ''].join('|')
  keys.set(row, key)
  return key
}
