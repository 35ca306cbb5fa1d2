import type { Reading } from '../form.ts'
import type { Item, Vote } from '../reading/items.ts'
import { isFullValue } from '../reading/tokens.ts'
import { joinValue, joinWrapped } from '../reading/wrapped.ts'
import { parseTarget } from '../values/value.ts'

/** A field as decided by the votes; `text` null when nothing was read. */
export type Resolved = { readonly text: string | null; readonly reading: Reading }

const SURE = 0.8
const LEAST_WEIGHT = 0.25

/** The name read most often; among equals the one whose character pairs occur most elsewhere in the document. */
export function resolveName(item: Item, support: (name: string) => number): Resolved {
  const tally = new Map<string, number>()
  for (const vote of item.names) tally.set(vote.text, (tally.get(vote.text) ?? 0) + 1)
  const ranked = [...tally].sort(([a, m], [b, n]) => n - m || support(b) - support(a))
  const [best] = ranked[0] ?? ['']
  const place = item.names.find((vote) => vote.text === best)?.row.source.name
  const source = place ? { source: place } : {}
  if (item.alone) {
    const raw = item.rows[0]?.text.name ?? ''
    const text = joinWrapped(raw)
    const changed = text !== raw.trim()
    return {
      text,
      reading: changed
        ? { status: 'repaired', raw, how: '去掉换行留下的空格', confidence: 0.95, ...source }
        : { status: 'literal', ...source },
    }
  }
  const others = ranked.slice(1).map(([text]) => text)
  const how = others.length === 0 ? '几行挤在一格或逐行累积，拆开后各处一致' : '几处读法不同，取出现最多、与全文相符的'
  return {
    text: best,
    reading: {
      status: 'repaired',
      raw: others[0] ?? best,
      how,
      confidence: others.length === 0 ? 0.95 : 0.85,
      ...source,
      ...(others.length > 0 ? { alternatives: others } : {}),
    },
  }
}

/** A list of votes for a value or number: the heaviest text, doubtful when others come close or all votes are weak. */
export function resolveVotes(
  item: Item,
  votes: readonly Vote[],
  winner: string | null,
  field: 'target' | 'actual' | 'weight' | 'score',
): Resolved {
  const weighed = votes.map((vote) => ({
    ...vote,
    text: pick(vote.text, field, item),
    weight: vote.weight * trustIn(vote, item, winner),
  }))
  const tally = new Map<string, number>()
  for (const { text, weight } of weighed) tally.set(text, (tally.get(text) ?? 0) + weight)
  const ranked = [...tally].sort(([, m], [, n]) => n - m)
  const [best, weight] = ranked[0] ?? [null, 0]
  if (best === null || best === '') return { text: null, reading: { status: 'missing', how: '这一格没有读到内容' } }

  const first = votes.find((vote) => pick(vote.text, field, item) === best)
  const place = first?.row.source[field]
  const base = { raw: first?.text ?? best, ...(place ? { source: place } : {}) }
  const total = weighed.reduce((sum, vote) => sum + vote.weight, 0)
  if (weight / total < SURE || weight < LEAST_WEIGHT) {
    const alternatives = ranked.slice(1).map(([text]) => text)
    const how =
      alternatives.length > 0
        ? `几处读法不同：${ranked.map(([text]) => text).join('、')}`
        : '只在位置不可靠的一列数里读到'
    return { text: best, reading: { ...base, status: 'doubtful', how, confidence: 0.5, alternatives } }
  }
  if (!item.alone)
    return {
      text: best,
      reading: { ...base, status: 'repaired', how: '几行挤在一格或逐行累积，按次序拆开', confidence: 0.9 },
    }
  return aloneReading(best, base, first)
}

function aloneReading(text: string, base: { readonly raw: string }, vote: Vote | undefined): Resolved {
  if (text === base.raw.trim()) return { text, reading: { ...base, status: 'literal' } }
  const doubled = (vote?.text.trim().split(/\s+/).length ?? 1) > 1 && vote?.text.trim().split(/\s+/).every(isFullValue)
  if (!doubled) return { text, reading: { ...base, status: 'repaired', how: '去掉多余的空格', confidence: 0.95 } }
  const values = new Set(vote?.text.trim().split(/\s+/))
  return values.size === 1
    ? { text, reading: { ...base, status: 'repaired', how: '这一格连着相邻一行的同一个值，取一个', confidence: 0.9 } }
    : {
        text,
        reading: {
          ...base,
          status: 'doubtful',
          how: '这一格里有两个值，不能断定是哪一个',
          confidence: 0.5,
          alternatives: [...values].filter((one) => one !== text),
        },
      }
}

/** A single cell that holds the neighbour's value too: take the last one whose unit the row's other value shares. */
function pick(text: string, field: 'target' | 'actual' | 'weight' | 'score', item: Item): string {
  const tokens = text.trim().split(/\s+/)
  if (field === 'weight' || field === 'score' || tokens.length < 2 || !tokens.every(isFullValue)) return joinValue(text)
  const other = field === 'target' ? item.actuals[0] : item.targets[0]
  const unit = other ? parseTarget(joinValue(other.text)).unit : undefined
  return tokens.findLast((token) => parseTarget(token).unit === unit) ?? tokens.at(-1) ?? ''
}

/** A row whose own reading of the name lost against a better one is a bad reading of its numbers as well. */
function trustIn(vote: Vote, item: Item, winner: string | null): number {
  const own = item.names.find((name) => name.row === vote.row)
  return winner === null || !own || own.text === winner || item.alone
    ? 1
    : vote.row === own.row && item.names.length > 1
      ? distrust(own.text, winner)
      : 1
}

function distrust(own: string, winner: string): number {
  const wrong = [...own].filter((character, i) => character !== winner[i]).length
  return own.length === winner.length && wrong <= 1 ? 1 : 0.2
}
