import type { FundRow, MoneyUnit } from '../form.ts'
import type { Cell } from '../grid.ts'
import { amountReadings } from '../reading/amounts.ts'
import { type Solved, slotValue, solveFundTable } from '../reading/fund-arithmetic.ts'
import { fundRowReadings, type Slot } from '../reading/fund-rows.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { inUnit, recordUnit, type WrittenUnit } from '../reading/money-units.ts'
import { joinWrapped } from '../reading/wrapped.ts'
import { compact } from '../values/text.ts'
import type { Column } from './columns.ts'
import { exactValues } from './exact-funds.ts'
import { groupRows, isGroupRow } from './fund-groups.ts'
import { AMOUNTS, fundUnit, moneyUnitOf, unitNamed } from './fund-units.ts'
import { doubtRate } from './rate-doubt.ts'
import type { Sections } from './sections.ts'
import type { View } from './view.ts'
import { type FundLabel, fundLabelOf, type Role, roleOf } from './vocabulary.ts'

export type Funds = { readonly unit: MoneyUnit | null; readonly rows: readonly FundRow[] }
type Labelled = { readonly label: FundLabel; readonly cell: Cell; readonly rest: readonly Cell[]; readonly row: number }

const COLUMNS: readonly Role[] = [...AMOUNTS, 'weight', 'executionRate', 'score']
const CELLS_OF_LOOSE_ROW = 24

/** The fund table of a form. Loose text is read by candidates and arithmetic, exact grids cell by cell. */
export function readFunds(view: View, sections: Sections, marks: Marks): Funds {
  const { funds } = sections
  if (!funds) return { unit: recordUnit(moneyUnitOf(view, sections)), rows: [] }
  const end = Math.min(sections.goals ?? sections.end, sections.indicators?.row ?? sections.end)
  const labelled = labelledRows(view, funds.row + 1, end, funds.columns)
  const columns = funds.columns.filter(({ role }) => COLUMNS.includes(role))
  const printed = fundUnit(view, sections, labelled, columns)
  const unit = recordUnit(printed)
  const rows =
    view.grid.positions === 'loose'
      ? looseRows(view, labelled, columns, { printed, head: funds.row, heads: funds.columns }, marks)
      : exactRows(view, labelled, columns, { unit: printed, head: funds.row }, marks)
  const hasWeight = columns.some(({ role }) => role === 'weight')
  const weighted = hasWeight ? rows : withHeadedWeight(view, funds.row, rows, marks)
  const double: number[] = []
  for (let row = funds.row + 1; row < end; row++) if (isGroupRow(view.rows[row] ?? [])) double.push(row)
  const groups = double.length > 0 ? groupRows(view, double, { rows: weighted, printed }, marks) : []
  return { unit, rows: [...weighted, ...groups] }
}

/** 得分（20分*执行率）: where no column prints the points of the total, its heading may. */
function withHeadedWeight(view: View, row: number, rows: readonly FundRow[], marks: Marks): readonly FundRow[] {
  const total = rows.findIndex(({ role }) => role === 'total')
  const cell = view.rows[row]?.find(({ text }) => /得分.{0,2}\d{1,2}分|[(（]\d{1,2}分[)）]/.test(compact(text)))
  const points = /(\d{1,2})分/.exec(compact(cell?.text ?? ''))?.[1]
  if (total < 0 || !cell || points === undefined) return rows
  const how = '分值写在标题里'
  mark(marks, `/funds/rows/${total}/weight`, {
    status: 'repaired',
    raw: cell.text,
    how,
    confidence: 0.95,
    source: cell.source,
  })
  return rows.map((one, i) => (i === total ? { ...one, weight: Number(points) } : one))
}

function labelledRows(view: View, from: number, to: number, columns: readonly Column[]): readonly Labelled[] {
  const firstAmount = Math.min(...columns.filter(({ role }) => role !== 'source').map((column) => column.from))
  const rows: Labelled[] = []
  for (let row = from; row < to; row++) {
    const cells = view.rows[row] ?? []
    // The last label before the amounts: captions of the block stand left of it, pieces of them may look like labels.
    const labels = cells.filter((cell) => cell.column < firstAmount && fundLabelOf(cell.text))
    const cell = labels.at(-1) ?? otherSource(cells, firstAmount) ?? captionOf(view, row, firstAmount)
    if (!cell) {
      const above = rows.at(-1)
      const joined = above && view.grid.positions === 'loose' ? withSecondLine(above.rest, cells) : undefined
      if (above && joined) rows[rows.length - 1] = { ...above, rest: joined }
      continue
    }
    const label = fundLabelOf(cell.text) ?? otherLabel(cell, row)
    const rest = cells.filter((other) => other.column > cell.column)
    if (isGroupRow(cells)) continue
    rows.push({ label, cell, rest: rest.slice(0, CELLS_OF_LOOSE_ROW), row })
  }
  return rows
}

/** Under a fund heading any labelled row with amounts counts, whatever its source is called. */
function otherSource(cells: readonly Cell[], firstAmount: number): Cell | undefined {
  const label = cells.findLast(
    ({ column, text }) => column < firstAmount && /\p{Script=Han}{2}/u.test(text) && compact(text).length <= 24,
  )
  const isRow =
    label &&
    cells.filter(({ column, text }) => column > label.column && amountReadings([text], 6).length > 0).length >= 2
  return isRow && roleOf(label.text, 'strict') === undefined ? label : undefined
}

/**
 * Amounts that run on in the next line, each under the cell it belongs to, which stops at a separator: 3,104, over 531.58.
 * The space between them says that they were two. Undefined when the line holds anything else.
 */
function withSecondLine(above: readonly Cell[], line: readonly Cell[]): readonly Cell[] | undefined {
  if (line.length === 0) return undefined
  const open = new Map(above.filter(({ text }) => /[,，.]\s*$/.test(text)).map((cell) => [cell.column, cell]))
  if (!line.every(({ column, text }) => open.has(column) && /^[\d,，.\s]+$/.test(text))) return undefined
  return above.map((cell) => {
    const rest = line.find(({ column }) => column === cell.column)
    return rest ? { ...cell, text: `${cell.text} ${rest.text}` } : cell
  })
}

/** A single row of amounts under a caption that is merged over heading and amounts has no label of its own. */
function captionOf(view: View, row: number, firstAmount: number): Cell | undefined {
  const amounts = (view.rows[row] ?? []).filter(({ text }) => amountReadings([text], 6).length > 0)
  if (view.grid.positions !== 'exact' || amounts.length < 2) return undefined
  for (let column = firstAmount - 1; column >= 0; column--) {
    const cell = view.covering(row, column)
    if (cell && cell.row < row && /\p{Script=Han}{2}/u.test(cell.text)) return cell
  }
  return undefined
}

/** What a caption names is all the money of its table. */
function otherLabel(cell: Cell, row: number): FundLabel {
  if (cell.row === row) return { source: joinWrapped(cell.text), role: 'part' }
  return { source: joinWrapped(cell.text).replace(/[(（](?:单位[:：])?(?:百万|千|万|亿)?元[)）]$/, ''), role: 'total' }
}

type LooseTable = {
  readonly printed: WrittenUnit | null
  readonly head: number
  readonly heads: readonly Column[]
}

function looseRows(
  view: View,
  labelled: readonly Labelled[],
  columns: readonly Column[],
  { printed, head, heads }: LooseTable,
  marks: Marks,
): readonly FundRow[] {
  const unit = recordUnit(printed)
  const labelColumn = heads.find(({ role }) => role === 'source')?.from
  const candidates = labelled.map(({ cell, rest }) => {
    const shift = labelColumn === undefined ? 0 : Math.max(-3, Math.min(3, cell.column - labelColumn))
    return fundRowReadings(rest, columns, shift, unit)
  })
  const total = labelled.findIndex(({ label }) => label.role === 'total')
  const solved = solveFundTable(candidates, total, unit ?? '元')
  const unitOf = new Map(columns.map(({ role, from }) => [role, unitNamed(view.covering(head, from)?.text ?? '')]))
  return labelled.map(({ label, cell }, i) => {
    const at = `/funds/rows/${i}`
    noteLabel(marks, `${at}/source`, label, cell)
    for (const slot of solved.rows[i]?.slots ?? []) noteSlot(marks, `${at}/${slot.role}`, slot, solved, i, label)
    const slots = solved.rows[i]?.slots ?? []
    for (const slot of slots) doubtUnit(slot, unitOf.get(slot.role) ?? unitNamed(cell.text), printed, at, marks)
    const read = fundRow(label, columns, (role) => {
      const value = solved.rows[i] ? slotValue(solved.rows[i], role) : null
      return AMOUNTS.includes(role) ? moved(value, printed, `${at}/${role}`, marks) : value
    })
    const rate = slots.find(({ role }) => role === 'executionRate')
    doubtRate(read, rate?.raw ?? '', `${at}/executionRate`, marks)
    return read
  })
}

/** An amount of a table in 千元 or 亿元 in the unit the record has. */
function moved(value: string | null, printed: WrittenUnit | null, at: string, marks: Marks): string | null {
  const unit = recordUnit(printed)
  if (value === null || printed === null || unit === null || unit === printed) return value
  const known = marks[at] ?? { status: 'literal' }
  const how = [known.how, `表上的单位是${printed}，换算成${unit}`].filter(Boolean).join('，')
  const status = known.status === 'literal' ? 'repaired' : known.status
  mark(marks, at, { ...known, status, raw: known.raw ?? value, how, confidence: Math.min(known.confidence ?? 1, 0.95) })
  return inUnit(value, printed, unit)
}

function noteLabel(marks: Marks, at: string, label: FundLabel, cell: Cell): void {
  const asPrinted = cell.text.trim() === label.source
  mark(marks, at, {
    status: asPrinted ? 'literal' : 'repaired',
    ...(asPrinted ? {} : { raw: cell.text, how: '去掉序号、“其中”和空格', confidence: 0.98 }),
    source: cell.source,
  })
}

function noteSlot(marks: Marks, at: string, slot: Slot, solved: Solved, row: number, label: FundLabel): void {
  const source = slot.cells[0]?.source
  const place = source ? { source } : {}
  if (!slot.seen) {
    // 非总额行的分值、执行率、得分本来可以空着。
    const isAmount = AMOUNTS.includes(slot.role)
    if (slot.raw !== '') mark(marks, at, { status: 'missing', raw: slot.raw, how: '这一格读不成数', ...place })
    else if (isAmount || label.role === 'total')
      mark(marks, at, { status: 'missing', how: '这一格没有读到内容', ...place })
    return
  }
  const rivals = solved.rivals.get(`${row}:${slot.role}`)
  const base = { raw: slot.raw, ...place }
  if (rivals && !solved.balanced.has(slot.role)) {
    mark(marks, at, {
      ...base,
      status: 'doubtful',
      how: `${slot.how ?? '多种读法'}，另有读法同样说得通`,
      confidence: 0.5,
      alternatives: rivals,
    })
  } else if (solved.unbalanced.has(slot.role)) {
    mark(marks, at, { ...base, status: 'doubtful', how: '本列合计与各来源之和不符，可能有误读', confidence: 0.6 })
  } else if (
    (slot.cells.length > 1 || slot.isGuess) &&
    !solved.balanced.has(slot.role) &&
    !isRepeated(slot, solved, row)
  ) {
    mark(marks, at, { ...base, status: 'doubtful', how: `${slot.how ?? '合并'}，没有合计可以核对`, confidence: 0.6 })
  } else if (slot.how !== null) {
    const checked = solved.balanced.has(slot.role)
    mark(marks, at, {
      ...base,
      status: 'repaired',
      how: checked ? `${slot.how}，合计相符` : slot.how,
      confidence: checked ? 0.98 : 0.85,
    })
  } else mark(marks, at, { status: 'literal', ...place })
}

/** An amount whose column or row gives itself another unit than the table's; in loose text the heading may be misread. */
function doubtUnit(
  slot: Slot,
  named: WrittenUnit | undefined,
  unit: WrittenUnit | null,
  at: string,
  marks: Marks,
): void {
  if (named === undefined || named === unit || slot.value === null || !AMOUNTS.includes(slot.role)) return
  const how = `这里写的是${named}，${unit === null ? '表上没有写单位' : `表上是${unit}`}，没有换算`
  mark(marks, `${at}/${slot.role}`, {
    ...marks[`${at}/${slot.role}`],
    status: 'doubtful',
    raw: slot.raw,
    how,
    confidence: 0.5,
    ...(unit === null ? {} : { alternatives: [inUnit(slot.value, named, recordUnit(unit) ?? unit)] }),
  })
}

/** The annual budget and its execution printed alike are two readings of one amount. */
function isRepeated(slot: Slot, solved: Solved, row: number): boolean {
  const other = slot.role === 'execution' ? 'annualBudget' : slot.role === 'annualBudget' ? 'execution' : undefined
  const reading = solved.rows[row]
  const twin = reading?.slots.find(({ role }) => role === other)
  return twin !== undefined && twin.value === slot.value && !(slot.isGuess && twin.isGuess)
}

function exactRows(
  view: View,
  labelled: readonly Labelled[],
  columns: readonly Column[],
  { unit, head }: { readonly unit: WrittenUnit | null; readonly head: number },
  marks: Marks,
): readonly FundRow[] {
  return labelled.map(({ label, cell, row }, i) => {
    noteLabel(marks, `/funds/rows/${i}/source`, label, cell)
    const place = { row, label: cell.text, head, unit }
    const read = fundRow(label, columns, exactValues(view, place, columns, `/funds/rows/${i}`, marks))
    const rate = columns.find(({ role }) => role === 'executionRate')
    const printed = rate && view.covering(row, rate.from)?.text
    doubtRate(read, printed ?? '', `/funds/rows/${i}/executionRate`, marks)
    return read
  })
}

function fundRow(label: FundLabel, columns: readonly Column[], value: (role: Role) => string | null): FundRow {
  const points = (role: Role): number | null => {
    const text = value(role)
    return text === null ? null : Number(text)
  }
  return {
    source: label.source,
    role: label.role,
    initialBudget: value('initialBudget'),
    annualBudget: value('annualBudget'),
    execution: value('execution'),
    weight: points('weight'),
    executionRate: value('executionRate'),
    score: points('score'),
    ...(columns.some(({ role }) => role === 'expectedExecution')
      ? { expectedExecution: value('expectedExecution') }
      : {}),
  }
}
