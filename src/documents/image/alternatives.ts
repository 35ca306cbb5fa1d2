import type { Sign } from './read-lines.ts'

const LEAST_SHARE = 0.002
const MOST = 6

/** Other texts that a line's signs allow: its least sure signs read the next best way, one at a time and the two likeliest together. */
export function alternativesOf(signs: readonly Sign[]): readonly string[] {
  const text = signs
    .map((sign) => sign.text)
    .join('')
    .trim()
  const swaps = signs
    .map((sign, at) => ({
      at,
      text: sign.next,
      odds: sign.nextShare / Math.max(sign.share, 1e-6),
      share: sign.nextShare,
    }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.odds - a.odds)
    .slice(0, MOST)
  const swapped = (...chosen: typeof swaps): string =>
    signs
      .map((sign, i) => chosen.find(({ at }) => at === i)?.text ?? sign.text)
      .join('')
      .trim()
  const [first, second] = swaps
  const all = swaps.map((swap) => swapped(swap))
  if (first && second) all.splice(2, 0, swapped(first, second))
  return [...new Set(all)].filter((one) => one !== text && one !== '')
}
