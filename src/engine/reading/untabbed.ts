import { fundLabelOf, type Role } from '../forms/vocabulary.ts'
import type { Cell, Grid, Source } from '../grid.ts'
import { compact } from '../values/text.ts'
import type { Alteration, Alterations } from './alterations.ts'
import { type HeadingPiece, headingsIn } from './heading-line.ts'
import { cutLine } from './row-line.ts'
import { type CutRow, cutRuns } from './run-funds.ts'
import { FOOT, labelAndValue, withoutCaption } from './untabbed-labels.ts'

const MOST_LINES = 5000
/** A row of a table is no longer; prose, and text made to be slow, is not cut. */
const LONGEST_ROW = 400
const BUDGET: readonly Role[] = ['initialBudget', 'annualBudget', 'execution']
const FUND_COLUMNS: readonly Role[] = [...BUDGET, 'expectedExecution', 'weight', 'executionRate', 'score']

/** A line being cut: where its cells go and what is noted of them. */
type Desk = { readonly cells: Cell[]; readonly altered: Alterations; readonly lost: Map<Source, string> }
type Line = { readonly row: number; readonly text: string; readonly cell: Cell }
type Part = { readonly kind: 'head' | 'funds' | 'goals' | 'table' | 'foot'; readonly headings: readonly HeadingPiece[] }

/**
 * Text whose columns stand without tabs: one cell a line. The headings are found by their words, the lines below are cut to
 * match them: by spaces where there are some, by their own arithmetic where there are none. Other grids come back unchanged.
 */
export function cutUntabbed(grid: Grid, altered: Alterations, lost: Map<Source, string>): Grid {
  if (grid.positions !== 'loose' || grid.rows > MOST_LINES || !isUntabbed(grid)) return grid
  const lines = [...grid.cells]
    .sort((a, b) => a.row - b.row)
    .map((cell): Line => ({ row: cell.row, text: cell.text, cell }))
  const headings = lines.map(({ text }) => headingsIn(text))
  if (headings.every((pieces) => pieces === undefined)) return grid
  const desk: Desk = { cells: [], altered, lost }
  let part: Part = { kind: 'head', headings: [] }
  const funds: Line[] = []
  for (const [i, line] of lines.entries()) {
    const next = nextPart(line, headings[i], part)
    if (next) {
      layFunds(desk, funds.splice(0), part.headings, lines)
      part = next
    }
    if (part.kind === 'funds' && !next) funds.push(line)
    else if (part.kind === 'table' && line.text.length > LONGEST_ROW)
      layLine(desk, line, { ...part, kind: 'foot' }, false)
    else layLine(desk, line, part, next !== undefined)
  }
  layFunds(desk, funds, part.headings, lines)
  const columns = Math.max(1, ...desk.cells.map(({ column }) => column + 1))
  return { ...grid, columns, cells: desk.cells }
}

function isUntabbed({ cells }: Grid): boolean {
  return new Set(cells.map(({ row }) => row)).size === cells.length && cells.length >= 3
}

const GOALS =
  /^(?:年度总体目标|总体目标|目标)?\s*(预期目标|年初设定目标|年初绩效目标|总体目标)\s*((?:全年)?实际完成情况|目标(?:实际)?完成情况)$/
const TOTAL = /^(?:总分|总得分|合计|总计)(?=[:：\d]|$)/
/** The part of the form that a line begins, if it begins one. */
function nextPart({ text }: Line, headings: readonly HeadingPiece[] | undefined, now: Part): Part | undefined {
  const roles = headings?.map(({ role }) => role) ?? []
  if (roles.includes('name') && roles.some((role) => role === 'target' || role === 'weight' || role === 'actual'))
    return { kind: 'table', headings: headings ?? [] }
  if (roles.filter((role) => BUDGET.includes(role)).length >= 2) return { kind: 'funds', headings: headings ?? [] }
  const plain = compact(text)
  if (GOALS.test(plain)) return { kind: 'goals', headings: [] }
  if (now.kind === 'table' && (TOTAL.test(plain) || FOOT.test(plain))) return { kind: 'foot', headings: now.headings }
  return undefined
}

function layLine(desk: Desk, line: Line, part: Part, isHeading: boolean) {
  switch (part.kind) {
    case 'funds':
    case 'table':
      return isHeading ? layHeadings(desk, line, part.headings) : layRow(desk, line, part.headings)
    case 'goals':
      return isHeading ? layGoalHeads(desk, line) : layGoals(desk, line)
    case 'head':
    case 'foot':
      return layLabels(desk, line, part.headings)
  }
}

function put(
  desk: Desk,
  line: Line,
  column: number,
  text: string,
  at: number,
  alteration?: Alteration,
  begins = false,
): Source {
  const place = line.cell.source
  const source: Source = 'line' in place ? { line: place.line, column: at + 1 } : { ...place }
  const cell = { row: line.row, column, rowSpan: 1, columnSpan: 1, text, source }
  desk.cells.push(begins ? { ...cell, beginsRow: true } : cell)
  const known = desk.altered.get(place)
  const noted = known?.status === 'doubtful' ? known : alteration
  if (noted) desk.altered.set(source, noted)
  return source
}

/** Column 0 is left to captions; the headings follow. */
function layHeadings(desk: Desk, line: Line, headings: readonly HeadingPiece[]): void {
  const hasSource = headings.some(({ role }) => role === 'source')
  const isFunds = headings.some(({ role }) => BUDGET.includes(role))
  const shift = isFunds && !hasSource ? 2 : 1
  for (const [k, piece] of headings.entries()) put(desk, line, k + shift, piece.text, piece.from)
}

function layRow(desk: Desk, line: Line, headings: readonly HeadingPiece[]): void {
  const roles = headings.map(({ role }) => role)
  const { pieces, doubt, alternatives, how, lost } = cutLine(line.text, roles)
  const isEmpty = pieces.size === 0 && lost === null
  if (isEmpty) return
  // 名称后面没有一个像样的值：可能是重影，交给后面判断，不当作一行。
  const isGhost = lost !== null && /^\s*[-~—]|[A-Za-z|]/.test(lost) && !/\d\s*(?:%|\p{Script=Han})/u.test(lost)
  if (isGhost) put(desk, line, roles.indexOf('target') + 1, lost, 0)
  for (const [role, text] of pieces) {
    const isLevel = role === 'level1' || role === 'level2'
    const alteration: Alteration | undefined =
      doubt !== null && !isLevel
        ? {
            raw: line.text,
            how: doubt,
            status: 'doubtful',
            confidence: 0.5,
            ...(alternatives.length > 0 ? { alternatives } : {}),
          }
        : how !== null && !isLevel
          ? { raw: line.text, how, status: 'repaired', confidence: 0.9 }
          : undefined
    const source = put(
      desk,
      line,
      roles.indexOf(role) + 1,
      text,
      Math.max(0, line.text.indexOf(text)),
      alteration,
      role === 'name',
    )
    if (role === 'name' && lost !== null) desk.lost.set(source, lost)
  }
}

/** The label of a fund row, a caption fused before it, and the run of numbers behind it. */
function fundParts(
  text: string,
): { readonly caption: string; readonly label: string; readonly run: string } | undefined {
  if (text.length > LONGEST_ROW) return undefined
  const match = /^([\s\S]*?[\p{Script=Han}）)：:])\s*((?:[-—–_]|\d)[\d\s,，.。%％\-—–_]*)$/u.exec(text.trim())
  if (!match) return undefined
  const { caption, label } = withoutCaption((match[1] ?? '').trim())
  return {
    caption,
    label,
    run: (match[2] ?? '').replaceAll('，', ',').replaceAll('％', '%'),
  }
}

/** All rows of a fund table together: what one row's run means, the sums decide. */
function layFunds(desk: Desk, lines: readonly Line[], headings: readonly HeadingPiece[], all: readonly Line[]): void {
  const roles = headings.map(({ role }) => role).filter((role) => FUND_COLUMNS.includes(role))
  const first = headings.some(({ role }) => role === 'source')
    ? headings.findIndex(({ role }) => role !== 'source') + 1
    : 2
  const unit = all.some(({ text }) => /万元/.test(compact(text))) ? '万元' : '元'
  const rows = lines.map((line) => ({ line, parts: fundParts(line.text) }))
  const runs = rows.flatMap(({ line, parts }) => (parts && !/\S\s+\S/.test(parts.run) ? [{ line, parts }] : []))
  const cuts = cutRuns(
    runs.map(({ parts }) => ({ isTotal: fundLabelOf(parts.label)?.role === 'total', run: parts.run.trim() })),
    roles,
    unit,
  )
  const byLine = new Map(runs.map(({ line }, i) => [line, cuts[i]]))
  for (const { line, parts } of rows) {
    if (!parts) layLabels(desk, line, [])
    else if (byLine.has(line)) layRun(desk, line, parts, byLine.get(line), first)
    else laySpaced(desk, line, parts, roles.length, first)
  }
}

type FundParts = NonNullable<ReturnType<typeof fundParts>>

function layLabel(desk: Desk, line: Line, { caption, label }: FundParts, lost?: string): void {
  if (caption !== '') put(desk, line, 0, caption, 0)
  const source = put(desk, line, 1, label, caption.length)
  if (lost !== undefined) desk.lost.set(source, lost)
}

function layRun(desk: Desk, line: Line, parts: FundParts, cut: CutRow | undefined, first: number): void {
  layLabel(desk, line, parts, cut ? undefined : parts.run)
  if (!cut) return
  const rivals = cut.rivals.map((pieces) => pieces.join('｜'))
  const isCertain = cut.isProved && rivals.length === 0
  const alteration: Alteration = isCertain
    ? { raw: line.text, how: '各列连在一起没有分隔，只有这一种拆法合得上', status: 'repaired', confidence: 0.9 }
    : {
        raw: line.text,
        how:
          rivals.length > 0
            ? `各列连在一起没有分隔，有 ${rivals.length + 1} 种拆法`
            : '各列连在一起没有分隔，没有合计可以核对',
        status: 'doubtful',
        confidence: 0.5,
        ...(rivals.length > 0 ? { alternatives: rivals.slice(0, 4) } : {}),
      }
  const start = line.text.indexOf(parts.run.trim()[0] ?? '', parts.caption.length + parts.label.length)
  let at = Math.max(0, start)
  for (const [k, piece] of cut.pieces.entries()) {
    put(desk, line, first + k, piece, at, alteration)
    at += piece.length
  }
}

/** Spaces part the numbers; with fewer or more of them than columns nobody can say which column is blank. */
function laySpaced(desk: Desk, line: Line, parts: FundParts, count: number, first: number): void {
  layLabel(desk, line, parts)
  const wide = parts.run.trim().split(/\s{2,}/)
  const tokens = wide.length === count ? wide : parts.run.trim().split(/\s+/)
  const alteration: Alteration | undefined =
    tokens.length === count
      ? undefined
      : { raw: line.text, how: '只有空格分列，格数与列数不等', status: 'doubtful', confidence: 0.5 }
  let at = parts.caption.length + parts.label.length
  for (const [k, token] of tokens.entries()) {
    at = Math.max(0, line.text.indexOf(token, at))
    put(desk, line, first + k, token, at, alteration)
    at += token.length
  }
}

function layGoalHeads(desk: Desk, line: Line): void {
  const match = GOALS.exec(compact(line.text))
  put(desk, line, 1, match?.[1] ?? '', 0)
  put(desk, line, 2, match?.[2] ?? '', Math.max(0, line.text.length - (match?.[2]?.length ?? 0)))
}

/** Goal and result in one line: wide gaps part them; else nobody can say where the one ends. */
function layGoals(desk: Desk, line: Line): void {
  const caption = /^(?:年度总体目标|年度目标|总体目标)\s*/.exec(line.text)?.[0] ?? ''
  const rest = line.text.slice(caption.length)
  const wide = rest.split(/\s{2,}/)
  if (wide.length === 2) {
    put(desk, line, 1, wide[0] ?? '', caption.length)
    put(desk, line, 2, wide[1] ?? '', line.text.lastIndexOf(wide[1] ?? ''))
    return
  }
  const how = '预期目标和实际完成情况连在一起，分不开'
  put(desk, line, 1, rest, caption.length, { raw: line.text, how, status: 'doubtful', confidence: 0.4 })
}

const NEXT_LABEL = /(?=(?:填[报表]日期|填报时间|报送日期|联系电话|联系人|金额单位)\s*[:：])/

/** Label and value of a line outside the tables; several of them may stand in one line. */
function layLabels(desk: Desk, line: Line, headings: readonly HeadingPiece[]) {
  const plain = compact(line.text)
  if (TOTAL.test(plain)) return layTotal(desk, line, headings)
  let column = 0
  let at = 0
  for (const chunk of line.text.split(/\s{2,}/).flatMap((text) => text.split(NEXT_LABEL))) {
    at = Math.max(0, line.text.indexOf(chunk, at))
    for (const text of labelAndValue(chunk)) {
      if (text.trim() !== '') put(desk, line, column, text.trim(), Math.max(0, line.text.indexOf(text, at)))
      column++
    }
  }
}

function layTotal(desk: Desk, line: Line, headings: readonly HeadingPiece[]): void {
  const label = /^\s*(?:总\s*分|总\s*得\s*分|合\s*计|总\s*计)\s*[:：]?/.exec(line.text)?.[0] ?? ''
  put(desk, line, 1, label.trim(), 0)
  const numbers = line.text
    .slice(label.length)
    .trim()
    .split(/\s+/)
    .filter((one) => one !== '')
  const columns = (['weight', 'score'] as const).map((role) => headings.findIndex((one) => one.role === role) + 1)
  const fused = numbers.length === 1 ? /^100(\d{1,2}(?:\.\d{1,2})?|100)$/.exec(numbers[0] ?? '') : null
  const how = '总分栏的分值和得分连在一起'
  const doubt: Alteration = { raw: line.text, how, status: 'doubtful', confidence: 0.6 }
  if (fused) {
    put(desk, line, columns[0] ?? 1, '100', label.length, doubt)
    put(desk, line, columns[1] ?? 2, fused[1] ?? '', label.length + 3, doubt)
  } else if (numbers.length === 2) {
    for (const [k, number] of numbers.entries()) put(desk, line, columns[k] ?? k + 1, number, line.text.indexOf(number))
  } else if (numbers.length === 1) {
    put(desk, line, columns[1] ?? 2, numbers[0] ?? '', label.length, { ...doubt, how: '总分栏只有一个数，按得分读' })
  }
}
