import { cutGlued } from './glued.ts'
import { similarity } from './similarity.ts'
import { isIllegible, type LooseRow, type RowTokens, tokensOf } from './tokens.ts'

/** One vote for a field of an item: what was read, in which row, and how far the place in the list can be trusted. */
export type Vote = { readonly text: string; readonly row: LooseRow; readonly weight: number }

/** One table row as gathered from all text rows that repeat it. */
export type Item = {
  readonly names: Vote[]
  readonly targets: Vote[]
  readonly actuals: Vote[]
  readonly weights: Vote[]
  readonly scores: Vote[]
  readonly rows: LooseRow[]
  /** Seen in exactly one row that held nothing else. */
  alone: boolean
}

export type Gathered = {
  readonly items: readonly Item[]
  readonly ghosts: readonly LooseRow[]
  readonly isDamaged: boolean
}

const SAME_NAME = 0.6
const LOOK_BACK = 60
/** What is longer is no name but a run of noise: looking for it everywhere takes the square of its length. */
const LONGEST_NAME = 80

/**
 * Table rows out of text rows: rows fused in one cell are split, rows that repeat everything before them are folded into
 * one list (each repetition votes), illegible ghosts are set aside.
 */
export function gatherItems(rows: readonly LooseRow[]): Gathered {
  const ghosts = rows.filter(isIllegible)
  const tokens = rows.filter((row) => !isIllegible(row)).map(tokensOf)
  const isDamaged = ghosts.length > 0 || tokens.some((one) => one.count > 1)
  const dictionary = [...new Set(tokens.flatMap((one) => one.names ?? []).map(plainName))].filter(
    (name) => name.length >= 2 && name.length <= LONGEST_NAME,
  )
  const items: Item[] = []
  /** Votes for places behind the last known item wait here until the item appears. */
  const early: { index: number; field: 'targets' | 'actuals' | 'weights' | 'scores'; vote: Vote }[] = []

  for (const [i, one] of tokens.entries()) {
    const names = (one.names ?? cutGlued(plainName(one.row.text.name), dictionary)).map(plainName)
    if (one.names === null)
      dictionary.push(
        ...names.filter((name) => !dictionary.includes(name) && name.length >= 4 && name.length <= LONGEST_NAME),
      )
    const nearMulti = one.count > 1 || (tokens[i - 1]?.count ?? 1) > 1
    const start = nearMulti ? startOf(items, names, one) : items.length
    place(items, names, one, start)
    voteAll(items, one, start, names.length, early)
  }
  for (const { index, field, vote } of early) items[index]?.[field].push(vote)
  return { items, ghosts, isDamaged }
}

/** A name as compared: no spaces. */
export function plainName(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

/** Where in the list this row's first name stands already; the end of the list when it is new. The longest agreement wins. */
function startOf(items: readonly Item[], names: readonly string[], row: RowTokens): number {
  let best = items.length
  let most = 0
  for (let start = items.length - 1; start >= Math.max(0, items.length - LOOK_BACK); start--) {
    if (row.count === 1 && start < items.length - 1) break
    if (likeness(items[start], names[0] ?? '') < SAME_NAME) continue
    const overlap = names.slice(0, items.length - start).map((name, i) => likeness(items[start + i], name))
    const same = overlap.filter((share) => share >= SAME_NAME)
    const agreement = same.reduce((sum, share) => sum + share, 0)
    if (same.length < overlap.length * 0.7 || agreement <= most) continue
    best = start
    most = agreement
  }
  return best
}

function likeness(item: Item | undefined, name: string): number {
  const seen = new Set(item?.names.map((vote) => vote.text))
  return seen.has(name) ? 1 : Math.max(0, ...[...seen].map((text) => similarity(text, name)))
}

function place(items: Item[], names: readonly string[], { row, count }: RowTokens, start: number): void {
  for (const [i, name] of names.entries()) {
    const known = items[start + i]
    if (known) {
      known.names.push({ text: name, row, weight: 1 })
      known.rows.push(row)
      known.alone = false
    } else {
      const names = [{ text: name, row, weight: 1 }]
      items.push({ names, targets: [], actuals: [], weights: [], scores: [], rows: [row], alone: count === 1 })
    }
  }
}

function voteAll(
  items: readonly Item[],
  one: RowTokens,
  start: number,
  count: number,
  early: { index: number; field: 'targets' | 'actuals' | 'weights' | 'scores'; vote: Vote }[],
): void {
  const lists = { targets: one.targets, actuals: one.actuals, weights: one.weights, scores: one.scores }
  const agree = [one.targets.length, one.actuals.length].filter((length) => length === count).length
  for (const field of ['targets', 'actuals', 'weights', 'scores'] as const) {
    const list = lists[field]
    const votes =
      one.count === 1 && count === 1
        ? singleVotes(field, one)
        : field === 'targets' || field === 'actuals'
          ? valueVotes(list, count)
          : numberVotes(list, count, agree > 0 ? 1 : 0.2)
    for (const { offset, text, weight } of votes) {
      const vote = { text, row: one.row, weight }
      const item = items[start + offset]
      if (item) item[field].push(vote)
      else early.push({ index: start + offset, field, vote })
    }
  }
}

type Placed = { readonly offset: number; readonly text: string; readonly weight: number }

/** A row of its own: the whole cell is the value, unless it holds the value of the row before as well. */
function singleVotes(field: 'targets' | 'actuals' | 'weights' | 'scores', one: RowTokens): readonly Placed[] {
  const { text } = one.row
  const whole = { targets: text.target, actuals: text.actual, weights: text.weight, scores: text.score }[field]
  return whole.trim() === '' ? [] : [{ offset: 0, text: whole, weight: 1 }]
}

/** Lists of targets and actuals lose their tail, never their head. */
function valueVotes(list: readonly string[], count: number): readonly Placed[] {
  const weight = list.length === count ? 1 : 0.5
  return list.map((text, offset) => ({ offset, text, weight }))
}

/** Lists of weights and scores grow stray repetitions: slightly long ones are aligned at their end, very long ones at their start. */
function numberVotes(list: readonly string[], count: number, trust: number): readonly Placed[] {
  if (list.length === count) return list.map((text, offset) => ({ offset, text, weight: 1 }))
  const atStart = list.slice(0, count).map((text, offset) => ({ offset, text, weight: 0.15 }))
  if (list.length > count * 1.35 + 1) return atStart
  if (list.length > count) {
    return list.slice(-count).map((text, offset) => ({ offset, text, weight: 0.5 * trust }))
  }
  const shift = count - list.length
  return [0, shift].flatMap((by) => list.map((text, offset) => ({ offset: offset + by, text, weight: 0.3 * trust })))
}
