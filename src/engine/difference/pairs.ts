import { similarity } from '../reading/similarity.ts'

/** Rows of two tables that are the same row: positions in the first and the second. Never by position alone (domain.md X10). */
export type Pair = { readonly before: number; readonly after: number }

/** What identifies a row: rows of other groups are paired only when nothing nearer is left. */
export type Identity = { readonly name: string; readonly group: string }

/** Names less alike than this are different rows. */
const LEAST = 0.6

/** Equal names of one group first, then equal names, then the most alike of one group; each row at most once, in order of likeness. */
export function pairRows(before: readonly Identity[], after: readonly Identity[]): readonly Pair[] {
  const pairs: Pair[] = []
  const [used, taken] = [new Set<number>(), new Set<number>()]
  const join = (i: number, j: number) => {
    if (used.has(i) || taken.has(j)) return
    used.add(i)
    taken.add(j)
    pairs.push({ before: i, after: j })
  }
  const joinAll = (fits: (a: Identity, b: Identity) => boolean) => {
    for (const [i, a] of before.entries()) {
      if (used.has(i)) continue
      const j = after.findIndex((b, at) => !taken.has(at) && fits(a, b))
      if (j >= 0) join(i, j)
    }
  }
  joinAll((a, b) => a.name !== '' && a.name === b.name && a.group === b.group)
  joinAll((a, b) => a.name !== '' && a.name === b.name)

  const alike = before.flatMap((a, i) => {
    if (used.has(i)) return []
    return after.flatMap((b, j) => {
      if (taken.has(j) || a.group !== b.group) return []
      const likeness = similarity(a.name, b.name)
      return likeness >= LEAST ? [{ i, j, likeness }] : []
    })
  })
  for (const { i, j } of alike.sort((a, b) => b.likeness - a.likeness)) join(i, j)
  return pairs.sort((a, b) => a.before - b.before)
}
