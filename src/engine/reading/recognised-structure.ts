import type { Form } from '../form.ts'
import { type Marks, mark } from './marks.ts'

const BROKEN = '表格线没有认全，格子可能连错或漏掉，请对照原件'
const UNSURE = 0.4
/** Labels of the fund table (domain.md 2.12, 3.11); two in one cell are two rows. */
const SOURCES = /资金总额|财政拨款|上年结转|其他资金|人员类|公用经费|其他运转类|特定目标类/g
/** More rows than any fund table has: the indicators ran into it. */
const MOST_SOURCES = 12
const LEVELS = /(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|满意度|产出|效益)指标/g

/**
 * Where rulings were too faint to be seen, cells of several rows or columns become one and every value behind them may stand in
 * another's place, each read with certainty. When the table shows signs of that, none of its values is certain.
 */
export function noteBrokenRulings(form: Form, proven: ReadonlySet<string>, marks: Marks): void {
  if (!hasBrokenCells(form, marks)) return
  for (const [at, reading] of Object.entries(marks)) {
    if (!/^\/(?:funds|indicators|goals|total|grade|conclusion|declaration)(?:\/|$)/.test(at) || proven.has(at)) continue
    if (reading.status !== 'literal' && reading.status !== 'repaired' && reading.status !== 'inferred') continue
    const how = [reading.how, BROKEN].filter(Boolean).join('；')
    mark(marks, at, { ...reading, status: 'doubtful', how, confidence: Math.min(UNSURE, reading.confidence ?? 1) })
  }
  for (const list of ['/indicators', '/funds/rows'])
    if (marks[list]?.status !== 'missing')
      mark(marks, list, { status: 'missing', how: '表格线没有认全，可能有行没有认出，请对照原件' })
}

function hasBrokenCells(form: Form, marks: Marks): boolean {
  const { funds, indicators } = form
  const isDouble = (text: string | null, labels: RegExp) => new Set(text?.match(labels) ?? []).size > 1
  return (
    (indicators.length === 0 && funds.rows.length > MOST_SOURCES) ||
    funds.rows.some(({ source }) => isDouble(source, SOURCES)) ||
    indicators.some(({ level1, level2 }) => isDouble(level2, LEVELS) || isDouble(level1, LEVELS)) ||
    indicators.some(({ name }) => /\p{Script=Han}\d{1,2}[.．、]\p{Script=Han}/u.test(name ?? '')) ||
    sharesCell(funds.rows.length, (i) => `/funds/rows/${i}/source`, marks) ||
    sharesCell(indicators.length, (i) => `/indicators/${i}/name`, marks)
  )
}

/** Two rows with one cell for their names: the line between them was not seen. */
function sharesCell(count: number, at: (row: number) => string, marks: Marks): boolean {
  const places = Array.from({ length: count }, (_, i) => marks[at(i)]?.source).filter((source) => source !== undefined)
  return new Set(places).size < places.length
}
