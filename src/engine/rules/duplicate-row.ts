import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { eachRow } from '../facts/each-row.ts'
import { EVERY_KIND } from '../facts/kinds.ts'
import { followsFrom } from '../facts/once.ts'
import { rowNumbers } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
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
    for (const rows of repeats(form)) {
      const row = form.indicators[rows[0] ?? -1]
      if (!row) continue
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

/** What two equal rows have in common. */
const keys = eachRow(({ name, level2, target, weight }) =>
  name ? [level2 ?? '', compact(name), target?.text ?? '', weight ?? ''].join('|') : undefined,
)

const repeats: (form: Form) => readonly (readonly number[])[] = followsFrom(
  (form: Form) => [keys(form)],
  (all) => {
    const seen = new Map<string, number[]>()
    for (const [i, key] of all.entries()) {
      const rows = key === undefined ? undefined : seen.get(key)
      if (rows) rows.push(i)
      else if (key !== undefined) seen.set(key, [i])
    }
    return [...seen.values()].filter((rows) => rows.length > 1)
  },
)
