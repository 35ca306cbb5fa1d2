import { analysisTexts } from '../../texts/analysis.ts'
import { sha256 } from './sha256.ts'
import { sm3 } from './sm3.ts'

// Knows the public format only (docs: `jiheng verify-log`): the chain is computed again from the exported text, with this page's own code.
// hash = H(previous hash, then each field as JSON, joined by line breaks).

/** Where a log is wrong. `unit` and `seq` are those that the entry names; null: it is no entry of a unit. */
export type LogFault = {
  readonly line: number
  readonly unit: number | null
  readonly seq: number | null
  readonly why: string
}

export type LogState = {
  readonly entries: number
  readonly anchors: number
  readonly faults: number
  /** The first one in the order of the file. */
  readonly firstFault: LogFault | undefined
}

type Line = Readonly<Record<string, unknown>>
type Anchor = { readonly root: string; readonly day: string }

const NOTHING = '0'.repeat(64)
const ENTRY_FIELDS = ['region', 'unit', 'seq', 'at', 'actor', 'action', 'subject', 'payload'] as const
const ANCHOR_FIELDS = ['region', 'day', 'heads'] as const
const utf8 = new TextEncoder()

/** Checks lines of an export one after another. Memory grows with the number of entries (a hash each), so that daily anchors can be looked up. */
export class LogCheck {
  readonly #tails = new Map<string, { readonly seq: number; readonly hash: string }>()
  readonly #hashes = new Map<string, string>()
  #anchor: Anchor = { root: NOTHING, day: '' }
  #region: unknown
  #line = 0
  #entries = 0
  #anchors = 0
  #faults = 0
  #firstFault: LogFault | undefined

  get state(): LogState {
    return {
      entries: this.#entries,
      anchors: this.#anchors,
      faults: this.#faults,
      firstFault: this.#firstFault,
    }
  }

  take(text: string): void {
    this.#line++
    if (this.#line > 1 && text.trim() === '') return
    const line = parsed(text)
    if (this.#line === 1) {
      this.#region = line?.region
      if (line?.log !== 'jiheng/log.v1') this.#wrong({}, analysisTexts.notALog)
    } else if (!line) this.#wrong({}, analysisTexts.notJson)
    else if (line.region !== this.#region) this.#wrong(line, analysisTexts.otherRegion)
    else if ('seq' in line) this.#entry(line)
    else this.#day(line)
  }

  /** After the last line: an export without its first line is none. */
  end(): LogState {
    if (this.#line === 0) this.#wrong({}, analysisTexts.emptyLog)
    return this.state
  }

  #entry(line: Line): void {
    this.#entries++
    const chain = `${line.region}/${line.unit}`
    const before = this.#tails.get(chain) ?? { seq: 0, hash: NOTHING }
    const seq = Number(line.seq)
    const hash = String(line.hash)
    this.#tails.set(chain, { seq, hash })
    this.#hashes.set(`${chain}/${seq}`, hash)
    if (seq !== before.seq + 1) this.#wrong(line, analysisTexts.gapBefore(before.seq))
    if (digest(line, ENTRY_FIELDS) !== hash) this.#wrong(line, analysisTexts.wrongDigest)
    else if (line.prev !== before.hash && seq === before.seq + 1) this.#wrong(line, analysisTexts.wrongChain)
  }

  /** An anchor holds the last entry of each unit on that day: what was cut off or written anew since does not fit it. */
  #day(line: Line): void {
    this.#anchors++
    const last = this.#anchor
    this.#anchor = { root: String(line.root), day: String(line.day) }
    if (digest(line, ANCHOR_FIELDS) !== line.root) this.#wrong({}, analysisTexts.anchorDigest(String(line.day)))
    else if (line.prev !== last.root) this.#wrong({}, analysisTexts.anchorChain(String(line.day)))
    else if (String(line.day) <= last.day) this.#wrong({}, analysisTexts.anchorOrder(String(line.day)))
    const heads = parsedList(line.heads)
    if (!heads) this.#wrong({}, analysisTexts.anchorUnreadable(String(line.day)))
    for (const [unit, seq, hash] of heads ?? []) {
      const there = this.#hashes.get(`${line.region}/${unit}/${seq}`)
      if (there === hash) continue
      const fault = there === undefined ? analysisTexts.cutOff : analysisTexts.replaced
      this.#wrong({ unit, seq }, analysisTexts.anchorHas(String(line.day), fault))
    }
  }

  #wrong({ unit, seq }: Line, why: string): void {
    this.#faults++
    this.#firstFault ??= { line: this.#line, unit: numberOr(unit), seq: numberOr(seq), why }
  }
}

function digest(line: Line, fields: readonly string[]): string | undefined {
  const text = [String(line.prev), ...fields.map((field) => JSON.stringify(line[field]))].join('\n')
  switch (line.algorithm) {
    case 'sm3':
      return sm3(utf8.encode(text))
    case 'sha256':
      return sha256(utf8.encode(text))
    default:
      return undefined
  }
}

function numberOr(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function parsed(text: string): Line | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Line) : undefined
  } catch {
    // What is no JSON any more was changed: the caller says so.
    return undefined
  }
}

function parsedList(text: unknown): readonly (readonly [unit: number, seq: number, hash: string])[] | undefined {
  const value = typeof text === 'string' ? (parsed(text) as unknown) : undefined
  return Array.isArray(value) && value.every((one) => Array.isArray(one) && one.length === 3) ? value : undefined
}
