import type { Decimal } from '../form.ts'
import { compact } from '../values/text.ts'

/** One way to read an amount out of one or more adjacent cells. Lower `cost` is likelier; `how` is null for a plain reading. */
export type AmountReading = {
  readonly value: Decimal
  readonly cost: number
  readonly how: string | null
  /** Nothing printed says it is read so: it needs proof by the arithmetic of its table. */
  readonly isGuess?: boolean
}

const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?$/
const PLAIN = /^\d+(?:\.\d{1,6})?$/

/**
 * All readings of the pieces of one amount: joined with 0–2 doubled characters at each cut, spaces dropped, a point read
 * for a comma (and the reverse) put right. `places` is how many decimals the unit can have (元 2, 万元 6). Empty when no
 * reading is an amount.
 */
export function amountReadings(pieces: readonly string[], places: number): readonly AmountReading[] {
  const plain = pieces
    .map((piece) => compact(piece).replaceAll('，', ',').replaceAll('。', '.'))
    .filter((piece) => piece !== '')
  if (plain.length === 0) return []
  const spaced = pieces.some((piece) => /\S\s+\S/.test(piece.trim()))
  const readings = joins(plain)
    .flatMap(({ text, doubled }) => shapes(text, plain.length, doubled, spaced))
    .filter(({ value }) => (value.split('.')[1]?.length ?? 0) <= places)
  const best = new Map<Decimal, AmountReading>()
  for (const reading of readings) {
    const known = best.get(reading.value)
    if (!known || reading.cost < known.cost) best.set(reading.value, reading)
  }
  return [...best.values()].sort((a, b) => a.cost - b.cost).slice(0, 6)
}

function joins(pieces: readonly string[]): readonly { text: string; doubled: number }[] {
  let all: { text: string; doubled: number }[] = [{ text: pieces[0] ?? '', doubled: 0 }]
  for (const piece of pieces.slice(1)) {
    all = all.flatMap(({ text, doubled }) =>
      [0, 1, 2]
        .filter((n) => n === 0 || (piece.length > n && text.length >= n && text.endsWith(piece.slice(0, n))))
        .map((n) => ({ text: text + piece.slice(n), doubled: doubled + n })),
    )
  }
  return all.slice(0, 9)
}

function shapes(text: string, cells: number, doubled: number, spaced: boolean): readonly AmountReading[] {
  const unsigned = text.replace(/^-/, '')
  const sign = text.startsWith('-') ? '-' : ''
  const how = howOf(cells, doubled, spaced)
  const base = (cells - 1) * 0.2 + doubled * 0.4
  if (GROUPED.test(unsigned)) return [{ value: sign + unsigned.replaceAll(',', ''), cost: base, how }]
  if (PLAIN.test(unsigned)) return [{ value: sign + unsigned, cost: base + (cells > 1 ? 0.6 : 0), how }]

  const mended = mendSeparators(unsigned)
  return mended === undefined
    ? []
    : [{ value: sign + mended, cost: base + 1.5, how: [how, '点和逗号读混'].filter(Boolean).join('，'), isGuess: true }]
}

/** 4,218.306.47 and 4.218,306.47: the last separator before two digits is the point, all others are commas between groups of three. */
function mendSeparators(text: string): Decimal | undefined {
  const match = /^(\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{2}))?$/.exec(text)
  if (!match) return undefined
  const whole = (match[1] ?? '').replaceAll(/[.,]/g, '')
  return match[2] === undefined ? whole : `${whole}.${match[2]}`
}

function howOf(cells: number, doubled: number, spaced: boolean): string | null {
  const steps: string[] = []
  if (cells > 1) steps.push(`一个数被拆成 ${cells} 格，合并`)
  if (doubled > 0) steps.push(`去掉断开处重复的 ${doubled} 位`)
  if (spaced) steps.push('去掉数字中的空格')
  return steps.length === 0 ? null : steps.join('，')
}
