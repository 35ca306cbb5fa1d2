import { compact } from '../values/text.ts'
import {
  type Column,
  columnsOf,
  goalHeads,
  isFundHeader,
  isHeading,
  isIndicatorHeader,
  isListHeader,
  withLevelWeights,
} from './columns.ts'
import { isSubHeading, withSubHeadings } from './sub-headings.ts'
import type { View } from './view.ts'

/** Where one form's parts stand in a grid: row numbers from 0, `end` exclusive; undefined where a part is not there. */
export type Sections = {
  readonly start: number
  readonly end: number
  readonly title: number | undefined
  readonly funds: { readonly row: number; readonly columns: readonly Column[] } | undefined
  readonly goals: number | undefined
  readonly indicators: { readonly row: number; readonly columns: readonly Column[] } | undefined
  /** The 总分 row: the last one, wherever it stands among the indicators. */
  readonly total: number | undefined
  /** The first row behind the indicators. */
  readonly footer: number
}

/** The first row of a form's tables: what stands above is its title and its fields. */
export function untilTables({ funds, goals, indicators, end }: Sections): number {
  return Math.min(funds?.row ?? end, goals ?? end, indicators?.row ?? end)
}

const TITLE =
  /绩效(?:目标)?(?:自评|目标申报|申报|审批|批复|(?:目标)?(?:执行|运行)?(?:情况)?监控|自评价|自我评价|评价指标(?:体系)?|指标体系|评价评分|(?<=目标)(?=表))[^。；]{0,12}表(?:[(（].{0,12}[)）])?$|(?:项目|部门整体|整体)(?:支出)?自评表$/
const PAGE_FOOT = /^(?:第\d+页(?:[,，/]?共\d+页)?|[-—–]\d+[-—–]|\d+\/\d+)$/
const FOOTER =
  /^(?:(?:绩效)?自评(?:结论|等次|结果)|评价结论|绩效自评结论|其他说明|说明|备注|注|联系人|填[报表]人|单位负责人|项目负责人|财务负责人|偏差大或)/

/** Every form in a grid, in order. A grid without an indicator heading and without a fund heading holds none. */
export function sectionsOf(view: View): readonly Sections[] {
  const heads = view.rows.map((cells, row) => (cells.length === 0 ? [] : columnsOf(view, row)))
  const tables = heads.flatMap((columns, row) => (isIndicatorHeader(columns) ? [row] : []))
  const titles = view.rows.flatMap((cells, row) => (cells.some((cell) => isTitle(compact(cell.text))) ? [row] : []))
  const funds = heads.flatMap((columns, row) =>
    isFundHeader(columns) && !isListHeader(view.rows[row] ?? []) ? [row] : [],
  )
  if (tables.length === 0 && funds.length === 0) return []

  const firsts = tables.length > 0 ? tables : funds.slice(0, 1)
  const starts = formStarts(
    view,
    firsts,
    titles.filter((row) => !isMention(view, heads, row)),
  )
  return starts.map((start, i) => sectionsBetween(view, heads, titles, start, starts[i + 1] ?? view.rows.length))
}

/** A title; the one over a further page (续) starts no form. */
export function isTitle(text: string): boolean {
  return TITLE.test(text) && text.length < 50 && !/[(（]续[)）]$|续表$/.test(text)
}

/** 附件2 and the like may stand over the title of the first form. */
const LINES_OVER_TITLE = 3

function overTitle(view: View, title: number): number {
  let row = title
  while (row > 0 && title - row < LINES_OVER_TITLE && (view.rows[row - 1]?.length ?? 0) <= 1 && !isProse(view, row - 1))
    row--
  return row
}

/** A title named in a report or its list of contents: prose follows before any heading of a table does. */
function isMention(view: View, heads: readonly (readonly Column[])[], title: number): boolean {
  for (let row = title + 1; row < view.rows.length; row++) {
    if (isProse(view, row)) return true
    const columns = heads[row] ?? []
    if (isFundHeader(columns) || isIndicatorHeader(columns) || goalHeads(view.rows[row] ?? [])) return false
  }
  return true
}

const PROSE = 120

/** A paragraph of a report: one long text alone in its row, without a label before it. */
function isProse(view: View, row: number): boolean {
  const [cell, ...others] = view.rows[row] ?? []
  if (!cell || others.length > 0 || view.grid.positions === 'loose') return false
  const text = compact(cell.text)
  return text.length > PROSE && !/^.{1,12}[:：]/.test(text)
}

/** A form starts at the first of the titles since the table before it; without titles, behind the table before it. */
function formStarts(view: View, tables: readonly number[], titles: readonly number[]): readonly number[] {
  const starts: number[] = []
  for (const [i, table] of tables.entries()) {
    const before = tables[i - 1] ?? -1
    const title = titles.find((row) => row > before && row < table)
    if (i === 0) starts.push(title === undefined ? 0 : overTitle(view, title))
    else if (title !== undefined) starts.push(title)
  }
  return starts
}

function sectionsBetween(
  view: View,
  heads: readonly (readonly Column[])[],
  titles: readonly number[],
  start: number,
  end: number,
): Sections {
  const find = (test: (columns: readonly Column[]) => boolean): number | undefined => {
    const row = heads.slice(start, end).findIndex(test)
    return row < 0 ? undefined : start + row
  }
  const table = find(isIndicatorHeader)
  const fund = find(isFundHeader)
  const goals = view.rows.findIndex(
    (cells, row) => row >= start && row < (table ?? end) && goalHeads(cells) !== undefined,
  )
  const part = (row: number | undefined) =>
    row === undefined ? undefined : { row, columns: withLevelWeights(withSubHeadings(view, row, heads[row] ?? [])) }
  const { footer, total } =
    table === undefined ? { footer: end, total: undefined } : footerOf(view, heads, table + 1, end)
  return {
    start,
    end,
    title:
      titles.findLast((row) => row >= start && row < (fund ?? table ?? end)) ??
      titles.find((row) => row >= start && row < end),
    funds: part(fund),
    goals: goals < 0 ? undefined : goals,
    indicators: part(table),
    total,
    footer,
  }
}

/** Where the indicators end. A total above or between the rows (a subtotal, the foot of a page) does not end them. */
function footerOf(
  view: View,
  heads: readonly (readonly Column[])[],
  from: number,
  end: number,
): { readonly footer: number; readonly total: number | undefined } {
  let total: number | undefined
  for (let row = from; row < end; row++) {
    if (isFooter(view, row) || isProse(view, row)) return { footer: row, total }
    if (!isTotal(view, row)) continue
    total = row
    if (!goesOn(view, heads, row + 1, end)) return { footer: row, total }
  }
  return { footer: end, total }
}

/** Whether the next row that holds anything but a page's foot and repeated headings is one of the table. */
function goesOn(view: View, heads: readonly (readonly Column[])[], from: number, end: number): boolean {
  for (let row = from; row < end; row++) {
    const cells = view.rows[row] ?? []
    if (cells.length < 2 || isIndicatorHeader(heads[row] ?? [])) continue
    if (isFooter(view, row) || (heads[row] ?? []).length > 0 || isTotal(view, row)) return false
    return cells.length >= 4 && cells.some((cell) => /^\d{1,3}(?:\.\d+)?分?$/.test(compact(cell.text)))
  }
  return false
}

/** A row among the indicators that is none: a total, a page's foot, or title and heading again on a further page. */
export function isBetween(view: View, row: number): boolean {
  const cells = view.rows[row] ?? []
  const [only] = cells.length === 1 ? cells : []
  if (only && (TITLE.test(compact(only.text)) || PAGE_FOOT.test(compact(only.text)))) return true
  const columns = columnsOf(view, row)
  return isTotal(view, row) || isSubHeading(view, row) || isIndicatorHeader(columns) || isHeading(columns)
}

function isTotal(view: View, row: number): boolean {
  return (
    view.rows[row]
      ?.slice(0, 2)
      .some((cell) => /^(?:总分|合计|总计|总得分)$/.test(compact(cell.text).replace(/[:：]$/, ''))) ?? false
  )
}

function isFooter(view: View, row: number): boolean {
  const first = view.rows[row]?.[0]
  if (!first) return false
  const text = compact(first.text)
  if (view.grid.positions === 'loose' && /^.{0,8}[优良中差]。/.test(text)) return true
  return FOOTER.test(text)
}
