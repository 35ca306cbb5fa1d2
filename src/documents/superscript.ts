const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Raised text in plain signs: its digits as Unicode superscripts, all else as it is. A raised note sign is no part of the number before it. */
export function superscript(text: string): string {
  return text.replaceAll(/[0-9]/g, (digit) => RAISED[Number(digit)] ?? digit)
}
