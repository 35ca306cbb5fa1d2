import { halfWidth } from '../values/text.ts'
import { remembered } from './remembered.ts'

/** What opens almost every name and tells none from another. */
const OPENING =
  /^(?:(?:组织|开展|建设|制作|召开|完成|举办|举行|实施|推进|开设|新建|建成|打造|深入|积极|依托|计划|全年|年内|本年度?|年度)+(?!率))+/
/** What closes many. */
const CLOSING = /(?:工作|情况|数量|场次|人次|[个次人条套天页座册期户台场件项份]数)$/

/** The telling part of a name: no punctuation, no opening verbs, no closing 工作. Never empty for a name with letters. */
export const coreOf: (name: string) => string = remembered(cutToCore, 8_000)

function cutToCore(name: string): string {
  const bare = halfWidth(name).replaceAll(/[^\p{Script=Han}A-Za-z]/gu, '')
  const opened = bare.replace(OPENING, '')
  const core = opened.replace(CLOSING, '')
  return core.length >= 2 ? core : opened.length >= 2 ? opened : bare
}

/** Distinct pairs of neighbouring characters. */
export const bigramsOf: (text: string) => ReadonlySet<string> = remembered(pairsIn, 8_000)

function pairsIn(text: string): ReadonlySet<string> {
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
 * and is left out, so that asking stays linear in the number of names. `counts` is working space, all 0 between asks.
 */
export type NameIndex = {
  readonly sizes: readonly number[]
  readonly holders: ReadonlyMap<string, readonly number[]>
  readonly counts: Uint16Array
}

const MAX_LISTED = 16

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
  return { sizes, holders, counts: new Uint16Array(names.length) }
}

/** A name that resembles the asked text; `share` as in `overlapShare`. */
export type Match = { readonly row: number; readonly share: number }

/** Names that share at least `least` of their pairs with the text, best first, then in order. */
export function findNames(index: NameIndex, core: string, least: number): readonly Match[] {
  const { counts, sizes } = index
  const pairs = bigramsOf(core)
  const touched: number[] = []
  for (const pair of pairs) {
    const rows = index.holders.get(pair)
    if (!rows || rows.length > MAX_LISTED) continue
    for (const row of rows) {
      const count = counts[row] ?? 0
      if (count === 0) touched.push(row)
      counts[row] = count + 1
    }
  }
  const matches: Match[] = []
  for (const row of touched) {
    const share = overlapShare(counts[row] ?? 0, pairs.size, sizes[row] ?? 0)
    counts[row] = 0
    if (share >= least) matches.push({ row, share })
  }
  return matches.sort((a, b) => b.share - a.share || a.row - b.row)
}
