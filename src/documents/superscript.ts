const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Raised text in plain signs: its digits as Unicode superscripts, all else as it is. A raised note sign is no part of the number before it. */
export function superscript(text: string): string {
  return text.replaceAll(/[0-9]/g, (digit) => RAISED[Number(digit)] ?? digit)
}

/** Noncharacters of Unicode, which no text holds. */
const FROM = '\ufdd2'
const TO = '\ufdd3'
const LIFTED = new RegExp(`${FROM}([^${TO}]*)(?:${TO}|$)`, 'g')

/** Text set higher by hand, which is a raised note sign only where its cell holds other text as well: `settled` decides. */
export function lifted(text: string): string {
  return text === '' ? '' : FROM + text.replaceAll(FROM, '').replaceAll(TO, '') + TO
}

/** A whole cell in which some text was set higher by hand. */
export function settled(text: string): string {
  if (!text.includes(FROM)) return text
  const isWhole = text.replaceAll(LIFTED, '').trim() === ''
  return text.replaceAll(LIFTED, (_, piece: string) => (isWhole ? piece : superscript(piece)))
}
