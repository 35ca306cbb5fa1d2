import { halfWidth } from '../values/text.ts'

/** What opens almost every name and tells none from another. */
const OPENING =
  /^(?:(?:组织|开展|建设|制作|召开|完成|举办|举行|实施|推进|开设|新建|建成|打造|深入|积极|依托|计划|全年|年内|本年度?|年度)+(?!率))+/
/** What closes many. */
const CLOSING = /(?:工作|情况|数量|个数|次数|人数|场次)$/

/** The telling part of a name: no punctuation, no opening verbs, no closing 工作. Never empty for a name with letters. */
export function coreOf(name: string): string {
  const bare = halfWidth(name).replaceAll(/[^\p{Script=Han}A-Za-z]/gu, '')
  const opened = bare.replace(OPENING, '')
  const core = opened.replace(CLOSING, '')
  return core.length >= 2 ? core : opened.length >= 2 ? opened : bare
}

/** Distinct pairs of neighbouring characters. */
export function bigramsOf(text: string): ReadonlySet<string> {
  const pairs = new Set<string>()
  for (let i = 0; i + 1 < text.length; i++) pairs.add(text.slice(i, i + 2))
  return pairs
}

/** Shared pairs over the smaller set, as if no set had fewer than 3 pairs: one shared word proves nothing. */
export function overlapShare(shared: number, a: number, b: number): number {
  return shared / Math.max(3, Math.min(a, b))
}

/**
 * Which of many names share pairs with a text. A pair that stands in more than `MAX_LISTED` names tells nothing apart
 * and is left out, so that asking stays linear in the number of names.
 */
export type NameIndex = {
  readonly sizes: readonly number[]
  readonly holders: ReadonlyMap<string, readonly number[]>
}

const MAX_LISTED = 24

/** An index over the pairs of names, each already cut to its core; '' for a name that isn't to be found. */
export function indexNames(names: readonly string[]): NameIndex {
  const holders = new Map<string, number[]>()
  const sizes = names.map((name, i) => {
    const pairs = bigramsOf(name)
    for (const pair of pairs) {
      const rows = holders.get(pair)
      if (!rows) holders.set(pair, [i])
      else if (rows.length <= MAX_LISTED) rows.push(i)
    }
    return pairs.size
  })
  return { sizes, holders }
}

/** A name that resembles the asked text; `share` as in `overlapShare`. */
export type Match = { readonly row: number; readonly share: number }

/** Names that share at least `least` of their pairs with the text, best first, then in order. */
export function findNames(index: NameIndex, core: string, least: number): readonly Match[] {
  const pairs = bigramsOf(core)
  const shared = new Map<number, number>()
  for (const pair of pairs) {
    const rows = index.holders.get(pair) ?? []
    if (rows.length > MAX_LISTED) continue
    for (const row of rows) shared.set(row, (shared.get(row) ?? 0) + 1)
  }
  return [...shared]
    .map(([row, count]) => ({ row, share: overlapShare(count, pairs.size, index.sizes[row] ?? 0) }))
    .filter(({ share }) => share >= least)
    .sort((a, b) => b.share - a.share || a.row - b.row)
}
