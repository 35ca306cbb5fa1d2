import type { Decimal } from '../form.ts'

const DIGITS = '零一二三四五六七八九'
/** Numerals of contracts and cheques, which no stroke can alter. */
const FORMAL: Readonly<Record<string, string>> = {
  壹: '一',
  贰: '二',
  叁: '三',
  肆: '四',
  伍: '五',
  陆: '六',
  柒: '七',
  捌: '八',
  玖: '九',
  拾: '十',
  佰: '百',
  仟: '千',
}
/** Every character a Chinese number is written with. */
export const CHINESE_NUMERALS = `零〇一二两三四五六七八九十百千${Object.keys(FORMAL).join('')}`
const CHINESE = new RegExp(`^[${CHINESE_NUMERALS}]+$`)

/** 三 → 3, 叁 → 3, 两 → 2, 十二 → 12, 一百零五 → 105; undefined for anything else. */
export function parseChineseNumber(text: string): number | undefined {
  if (!CHINESE.test(text)) return undefined
  const plain = [...text.replaceAll('两', '二').replaceAll('〇', '零')].map((one) => FORMAL[one] ?? one).join('')
  if (/^[零一二三四五六七八九]{2,}$/.test(plain)) return Number([...plain].map((c) => DIGITS.indexOf(c)).join(''))

  let total = 0
  let digit: number | undefined
  for (const character of plain) {
    const step = { 十: 10, 百: 100, 千: 1000 }[character]
    if (step === undefined) {
      digit = DIGITS.indexOf(character)
      continue
    }
    total += (digit ?? (total === 0 ? 1 : 0)) * step
    digit = undefined
  }
  return total + (digit ?? 0)
}

/** `1,234.50` → `1234.50`; undefined when the separators stand wrong. */
export function plainDecimal(text: string): Decimal | undefined {
  if (/^-?\d+(\.\d+)?$/.test(text)) return text
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return text.replaceAll(',', '')
  return undefined
}

/** A decimal times 10^n, exactly, no trailing zeros invented: 12.6 × 10⁴ → 126000. */
export function shiftDecimal(text: Decimal, places: number): Decimal {
  const sign = text.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const digits = whole + fraction.padEnd(places, '0')
  const cut = whole.length + places
  const integer = digits.slice(0, cut).replace(/^0+(?=\d)/, '')
  const rest = digits.slice(cut)
  return sign + (rest === '' ? integer : `${integer}.${rest}`)
}
