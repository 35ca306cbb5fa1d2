import { formatNumber } from './number-format.ts'

/** A printed number as a spreadsheet stores it: a value and the format code that prints it again, digit for digit. */
export type StoredNumber = { readonly value: string; readonly format: string }

/** Undefined when the text is no number, or would not come back the same (more than 15 digits, leading zeros). */
export function storedNumber(text: string): StoredNumber | undefined {
  const match = /^(-?)(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,8}))?(%?)$/.exec(text)
  if (!match) return undefined

  const [, sign = '', grouped = '', fraction = '', percent = ''] = match
  const whole = grouped.replaceAll(',', '')
  const places = fraction === '' ? '' : `.${'0'.repeat(fraction.length)}`
  const format = `${grouped.includes(',') ? '#,##0' : '0'}${places}${percent}`
  const value = sign + (percent ? hundredth(whole, fraction) : plain(whole, fraction))
  return formatNumber(value, format, 1900) === text ? { value, format } : undefined
}

function plain(whole: string, fraction: string): string {
  return fraction === '' ? whole : `${whole}.${fraction}`
}

/** 98.33 → 0.9833, on the digits. */
function hundredth(whole: string, fraction: string): string {
  const padded = whole.padStart(3, '0')
  return `${padded.slice(0, -2)}.${padded.slice(-2)}${fraction}`
}
