import type { MoneyUnit } from '../form.ts'
import type { Cell, Grid, Source } from '../grid.ts'
import { fenToDecimal, parseFen, sumFen } from '../money.ts'
import type { Field } from './fields.ts'
import type { Filing } from './filing.ts'
import type { Line, Stage } from './tables.ts'

/** A form laid out as it is printed; each cell keeps the place of its value in the tables. */
export type LaidOut = {
  readonly grid: Grid
  /** JSON pointers whose words are this layout's and no value of the tables: what they say is not printed anywhere. */
  readonly unprinted: readonly string[]
  /** JSON pointers of values that were worked out of others, and how. */
  readonly inferred: ReadonlyMap<string, string>
  readonly doubtful: ReadonlyMap<string, string>
}

const TITLES: Readonly<Record<Stage, readonly [project: string, department: string]>> = {
  plan: ['项目支出绩效目标申报表', '部门整体支出绩效目标申报表'],
  monitoring: ['项目支出绩效运行监控表', '部门整体支出绩效运行监控表'],
  evaluation: ['项目支出绩效自评表', '部门整体支出绩效自评表'],
}
const INDICATORS: readonly (readonly [Field, string])[] = [
  ['level1', '一级指标'],
  ['level2', '二级指标'],
  ['name', '三级指标'],
  ['operator', '计算符号'],
  ['measure', '计量单位'],
  ['target', '年度指标值'],
  ['actual', '实际完成值'],
  ['expectedActual', '全年预计完成情况'],
  ['likelihood', '完成目标可能性'],
  ['weight', '分值'],
  ['score', '得分'],
  ['reason', '偏差原因分析'],
]
const AMOUNTS = [
  ['initialBudget', '年初预算数'],
  ['annualBudget', '全年预算数'],
  ['execution', '全年执行数'],
] as const
const RATES = [
  ['executionRate', '执行率'],
  ['executionScore', '得分'],
] as const

type Put = (column: number, text: string, source: Source, columnSpan?: number) => void

/** Lays the lines of one form out as the official form prints them, so that every value is read by the rules for printed ones. */
export function layOut(filing: Filing, name: string): LaidOut {
  const cells: Cell[] = []
  const inferred = new Map<string, string>()
  const doubtful = new Map<string, string>()
  const { stage, head } = filing
  const project = head.get('project')
  const start = head.get('year')?.source ?? { line: 1, column: 1 }
  let row = -1
  const line = (): Put => {
    row += 1
    return (column, text, source, columnSpan = 1) => {
      if (text !== '') cells.push({ row, column, rowSpan: 1, columnSpan, text, source })
    }
  }
  line()(0, TITLES[stage][project ? 0 : 1], start, INDICATORS.length)
  const year = head.get('year')
  if (year) line()(0, `年度：${/^20\d{2}/.exec(year.text.trim())?.[0] ?? year.text}`, year.source, INDICATORS.length)
  const labelled = (label: string, cell: Cell | undefined) => {
    if (!cell) return
    const put = line()
    put(0, label, cell.source)
    put(1, cell.text, cell.source, 3)
  }
  if (project) {
    labelled('项目名称', project)
    labelled('主管部门', head.get('department'))
    labelled('实施单位', head.get('unit'))
  } else {
    labelled('部门名称', head.get('department') ?? head.get('unit'))
    if (head.has('department')) labelled('填报单位', head.get('unit'))
  }
  labelled('自评得分', pointsCell(filing.total?.get('totalScore')))
  drawFunds(filing, line, inferred)
  drawGoals(filing, line, doubtful)
  drawIndicators(filing, line)
  const grid: Grid = { name, rows: row + 1, columns: INDICATORS.length, positions: 'exact', cells }
  return { grid, unprinted: ['/title'], inferred, doubtful }
}

function drawFunds({ funds, fundHeadings }: Filing, line: () => Put, inferred: Map<string, string>): void {
  const [first] = funds
  if (!first) return
  const unit = unitOf(fundHeadings)
  const source = placeOf(first)
  const put = line()
  const columns = [...AMOUNTS, ...RATES].filter(([field]) => fundHeadings.has(field))
  put(0, '资金来源', source)
  for (const [i, [field, label]] of columns.entries()) {
    const money = AMOUNTS.some(([amount]) => amount === field)
    put(i + 1, money ? `${label}（${unit.name}）` : label, fundHeadings.get(field)?.source ?? source)
  }
  if (!unit.isPrinted) inferred.set('/funds/unit', '一体化系统库表的金额以元为单位，表头没有另写')
  const isTotal = (text: string) => /合计|总额|总计/.test(text)
  if (!funds.some((one) => isTotal(one.get('fundSource')?.text ?? '')))
    drawTotal(funds, columns, unit.name, line(), inferred)
  for (const one of funds) {
    const write = line()
    write(0, one.get('fundSource')?.text.trim() ?? '资金', placeOf(one))
    for (const [i, [field]] of columns.entries()) {
      const cell = pointsCell(one.get(field))
      if (cell) write(i + 1, cell.text, cell.source)
    }
  }
}

/** Where no line is the total, the sum of all sources stands in for it and says so; a source without its amount leaves it blank. */
function drawTotal(
  funds: readonly Line[],
  columns: readonly (readonly [Field, string])[],
  unit: MoneyUnit,
  write: Put,
  inferred: Map<string, string>,
): void {
  const [first] = funds
  if (!first) return
  write(0, '资金总额', placeOf(first))
  inferred.set('/funds/rows/0/source', '库表里没有合计行，由各资金来源相加')
  for (const [i, [field]] of columns.entries()) {
    if (!AMOUNTS.some(([amount]) => amount === field)) {
      const only = funds.length === 1 ? pointsCell(first.get(field)) : undefined
      if (!only) continue
      write(i + 1, only.text, only.source)
      inferred.set(`/funds/rows/0/${field === 'executionScore' ? 'score' : field}`, '只有一个资金来源，总额的就是它的')
      continue
    }
    const sum = sumFen(funds.map((one) => parseFen(one.get(field)?.text, unit)))
    if (sum === undefined) continue
    write(i + 1, fenToDecimal(sum, unit), placeOf(first))
    inferred.set(`/funds/rows/0/${field}`, `库表里没有合计行，由 ${funds.length} 个资金来源相加`)
  }
}

function drawGoals({ stage, goals }: Filing, line: () => Put, doubtful: Map<string, string>): void {
  const texts = (field: Field) => {
    const cells = goals.flatMap((one) => one.get(field) ?? [])
    return cells.filter((cell, i) => cells.findIndex(({ text }) => text === cell.text) === i)
  }
  const [expected, actual] = [texts('expectedGoal'), texts('actualGoal')]
  for (const [at, found] of [
    ['/goals/expected', expected],
    ['/goals/actual', actual],
  ] as const)
    if (found.length > 1) doubtful.set(at, `库表里有 ${found.length} 条不同的内容，按先后接在一起`)
  const joined = (cells: readonly Cell[]) => cells.map(({ text }) => text).join('；')
  const place = (cells: readonly Cell[]) => cells[0]?.source ?? placeOf(goals[0])
  if (expected.length + actual.length === 0) return
  const put = line()
  if (stage !== 'evaluation') {
    put(0, '年度目标', place(expected))
    put(1, joined(expected), place(expected), 5)
    return
  }
  put(0, '预期目标', place(expected), 6)
  put(6, '实际完成情况', place(actual), 6)
  const write = line()
  write(0, joined(expected), place(expected), 6)
  write(6, joined(actual), place(actual), 6)
}

function drawIndicators({ indicators, indicatorHeadings }: Filing, line: () => Put): void {
  if (indicators.length === 0) return
  const columns = INDICATORS.filter(([field]) => indicatorHeadings.has(field))
  const put = line()
  for (const [i, [field, label]] of columns.entries()) {
    const heading = indicatorHeadings.get(field)
    if (heading) put(i, label, heading.source)
  }
  for (const one of indicators) {
    const write = line()
    for (const [i, [field]] of columns.entries()) {
      const cell = field === 'weight' || field === 'score' ? pointsCell(one.get(field)) : one.get(field)
      if (cell) write(i, cell.text, cell.source)
    }
  }
}

/** Columns of the database have four places and more: 10.0000 is 10 as a form prints it. */
function pointsCell(cell: Cell | undefined): Cell | undefined {
  if (!cell || !/^-?\d+\.\d{3,}$/.test(cell.text.trim())) return cell
  return { ...cell, text: cell.text.trim().replace(/0+$/, '').replace(/\.$/, '') }
}

function unitOf(headings: Line): { readonly name: MoneyUnit; readonly isPrinted: boolean } {
  const printed = AMOUNTS.flatMap(([field]) => /[（(](万?元)[)）]/.exec(headings.get(field)?.text ?? '')?.[1] ?? [])
  return { name: printed.includes('万元') ? '万元' : '元', isPrinted: printed.length > 0 }
}

function placeOf(line: Line | undefined): Source {
  for (const cell of line?.values() ?? []) return cell.source
  return { line: 1, column: 1 }
}
