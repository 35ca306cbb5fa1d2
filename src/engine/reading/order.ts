import { columnsOf, goalHeads, isFundHeader, isIndicatorHeader } from '../forms/columns.ts'
import { isHeadLabel } from '../forms/head.ts'
import { type View, viewOf } from '../forms/view.ts'
import { fundLabelOf, level1Of, level2Of } from '../forms/vocabulary.ts'
import type { Cell, Grid, Source } from '../grid.ts'
import { isVerdict } from '../values/outcome.ts'
import { compact } from '../values/text.ts'
import { amountReadings } from './amounts.ts'
import { isFullValue } from './tokens.ts'

/** The parts of a form from top to bottom. */
const PARTS = [
  'title',
  'head',
  'fundHead',
  'funds',
  'goalHead',
  'goals',
  'tableHead',
  'table',
  'total',
  'foot',
] as const
type Part = (typeof PARTS)[number]

const TITLE = /绩效.{2,20}表(?:[(（].{0,12}[)）])?$/
const TOTAL = /^(?:总分|总得分|合计|总计)/
const FOOT = /^(?:绩效自评结论|自评结论|评价结论|自评等[次级]|联系人|联系电话|填[报表]人|单位负责人|备注|说明)/
const POINTS = /^\d{1,3}(?:\.\d{1,2})?分?$/
const MOST_ROWS = 3000

/**
 * A grid of read text whose blocks stand out of order, put in the order of the form: parts are known by their anchors,
 * rows that strayed from their table by what they hold. Rows whose levels nothing shows any more go into `adrift`, by the
 * sources of their cells. Text in order, and text with several forms, comes back unchanged.
 */
export function inOrder(grid: Grid, adrift: Set<Source>): Grid {
  if (grid.positions !== 'loose' || grid.rows > MOST_ROWS) return grid
  const view = viewOf(grid)
  const anchors = view.rows.map((_, row) => anchorOf(view, row))
  const count = (part: Part) => anchors.filter((one) => one === part).length
  if (count('tableHead') !== 1 || count('fundHead') > 1 || count('title') > 1) return grid
  const parts = partsOf(view, anchors)
  if (!isScrambled(anchors, parts)) return grid
  noteAdrift(view, parts, adrift)
  const order = PARTS.flatMap((part) => parts.flatMap((one, row) => (one === part ? [row] : [])))
  const place = new Map(order.map((row, i) => [row, i]))
  return { ...grid, cells: grid.cells.map((cell) => ({ ...cell, row: place.get(cell.row) ?? cell.row })) }
}

/** The anchor that a row is, if it is one. */
function anchorOf(view: View, row: number): Part | undefined {
  const cells = view.rows[row] ?? []
  if (cells.length === 0) return undefined
  const columns = columnsOf(view, row)
  if (isIndicatorHeader(columns)) return 'tableHead'
  if (isFundHeader(columns)) return 'fundHead'
  if (goalHeads(cells)) return 'goalHead'
  const first = compact(cells[0]?.text ?? '')
  if (cells.length === 1 && TITLE.test(first) && first.length < 50) return 'title'
  if (TOTAL.test(first)) return 'total'
  return FOOT.test(first) ? 'foot' : undefined
}

/** The part each row belongs to: its own kind where its cells show one, else the part of the anchor above it. */
function partsOf(view: View, anchors: readonly (Part | undefined)[]): readonly Part[] {
  const parts = blockParts(view, anchors)
  // 整行缺格的也跟着前后的行走：一段里不会夹着别的。
  for (const row of [...parts.keys(), ...[...parts.keys()].reverse()]) {
    const cells = view.rows[row] ?? []
    const isBeside = parts[row - 1] === 'table' || parts[row + 1] === 'table'
    const canBeRow =
      anchors[row] === undefined &&
      cells.length >= 3 &&
      parts[row] !== 'funds' &&
      (parts[row] !== 'head' || hasLevel(cells))
    if (isBeside && canBeRow) parts[row] = 'table'
  }
  return parts
}

function blockParts(view: View, anchors: readonly (Part | undefined)[]): Part[] {
  let block: Part = 'head'
  return view.rows.map((cells, row) => {
    const anchor = anchors[row]
    if (anchor !== undefined) {
      block = BELOW[anchor]
      return anchor
    }
    // In the table a row with a fund's name and amounts is a cost row.
    if (block !== 'table' && isFundRow(cells, block === 'funds' ? 1 : 3)) return 'funds'
    if (block !== 'table' && isIndicatorRow(cells)) return 'table'
    if (cells.some(({ text }) => isHeadLabel(text) || isHeadLabel(text.split(/[:：]/)[0] ?? ''))) return 'head'
    return block
  })
}

const BELOW: Readonly<Record<Part, Part>> = {
  title: 'head',
  head: 'head',
  fundHead: 'funds',
  funds: 'funds',
  goalHead: 'goals',
  goals: 'goals',
  tableHead: 'table',
  table: 'table',
  total: 'foot',
  foot: 'foot',
}

/** Value with unit or verdict, and points at the end: no fund row and no text looks like it. */
function isIndicatorRow(cells: readonly Cell[]): boolean {
  if (cells.length < 4) return false
  const texts = cells.map(({ text }) => compact(text))
  const hasValue = texts.some((text) => isFullValue(text) || isVerdict(text))
  return hasValue && texts.filter((text) => POINTS.test(text)).length >= 2 && /\p{Script=Han}{2}/u.test(texts.join(''))
}

/** A fund's name and at least so many amounts behind it, none with an operator as targets have. */
function isFundRow(cells: readonly Cell[], least: number): boolean {
  if (cells.some(({ text }) => /^\s*[=≥≤＝]/.test(text))) return false
  const at = cells.findIndex(({ text }) => fundLabelOf(text) !== undefined)
  if (at < 0) return false
  const amounts = cells.slice(at + 1).filter(({ text }) => amountReadings([text], 6).length > 0)
  return amounts.length >= least
}

/** The anchors that are there out of the form's order, or a row of the table outside it. */
function isScrambled(anchors: readonly (Part | undefined)[], parts: readonly Part[]): boolean {
  const ranks = anchors.flatMap((anchor) =>
    anchor === undefined || anchor === 'foot' || anchor === 'total' ? [] : [PARTS.indexOf(anchor)],
  )
  if (ranks.some((rank, i) => rank < (ranks[i - 1] ?? 0))) return true
  const table = parts.indexOf('tableHead')
  const foot = anchors.indexOf('foot', table)
  const isBehindFoot = foot >= 0 && parts.slice(foot).includes('table')
  return isBehindFoot || parts.slice(0, table).includes('table') || anchors.slice(0, table).includes('total')
}

function hasLevel(cells: readonly Cell[]): boolean {
  return cells.slice(0, 3).some(({ text }) => level2Of(text) !== undefined || level1Of(text) !== undefined)
}

/** The first rows of a torn-off piece of the table show no level until one of them prints its own. */
function noteAdrift(view: View, parts: readonly Part[], adrift: Set<Source>): void {
  let isKnown = false
  for (const [row, part] of parts.entries()) {
    if (part === 'total') continue
    if (part !== 'table') {
      isKnown = false
      continue
    }
    const cells = view.rows[row] ?? []
    if (cells.length === 0) continue
    isKnown = isKnown || hasLevel(cells)
    if (!isKnown) for (const { source } of cells) adrift.add(source)
  }
}
