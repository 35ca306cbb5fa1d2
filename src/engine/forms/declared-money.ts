import type { DeclaredAmount, MoneyUnit, Reading } from '../form.ts'
import type { Cell } from '../grid.ts'
import { parseFen, sumFen } from '../money.ts'
import { amountReadings } from '../reading/amounts.ts'
import { cellAmount, writtenUnit } from '../reading/cell-amount.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { inUnit, recordUnit, type WrittenUnit } from '../reading/money-units.ts'
import { compact } from '../values/text.ts'
import { agreed, moneyUnitOf, unitNamed, writtenBy } from './fund-units.ts'
import { labelKey } from './pairs.ts'
import type { Sections } from './sections.ts'
import type { View } from './view.ts'

/** Amounts of a declaration: over all years (项目资金总额) and asked for this year (年度资金申请总额). */
export type DeclaredMoney = {
  readonly project: readonly Declared[]
  readonly year: readonly Declared[]
  /** The caption's, else what all amounts are printed with. */
  readonly unit: MoneyUnit | null
}
export type Declared = DeclaredAmount & { readonly label: Cell; readonly reading: Reading }
type Scope = 'project' | 'year'

const PROJECT_TOTAL =
  /^(?:项目(?:资金)?(?:总额|总投资|总预算|总金额|总资金)|(?:实施期|中长期|中期|长期)(?:项目)?(?:资金)?总额|项目总(?:额|金额|资金|投资)|总投资)$/
const YEAR_TOTAL =
  /^(?:年度|本年度?|当年|\d{4}年度?)(?:项目)?(?:资金|预算)?(?:申请|申报)?(?:资金)?(?:总额|金额|合计|数)$|^(?:部门|单位)?(?:年度)?(?:预算|支出|收入)?(?:资金)?总额$|^(?:预算|申请)资金总额$/
const PART =
  /财政拨款|其他资金|其它资金|财政资金|自有资金|单位资金|事业收入|基本支出|项目支出|上年结转|专户|政府性基金|一般公共预算|银行贷款|自筹|中央补助|省级|市级|县级/

function labelOf(text: string): { readonly source: string; readonly kind: Scope | 'part' } | undefined {
  const key = labelKey(text)
    .replace(/^其中[:：]?/, '')
    .replace(/^(?:\d+[.、．]|[(（][一二三四\d][)）])/, '')
  if (key.length < 2 || key.length > 16) return undefined
  if (PROJECT_TOTAL.test(key)) return { source: key, kind: 'project' }
  if (YEAR_TOTAL.test(key)) return { source: key, kind: 'year' }
  return PART.test(key) ? { source: key, kind: 'part' } : undefined
}

/**
 * The unit all amounts of a declaration are printed in: the caption's, else the one the label of a total names. What the label
 * of one source says of itself is its own.
 */
export function declaredUnit(view: View, sections: Sections, until: number): WrittenUnit | null {
  const labels = view.rows
    .slice(sections.start, until)
    .flatMap((cells) => cells.filter(({ text }) => labelOf(text) !== undefined))
  const caption = moneyUnitOf(view, sections, new Set(labels))
  if (caption !== null) return caption
  const named = (kind: Scope) =>
    agreed(labels.filter(({ text }) => labelOf(text)?.kind === kind).map(({ text }) => unitNamed(text)))
  return named('year') ?? named('project') ?? null
}

/** Rows in which amounts are looked for. */
type Rows = { readonly from: number; readonly to: number; readonly skip: (row: number) => boolean }

/** The labelled amounts of some rows; a part belongs to the total whose label stands above it in the same column. */
export function declaredMoney(view: View, { from, to, skip }: Rows, caption: WrittenUnit | null): DeclaredMoney {
  const found: Record<Scope, Declared[]> = { project: [], year: [] }
  const byColumn = new Map<number, Scope>()
  let last: Scope | undefined
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
  const labelled = rows.filter((row) => !skip(row)).map((row) => labelledIn(view, row))
  const isExact = view.grid.positions === 'exact'
  const unit = caption ?? (isExact ? writtenBy(labelled.flat().flatMap(({ texts }) => texts)) : null) ?? null
  for (const row of labelled) {
    for (const one of row) {
      if (one.label.kind !== 'part') {
        last = one.label.kind
        byColumn.set(one.cell.column, one.label.kind)
      }
      const scope = one.label.kind === 'part' ? (byColumn.get(one.cell.column) ?? last) : one.label.kind
      if (!scope) continue
      const role = one.label.kind === 'part' ? 'part' : 'total'
      const isGuessed = role === 'part' && !byColumn.has(one.cell.column)
      found[scope].push({
        source: one.label.source,
        role,
        ...(isExact && one.texts.length === 1
          ? exactAmount(one, unit, isGuessed ? GUESSED : null)
          : looseAmount(one, unit, isGuessed ? GUESSED : null)),
        label: one.cell,
      })
    }
  }
  return { ...found, unit: recordUnit(unit) }
}

const GUESSED = '没有与哪个总额同列，按前一个总额归入'

function exactAmount(
  { texts, cell, value }: Labelled,
  unit: WrittenUnit | null,
  doubt: string | null,
): { readonly amount: string | null; readonly reading: Reading } {
  const read = cellAmount(texts[0] ?? '', unit, unitNamed(cell.text))
  const place = { source: (value ?? cell).source }
  if (doubt === null || read.value === null) return { amount: read.value, reading: { ...read.reading, ...place } }
  const how = [read.reading.how, doubt].filter(Boolean).join('，')
  const confidence = Math.min(0.6, read.reading.confidence ?? 1)
  return {
    amount: read.value,
    reading: { ...read.reading, status: 'doubtful', raw: texts[0] ?? '', how, confidence, ...place },
  }
}

type Labelled = {
  readonly label: { readonly source: string; readonly kind: Scope | 'part' }
  readonly cell: Cell
  readonly value: Cell | undefined
  readonly texts: readonly string[]
}

/** Label and amount in one cell (项目资金总额：100), side by side, or the amount under its label. */
function labelledIn(view: View, row: number): readonly Labelled[] {
  const cells = view.rows[row] ?? []
  return cells.flatMap((cell, i): readonly Labelled[] => {
    const inline = /^(.{2,20}?)[:：]\s*(\d[\d,.\s]*(?:(?:百万|千|万|亿)?元|[万亿])?)$/s.exec(compact(cell.text))
    const inlineLabel = inline && labelOf(inline[1] ?? '')
    if (inline && inlineLabel)
      return [{ label: inlineLabel, cell, value: cell, texts: [cell.text.split(/[:：]/).at(-1)?.trim() ?? ''] }]
    const label = labelOf(cell.text)
    if (!label) return []
    const rest = cells.slice(i + 1)
    const end = rest.findIndex((one) => !isAmount(one.text))
    const beside = end < 0 ? rest : rest.slice(0, end)
    if (beside.length > 0) return [{ label, cell, value: beside[0], texts: beside.slice(0, 3).map(({ text }) => text) }]
    const below = view.covering(row + cell.rowSpan, cell.column)
    if (rest.length > 0 && below && isAmount(below.text)) return [{ label, cell, value: below, texts: [below.text] }]
    // A caption beside its own parts is no amount: 资金总额 over three rows of sources.
    return rest[0] && labelOf(rest[0].text) ? [] : [{ label, cell, value: undefined, texts: [] }]
  })
}

const amountText = (text: string): string =>
  compact(text)
    .replace(/[(（]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}[)）]?$/, '')
    .replace(/(?:百万|千|万|亿)?元$|[万亿]$/, '')

function isAmount(text: string): boolean {
  return /\d/.test(text) && amountReadings([amountText(text)], 6).length > 0
}

/** An amount in the table's unit; one with another unit of its own is not moved, as label and amount may be misread. */
function looseAmount(
  { texts, cell, value }: Labelled,
  unit: WrittenUnit | null,
  doubt: string | null,
): { readonly amount: string | null; readonly reading: Reading } {
  const { amount, reading } = amountOf(texts, doubt, value ?? cell)
  if (amount === null) return { amount, reading }
  const own = writtenUnit(texts.join('')) ?? unitNamed(cell.text)
  const record = recordUnit(unit)
  const isOther = own !== undefined && own !== unit
  const moved = isOther || unit === null || record === null ? amount : inUnit(amount, unit, record)
  if (!isOther && moved === amount) return { amount, reading }
  const unitHow = isOther
    ? `这里写的是${own}，${unit === null ? '表上没有写单位' : `表上是${unit}`}，没有换算`
    : `表上的单位是${unit}，换算成${record}`
  const how = [reading.how, unitHow].filter(Boolean).join('，')
  const raw = texts.join('⇥')
  if (isOther) return { amount, reading: { ...reading, status: 'doubtful', raw, how, confidence: 0.5 } }
  const status = reading.status === 'literal' ? 'repaired' : reading.status
  return {
    amount: moved,
    reading: { ...reading, status, raw, how, confidence: Math.min(reading.confidence ?? 1, 0.95) },
  }
}

function amountOf(
  texts: readonly string[],
  doubt: string | null,
  cell: Cell,
): { readonly amount: string | null; readonly reading: Reading } {
  const place = { source: cell.source }
  const raw = texts.join('⇥')
  if (texts.length === 0) return { amount: null, reading: { status: 'literal' } }
  const [best, ...others] = amountReadings(texts.map(amountText), 6)
  if (!best) return { amount: null, reading: { status: 'missing', raw, how: '这一格不是数', ...place } }
  const alternatives = others.map(({ value }) => value)
  if (texts.length > 1) {
    const how = `${best.how ?? '合并'}，没有合计可以核对`
    return { amount: best.value, reading: { status: 'doubtful', raw, how, confidence: 0.5, alternatives, ...place } }
  }
  if (doubt !== null)
    return { amount: best.value, reading: { status: 'doubtful', raw, how: doubt, confidence: 0.6, ...place } }
  const how = [best.how, /[⁰¹²³⁴⁵⁶⁷⁸⁹]/.test(raw) ? '去掉注号' : null].filter(Boolean).join('，')
  return {
    amount: best.value,
    reading:
      how === '' ? { status: 'literal', ...place } : { status: 'repaired', raw, how, confidence: 0.85, ...place },
  }
}

/** Notes what was seen of each amount; in pasted text a total that is not the sum of its parts makes all of them doubtful. */
export function markMoney(
  rows: readonly Declared[],
  pointer: (i: number) => { readonly source: string; readonly amount: string },
  positions: 'exact' | 'loose',
  marks: Marks,
): void {
  const [total, ...parts] = rows.map(({ amount }) => parseFen(amount, '万元'))
  const sum = sumFen(parts)
  const isOff = positions === 'loose' && total !== undefined && parts.length > 1 && sum !== undefined && sum !== total
  for (const [i, { label, source, reading, amount }] of rows.entries()) {
    const at = pointer(i)
    const isAsPrinted = label.text.trim() === source
    mark(marks, at.source, {
      status: isAsPrinted ? 'literal' : 'repaired',
      ...(isAsPrinted ? {} : { raw: label.text, how: '去掉序号、“其中”和空格', confidence: 0.98 }),
      source: label.source,
    })
    if (amount === null && reading.status === 'literal') continue
    mark(
      marks,
      at.amount,
      isOff && reading.status !== 'missing'
        ? { ...reading, status: 'doubtful', how: '总额与各来源之和不符，可能有误读', confidence: 0.6 }
        : reading,
    )
  }
}
