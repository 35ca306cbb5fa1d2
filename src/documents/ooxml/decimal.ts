/** A decimal taken apart: value = ±0.digits × 10^point. No leading zeros; zero has no digits. */
export type Decimal = { readonly negative: boolean; readonly digits: string; readonly point: number }

/** Significant digits a spreadsheet holds; what stands behind them is binary dust (0.30000000000000004). */
const SIGNIFICANT = 15

/** The text of a cell's `<v>` as a decimal; undefined when it is not a number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.trim())
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  if (whole === '' && fraction === '') return undefined

  const all = whole + fraction
  const digits = all.replace(/^0+/, '')
  const point = whole.length + Number(exponent) - (all.length - digits.length)
  return rounded({ negative: sign === '-', digits, point }, SIGNIFICANT)
}

/** Rounds half away from zero to `places` decimals, as spreadsheets do on the decimal text, never on the double. */
export function roundTo(value: Decimal, places: number): Decimal {
  return rounded(value, value.point + places)
}

function rounded({ negative, digits, point }: Decimal, keep: number): Decimal {
  if (keep < 0) return { negative, digits: '', point: 0 }
  let kept = digits.slice(0, keep)
  if ((digits[keep] ?? '0') >= '5') {
    const raised = (BigInt(kept || '0') + 1n).toString().padStart(kept.length, '0')
    if (raised.length > kept.length) point += 1
    kept = raised
  }
  kept = kept.replace(/0+$/, '')
  return { negative: negative && kept !== '', digits: kept, point: kept === '' ? 0 : point }
}

/** × 10^power, exactly: 0.9833 → 98.33 for a percentage. */
export function shift(value: Decimal, power: number): Decimal {
  return value.digits === '' ? value : { ...value, point: value.point + power }
}

/** Whole and fraction digits without sign; the fraction has no trailing zeros. */
export function parts({ digits, point }: Decimal): { readonly whole: string; readonly fraction: string } {
  if (point <= 0) return { whole: '0', fraction: digits === '' ? '' : '0'.repeat(-point) + digits }
  return { whole: digits.slice(0, point).padEnd(point, '0'), fraction: digits.slice(point) }
}

/** Plain decimal text, as General shows it. */
export function formatPlain(value: Decimal): string {
  const { whole, fraction } = parts(value)
  return `${value.negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
