import {
  emptyForm,
  type Form,
  type FundRow,
  type Indicator,
  type Operator,
  type Value,
} from '../../src/engine/index.ts'
import type { Amount, Content } from './content.ts'

/** A printed cell on a page of `width` equal units; `number` is what a spreadsheet holds behind the printed text. */
export type Placed = {
  readonly row: number
  readonly from: number
  readonly to: number
  readonly rows: number
  readonly text: string
  readonly bare: boolean
  readonly heading: boolean
  readonly align: 'left' | 'center' | 'right'
  readonly number?: { readonly value: string; readonly format: string }
}
export type Part = { readonly paragraph: string } | { readonly cells: readonly Placed[]; readonly rows: number }

type Writable<T> = { -readonly [K in keyof T]: T[K] }
/** The record in the making: whatever is drawn is written into it in the same breath, so that nothing else can be asked for. */
export type Truth = Writable<Omit<Form, 'funds' | 'goals' | 'total' | 'contact' | 'indicators'>> & {
  funds: { unit: Form['funds']['unit']; rows: FundRow[] }
  goals: Writable<Form['goals']>
  total: Writable<Form['total']>
  contact: Writable<Form['contact']>
  indicators: Indicator[]
}

/** A form being drawn: finished parts, the table at hand, and the truth of what has been drawn so far. */
export type Draft = {
  readonly width: number
  readonly content: Content
  readonly parts: Part[]
  cells: Placed[]
  row: number
  readonly truth: Truth
}

export function draftOf(content: Content, width: number, kind: Form['kind']): Draft {
  const form = emptyForm(kind)
  const truth: Truth = { ...form, funds: { unit: null, rows: [] }, goals: { ...form.goals }, ...blank() }
  return { width, content, parts: [], cells: [], row: 0, truth }
}

const blank = (): Pick<Truth, 'total' | 'contact' | 'indicators'> => ({
  total: { weight: null, score: null },
  contact: { name: null, phone: null },
  indicators: [],
})

type Look = Partial<Pick<Placed, 'rows' | 'bare' | 'heading' | 'align' | 'number'>>

export function put(draft: Draft, from: number, to: number, text: string, look: Look = {}): void {
  const { rows = 1, bare = false, heading = false, align = 'center', number } = look
  draft.cells.push({ row: draft.row, from, to, rows, text, bare, heading, align, ...(number ? { number } : {}) })
}

export function paragraph(draft: Draft, text: string): void {
  endTable(draft)
  draft.parts.push({ paragraph: text })
}

export function endTable(draft: Draft): void {
  if (draft.cells.length > 0) draft.parts.push({ cells: draft.cells, rows: draft.row })
  draft.cells = []
  draft.row = 0
}

/** How amounts are printed. */
export type MoneyPrint = {
  readonly unit: '元' | '万元'
  readonly places: number
  readonly grouping: boolean
}

/** Fen as the layout prints them. */
export function printMoney(fen: number, { unit, places, grouping }: MoneyPrint): string {
  const digits = String(fen).padStart(unit === '元' ? 3 : 7, '0')
  const cut = digits.length - (unit === '元' ? 2 : 6)
  const decimals = digits.slice(cut, cut + places).padEnd(places, '0')
  const whole = digits.slice(0, cut)
  const shown = grouping ? whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',') : whole
  return places === 0 ? shown : `${shown}.${decimals}`
}

/** How a target or an actual is printed: with operator and unit inside, or the bare number beside columns of its own. */
export type ValuePrint = 'inside' | 'without-operator' | 'bare'

export function printAmount(amount: Amount, how: ValuePrint): string {
  switch (amount.kind) {
    case 'quantity': {
      if (how === 'bare') return amount.value
      return `${how === 'inside' ? (amount.operator ?? '') : ''}${amount.value}${amount.unit}`
    }
    case 'range':
      return how === 'bare' ? `${amount.min}-${amount.max}` : `${amount.min}-${amount.max}${amount.unit}`
    default:
      return amount.text
  }
}

/** The value the record must hold for a printed target. `operator` is what the form shows of it, wherever it stands. */
export function targetTruth(amount: Amount, text: string, isOperatorShown: boolean): Value {
  switch (amount.kind) {
    case 'quantity': {
      const operator = isOperatorShown ? amount.operator : null
      return { text, kind: 'quantity', operator, value: amount.value, unit: amount.unit }
    }
    case 'range':
      return { text, kind: 'range', min: amount.min, max: amount.max, unit: amount.unit }
    case 'date':
      return { text, kind: 'date', operator: '≤', value: amount.value }
    default:
      return { text, kind: 'qualitative' }
  }
}

export function actualTruth(amount: Amount, text: string): Value {
  if (amount.kind === 'quantity')
    return { text, kind: 'quantity', value: amount.value, unit: amount.unit, ...operatorOf(amount) }
  if (amount.kind !== 'phrase') {
    const { operator: _, ...value } = targetTruth(amount, text, true)
    return value
  }
  return { text, kind: 'qualitative', outcome: amount.text.startsWith('部分') ? 'partly' : 'achieved' }
}

/** An actual keeps the operator some places print before it (≥266米). */
const operatorOf = ({ operator }: { readonly operator: Operator | null }): Pick<Value, 'operator'> =>
  operator === null ? {} : { operator }
