import type { Form, FundRow, Indicator } from '../form.ts'
import type { Cell, Source } from '../grid.ts'
import { parseFen } from '../money.ts'
import { parseActual, parseTarget } from '../values/value.ts'
import { amountReadings } from './amounts.ts'
import { type Marks, mark } from './marks.ts'
import { isBalanced } from './recognised-proofs.ts'

/** The cells that were read from a picture, by where they stand. */
export type RecognisedCells = ReadonlyMap<Source, Cell>

const COLUMNS = ['initialBudget', 'annualBudget', 'execution'] as const
type AmountColumn = (typeof COLUMNS)[number]

/**
 * Where a column does not add up and exactly one other reading of one cell makes it so, that reading is taken. Only the least sure cell is
 * put right: a surer one would be bent to a slip beside it, and the sum would then prove both wrong.
 */
export function mendAmounts(form: Form, cells: RecognisedCells, marks: Marks): Form {
  return COLUMNS.reduce((mended, column) => mendColumn(mended, column, cells, marks), form)
}

function mendColumn(form: Form, column: AmountColumn, cells: RecognisedCells, marks: Marks): Form {
  const { rows, unit } = form.funds
  if (isBalanced(form.funds, column) === true) return form
  const fitting: { readonly row: number; readonly value: string; readonly funds: Form['funds'] }[] = []
  for (const [row] of rows.entries()) {
    const cell = cellAt(`/funds/rows/${row}/${column}`, cells, marks)
    for (const value of otherAmounts(cell, unit === '万元' ? 6 : 2)) {
      if (parseFen(value, unit ?? '元') === parseFen(rows[row]?.[column], unit ?? '元')) continue
      const changed = rows.map((one, i): FundRow => (i === row ? { ...one, [column]: value } : one))
      const funds = { ...form.funds, rows: changed }
      if (isBalanced(funds, column) === true) fitting.push({ row, value, funds })
    }
  }
  const [only, second] = fitting
  if (!only || second) return form
  const at = `/funds/rows/${only.row}/${column}`
  const cell = cellAt(at, cells, marks)
  const before = rows[only.row]?.[column]
  const surenessOf = (row: number) => cellAt(`/funds/rows/${row}/${column}`, cells, marks)?.recognition?.confidence ?? 1
  if (rows.some((_, i) => i !== only.row && surenessOf(i) < surenessOf(only.row))) {
    mark(marks, at, {
      status: 'doubtful',
      raw: cell?.text ?? '',
      how: '按认字的另一种读法合计才相符，但这一列另有更不确定的数，请对照原件',
      confidence: UNPROVEN,
      ...(cell ? { source: cell.source } : {}),
      alternatives: [only.value],
    })
    return form
  }
  mark(marks, at, {
    status: 'repaired',
    raw: cell?.text ?? '',
    how: '按认字的另一种读法，合计才相符',
    confidence: 0.97,
    ...(cell ? { source: cell.source } : {}),
    ...(before ? { alternatives: [before] } : {}),
  })
  return { ...form, funds: only.funds }
}

function otherAmounts(cell: Cell | undefined, places: number): readonly string[] {
  const texts = cell?.recognition?.alternatives ?? []
  return [...new Set(texts.flatMap((text) => amountReadings([text], places).map(({ value }) => value)))]
}

/** A percent sign is read as a digit where print is small: a row with % on one side only is mended, and stays doubtful unless the score proves it. */
export function mendPercents(form: Form, cells: RecognisedCells, marks: Marks): Form {
  return { ...form, indicators: form.indicators.map((row, i) => mendRow(row, `/indicators/${i}`, cells, marks)) }
}

function mendRow(row: Indicator, at: string, cells: RecognisedCells, marks: Marks): Indicator {
  const { target, actual } = row
  if (target?.unit === '%' && actual && actual.unit !== '%') {
    const text = percentText(actual.text, cellAt(`${at}/actual/text`, cells, marks))
    const value = text === undefined ? undefined : parseActual(text, target)
    if (value?.unit === '%') {
      noteMended(`${at}/actual`, actual.text, cells, marks)
      return { ...row, actual: value }
    }
  }
  if (actual?.unit === '%' && target && target.unit !== '%') {
    const text = percentText(target.text, cellAt(`${at}/target/text`, cells, marks))
    const value = text === undefined ? undefined : parseTarget(text)
    if (value?.unit === '%') {
      noteMended(`${at}/target`, target.text, cells, marks)
      return { ...row, target: value }
    }
  }
  return row
}

/** How the sign is misread: as one of these digits, or as two of them. */
const SLIP = /^([≥≤=<>]?\d{1,3}(?:\.\d{1,2})?)(?:9[64]|[0469])?$/

function percentText(text: string, cell: Cell | undefined): string | undefined {
  if (!cell) return undefined
  const read = (cell.recognition?.alternatives ?? []).find((one) => /^[≥≤=<>]?\d{1,3}(?:\.\d+)?%$/.test(one))
  if (read !== undefined) return read
  const whole = SLIP.exec(text)?.[1]
  return whole === undefined ? undefined : `${shortened(text, whole)}%`
}

/** 90.29 is 90.2%, 959 is 95%; 97.78 lost its sign altogether. */
function shortened(text: string, whole: string): string {
  const slip = /^(.*?\d(?:\.\d)?)(?:9[64]|[0469])$/.exec(text)
  const kept = slip?.[1]
  if (kept === undefined) return whole
  return Number(whole.replace(/^\D/, '')) > 100 || /\.\d\d$/.test(text) ? kept : whole
}

function noteMended(at: string, raw: string, cells: RecognisedCells, marks: Marks): void {
  const cell = cellAt(`${at}/text`, cells, marks)
  for (const field of ['text', 'value'])
    mark(marks, `${at}/${field}`, {
      status: 'repaired',
      raw,
      how: '同一行另一格是百分数，末尾按“%”',
      confidence: UNPROVEN,
      alternatives: [raw],
      ...(cell ? { source: cell.source } : {}),
    })
}

/** A repair that only a proof makes certain. */
export const UNPROVEN = 0.5

/** The cell a value was read from. */
export function cellAt(at: string, cells: RecognisedCells, marks: Marks): Cell | undefined {
  const source = marks[at]?.source
  return source && cells.get(source)
}
