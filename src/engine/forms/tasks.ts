import type { DeclaredTask } from '../form.ts'
import type { Cell } from '../grid.ts'
import { cellAmount } from '../reading/cell-amount.ts'
import { type Marks, mark } from '../reading/marks.ts'
import type { WrittenUnit } from '../reading/money-units.ts'
import { cellText } from '../reading/wrapped.ts'
import { compact, isPlaceholder } from '../values/text.ts'
import { unitNamed } from './fund-units.ts'
import { labelKey } from './pairs.ts'
import { scopeOf } from './single-goal.ts'
import type { View } from './view.ts'

type Field = 'name' | 'content' | 'total' | 'fiscal' | 'other'

const HEADS: readonly (readonly [Field, RegExp])[] = [
  ['name', /^(?:年度)?(?:主要|重点|工作)?任务(?:名称)?$/],
  ['content', /^(?:主要|任务|工作)(?:工作)?内容$/],
  ['total', /^(?:预算|资金|任务)?(?:总额|总金额|金额|合计|预算数|资金)$|^预算金额$/],
  ['fiscal', /^(?:其中[:：]?)?财政(?:拨款|资金)$/],
  ['other', /^(?:其中[:：]?)?其[他它]资金$/],
]

/** The table of a department's yearly tasks: the rows it covers and what it says. */
export type TaskTable = { readonly from: number; readonly to: number; readonly tasks: readonly DeclaredTask[] }

/** 年度主要任务 with its columns by their headings, the amounts perhaps headed in a second row. */
export function readTasks(
  view: View,
  from: number,
  until: number,
  unit: WrittenUnit | null,
  marks: Marks,
): TaskTable | undefined {
  for (let row = from; row < until; row++) {
    const heads = headsOf(view.rows[row] ?? [])
    if (!heads.has('name') || !heads.has('content')) continue
    const below = headsOf(view.rows[row + 1] ?? [])
    const isDivided = !below.has('name') && (below.has('fiscal') || below.has('other'))
    // 预算金额 over 总额, 财政拨款, 其他资金 is no column of its own.
    const columns = isDivided ? new Map([...heads, ...below]) : heads
    const first = row + (isDivided ? 2 : 1)
    const name = heads.get('name')
    const tasks: DeclaredTask[] = []
    let at = first
    for (; at < until; at++) {
      const cells = view.rows[at] ?? []
      if (cells.length === 0) continue
      const label = name && view.covering(at, name.column)
      if (!label || label.row !== at || /^(?:金额)?(?:合计|总计|小计)$/.test(labelKey(label.text))) break
      if (cells.length < 2 || scopeOf(label.text) !== undefined) break
      tasks.push(readTask(view, { row: at, heads: columns, unit }, `/declaration/tasks/${tasks.length}`, marks))
    }
    return { from: row, to: at, tasks }
  }
  return undefined
}

function headsOf(cells: readonly Cell[]): ReadonlyMap<Field, Cell> {
  const heads = new Map<Field, Cell>()
  for (const cell of cells) {
    const field = HEADS.find(([, pattern]) => pattern.test(labelKey(cell.text)))?.[0]
    if (field && !heads.has(field)) heads.set(field, cell)
  }
  return heads
}

type TaskRow = { readonly row: number; readonly heads: ReadonlyMap<Field, Cell>; readonly unit: WrittenUnit | null }

function readTask(view: View, { row, heads, unit }: TaskRow, at: string, marks: Marks): DeclaredTask {
  const cell = (field: Field): Cell | undefined => {
    const head = heads.get(field)
    const found = head && view.covering(row, head.column)
    return found && compact(found.text) !== '' ? found : undefined
  }
  const text = (field: 'name' | 'content'): string | null => {
    const found = cell(field)
    if (!found || isPlaceholder(found.text)) return null
    mark(marks, `${at}/${field}`, { status: 'literal', source: found.source })
    return cellText(found.text, view.grid.positions)
  }
  const amount = (field: 'total' | 'fiscal' | 'other'): string | null => {
    const found = cell(field)
    if (!found || isPlaceholder(found.text)) return null
    const read = cellAmount(found.text, unit, unitNamed(heads.get(field)?.text ?? ''))
    mark(marks, `${at}/${field}`, { ...read.reading, source: found.source })
    return read.value
  }
  return {
    name: text('name'),
    content: text('content'),
    total: amount('total'),
    fiscal: amount('fiscal'),
    other: amount('other'),
  }
}
