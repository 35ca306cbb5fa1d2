import type { Form } from '../form.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { compact } from '../values/text.ts'
import type { Sections } from './sections.ts'
import type { View } from './view.ts'

const PERIOD = /1[-—–~至到](\d{1,2})月|截[至止](?:\d{4}年)?(\d{1,2})月|(上半年|半年度)/

/**
 * The last month a monitoring form reports on: 7 for 1–7月, 6 for 半年度. Printed in a heading or under the title; null with
 * a mark where no period is printed or two are.
 */
export function throughMonth(view: View, { start, end, funds, indicators }: Sections, marks: Marks): number | null {
  const until = indicators?.row ?? funds?.row ?? end - 1
  const months = new Map<number, NonNullable<Form['reading'][string]['source']>>()
  for (let row = start; row <= until; row++) {
    for (const cell of view.rows[row] ?? []) {
      const text = compact(cell.text)
      const match = text.length <= 40 ? PERIOD.exec(text) : null
      if (!match) continue
      const month = match[3] ? 6 : Number(match[1] ?? match[2])
      if (month >= 1 && month <= 12 && !months.has(month)) months.set(month, cell.source)
    }
  }
  const [first] = months
  if (first && months.size === 1) {
    mark(marks, '/throughMonth', { status: 'literal', source: first[1] })
    return first[0]
  }
  const how =
    months.size > 1
      ? `表上写着不止一个期间：${[...months.keys()].map((month) => `1–${month} 月`).join('、')}`
      : '表上没有写监控到几月'
  mark(marks, '/throughMonth', { status: 'missing', how })
  return null
}
