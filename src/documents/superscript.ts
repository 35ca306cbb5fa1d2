const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const LOWERED = '₀₁₂₃₄₅₆₇₈₉'

/** Where text stands against its line: as a superscript, as a subscript, or set higher by hand. */
export type Level = 'raised' | 'lowered' | 'lifted'

/** Text as its level shows it; `settled` ends what depends on the rest of the cell. */
export function atLevel(text: string, level: Level | undefined): string {
  switch (level) {
    case 'raised':
      return superscript(text)
    case 'lowered':
      return lowered(text)
    case 'lifted':
      return lifted(text)
    default:
      return text
  }
}

/** Raised text in plain signs: its digits as Unicode superscripts, all else as it is. A raised note sign is no part of the number before it. */
export function superscript(text: string): string {
  return text.replaceAll(/[0-9]/g, (digit) => RAISED[Number(digit)] ?? digit)
}

/** Lowered text in plain signs: its digits as Unicode subscripts. */
export function subscript(text: string): string {
  return text.replaceAll(/[0-9]/g, (digit) => LOWERED[Number(digit)] ?? digit)
}

/** Noncharacters of Unicode, which no text holds, around text set higher by hand and around lowered text. */
const FROM = '\ufdd2'
const TO = '\ufdd3'
const [DOWN, UP] = ['\ufdd4', '\ufdd5']
const LIFTED = new RegExp(`${FROM}([^${TO}]*)(?:${TO}|$)`, 'g')

/** Text set higher by hand, which is a raised note sign only where its cell holds other text as well: `settled` decides. */
export function lifted(text: string): string {
  return text === '' ? '' : FROM + text.replaceAll(FROM, '').replaceAll(TO, '') + TO
}

/** Lowered text: its digits are signs of their own beside a number, and plain ones in a name (PM2.5): `settled` decides. */
export function lowered(text: string): string {
  return text === '' ? '' : DOWN + text.replaceAll(DOWN, '').replaceAll(UP, '') + UP
}

const BESIDE_NUMBER = new RegExp(`(?<=\\d[.,%％]?)${DOWN}([^${UP}]*)(?:${UP}|$)|${DOWN}([^${UP}]*)${UP}(?=\\d)`, 'g')

/** A whole cell in which some text was lowered, or set higher by hand. */
export function settled(text: string): string {
  return settledLifted(text.includes(DOWN) ? settledLowered(text) : text)
}

function settledLowered(text: string): string {
  return text
    .replaceAll(UP + DOWN, '')
    .replaceAll(BESIDE_NUMBER, (_, behind?: string, before?: string) => subscript(behind ?? before ?? ''))
    .replaceAll(DOWN, '')
    .replaceAll(UP, '')
}

function settledLifted(text: string): string {
  if (!text.includes(FROM)) return text
  const isWhole = text.replaceAll(LIFTED, '').trim() === ''
  return text.replaceAll(LIFTED, (_, piece: string) => (isWhole ? piece : superscript(piece)))
}
