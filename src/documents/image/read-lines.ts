import type { Crop } from './crop.ts'
import type { Limit } from './limit.ts'
import { LINE_HEIGHT, type Recogniser } from './recogniser.ts'
import { turns } from './turns.ts'

/** One character as the model reads it: how sure it is, and what it would read next best ('' for nothing). */
export type Sign = {
  readonly text: string
  readonly share: number
  readonly next: string
  readonly nextShare: number
  /** Its middle, in pixels of the crop. */
  readonly at: number
}

/** A line read: its signs, and the least sureness of anything in it, from 0 to 1. */
export type ReadLine = { readonly signs: readonly Sign[]; readonly confidence: number }

/** The limit for a file is over; what was read of the page is not used. */
export class TimeIsUp extends Error {}

/** Crops handed to the engine ahead of its work: enough for all its threads, few enough to stop soon. */
const AT_ONCE = 8

/** Reads crops one after the other; crops that are alike to the pixel are read once. Throws TimeIsUp once the limit is over. */
export function lineReader({ run, characters }: Recogniser, limit: Limit): (crop: Crop) => Promise<ReadLine> {
  const known = new Map<string, Promise<ReadLine>>()
  const inTurn = turns(AT_ONCE)
  const readNow = async (crop: Crop): Promise<ReadLine> => {
    if (limit.isOver()) throw new TimeIsUp('the file has too much to recognise')
    limit.spend(crop.width)
    const { data, steps, classes } = await run(tensorOf(crop), 1, crop.width)
    const line = decoded(data, steps, classes, characters)
    return hasUnreadInk(crop, line.signs) ? { ...line, confidence: Math.min(line.confidence, UNREAD) } : line
  }
  return (crop) => {
    const key = keyOf(crop)
    const before = known.get(key)
    if (before) return before
    const reading = inTurn(() => readNow(crop))
    known.set(key, reading)
    return reading
  }
}

/** Two hashes over the pixels: alike crops of a clean print are read once. */
function keyOf({ width, grey }: Crop): string {
  let [a, b] = [0x811c9dc5, 5381]
  for (let i = 0; i < grey.length; i++) {
    const value = grey[i] ?? 0
    a = Math.imul(a ^ value, 0x01000193)
    b = (Math.imul(b, 33) + value) | 0
  }
  return `${width}:${a >>> 0}:${b >>> 0}`
}

function tensorOf({ width, grey }: Crop): Float32Array {
  const plane = width * LINE_HEIGHT
  const tensor = new Float32Array(3 * plane)
  for (let i = 0; i < plane; i++) tensor[i] = (grey[i] ?? 0) / 127.5 - 1
  tensor.copyWithin(plane, 0, plane)
  tensor.copyWithin(2 * plane, 0, plane)
  return tensor
}

type Step = { readonly best: number; readonly share: number; readonly next: number; readonly nextShare: number }

function stepOf(data: Float32Array, start: number, classes: number): Step {
  let [best, share, next, nextShare] = [0, -1, 0, -1]
  for (let k = 0; k < classes; k++) {
    const value = data[start + k] ?? 0
    if (value > share) {
      next = best
      nextShare = share
      best = k
      share = value
    } else if (value > nextShare) {
      next = k
      nextShare = value
    }
  }
  return { best, share, next, nextShare: Math.max(0, nextShare) }
}

/** Greedy CTC: like steps in a row are one sign, steps of class 0 part them. A sign nearly seen between two others lowers the confidence. */
function decoded(data: Float32Array, steps: number, classes: number, characters: readonly string[]): ReadLine {
  const all = Array.from({ length: steps }, (_, t) => stepOf(data, t * classes, classes))
  const signs: Sign[] = []
  let confidence = 1
  for (let t = 0; t < steps; ) {
    const first = all[t] as Step
    let end = t + 1
    while (end < steps && all[end]?.best === first.best) end++
    if (first.best === 0) {
      for (let k = t; k < end; k++) confidence = Math.min(confidence, 1 - missedShare(all, k))
    } else {
      const peak = all.slice(t, end).reduce((most, step) => (step.share > most.share ? step : most))
      const sign = weighed(characters[peak.best] ?? '', peak.share, characters[peak.next] ?? '', peak.nextShare)
      signs.push({ ...sign, at: ((t + end) / 2) * STRIDE })
      confidence = Math.min(confidence, sign.share)
    }
    t = end
  }
  return { signs, confidence }
}

/** Pixels of a crop to a step of the model. */
const STRIDE = 8
/** On these forms a bound is nearly always met by equality: the bar below is thin and easily lost. */
const TWINS: Readonly<Record<string, string>> = { '>': '≥', '<': '≤', '＞': '≥', '＜': '≤', '⩾': '≥', '⩽': '≤' }
const TWIN_ODDS = 20

/** Two signs weighed with what the forms print: ≥ and ≤ are far more frequent than > and <. */
function weighed(text: string, share: number, next: string, nextShare: number): Omit<Sign, 'at'> {
  const isTwin = TWINS[text] === next || TWINS[next] === text
  if (!isTwin || next === '') return { text, share, next, nextShare }
  const isBarred = TWINS[next] === text
  const [barred, plain] = isBarred ? [share * TWIN_ODDS, nextShare] : [nextShare * TWIN_ODDS, share]
  const sure = Math.max(barred, plain) / (barred + plain)
  return barred >= plain === isBarred
    ? { text, share: sure, next, nextShare: 1 - sure }
    : { text: next, share: sure, next: text, nextShare: 1 - sure }
}

/** How likely a step read as nothing holds a sign of its own, not the spill of a neighbour. */
function missedShare(all: readonly Step[], at: number): number {
  const { next, nextShare } = all[at] as Step
  if (next === all[at - 1]?.best || next === all[at + 1]?.best) return 0
  return nextShare
}

/** A line with ink that no sign accounts for has lost one. */
const UNREAD = 0.45
const DARK = 140
/** How far from its middle a sign reaches, in pixels of the crop; the model sets middles to within a step or two. */
const [WIDE_REACH, NARROW_REACH] = [34, 26]
/** Columns of ink in a row that make a sign of their own: the thinnest, 1, has four. */
const LEAST_RUN = 5

function hasUnreadInk({ width, grey }: Crop, signs: readonly Sign[]): boolean {
  if (signs.length === 0) return false
  const isCovered = new Uint8Array(width)
  for (const { at, text } of signs) {
    const reach = WIDE.test(text) ? WIDE_REACH : NARROW_REACH
    isCovered.fill(1, Math.max(0, Math.ceil(at - reach)), Math.max(0, Math.floor(at + reach) + 1))
  }
  let run = 0
  for (let x = 0; x < width; x++) {
    let isInk = false
    for (let y = 8; y < LINE_HEIGHT - 6 && isCovered[x] === 0 && !isInk; y++)
      isInk = (grey[y * width + x] ?? 255) < DARK
    run = isInk ? run + 1 : 0
    if (run >= LEAST_RUN) return true
  }
  return false
}

const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u
