/** What a run of signs may be by itself: amounts, points and rates without leading zeros. */
export type NumberKind = 'amount' | 'points' | 'rate'

const GRAMMAR: Readonly<Record<NumberKind, RegExp>> = {
  amount: /^(?:0|[1-9]\d{0,11}|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d{1,6})?$/,
  points: /^(?:0|[1-9]\d?|100)(?:\.\d{1,2})?$/,
  rate: /^(?:0|[1-9]\d{0,2})(?:\.\d{1,2})?%?$/,
}
const LONGEST: Readonly<Record<NumberKind, number>> = { amount: 20, points: 6, rate: 7 }
const MOST_SPLITS = 20_000
const MOST_STEPS = 300_000

export type Split = readonly string[]

/**
 * Every way to cut a run of signs into one piece a kind; a dash is a piece of any kind. Undefined where there are more
 * ways than anyone could weigh.
 */
export function splitsOf(run: string, kinds: readonly NumberKind[], places: number): readonly Split[] | undefined {
  // Where some amounts are grouped all of them are.
  const isGrouped = run.includes(',')
  const found: Split[] = []
  let steps = 0
  const cut = (from: number, pieces: readonly string[]): boolean => {
    if (++steps > MOST_STEPS || found.length > MOST_SPLITS) return false
    const kind = kinds[pieces.length]
    if (kind === undefined) {
      if (from === run.length) found.push(pieces)
      return true
    }
    if (/^[-—–_]/.test(run.slice(from)) && !cut(from + 1, [...pieces, '-'])) return false
    for (let to = from + 1; to <= Math.min(run.length, from + LONGEST[kind]); to++) {
      const piece = run.slice(from, to)
      if (!GRAMMAR[kind].test(piece) || (kind === 'amount' && !isAmount(piece, places, isGrouped))) continue
      if (!cut(to, [...pieces, piece])) return false
    }
    return true
  }
  return cut(0, []) && found.length <= MOST_SPLITS ? found : undefined
}

function isAmount(piece: string, places: number, isGrouped: boolean): boolean {
  return placesOf(piece) <= places && !(isGrouped && /^\d{4}/.test(piece))
}

/** How many decimals are printed. */
export function placesOf(text: string): number {
  return /\.(\d+)/.exec(text)?.[1]?.length ?? 0
}
