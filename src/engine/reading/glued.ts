import { editDistance } from './similarity.ts'

const UNKNOWN_CHARACTER = 1.2
const UNKNOWN_RUN = 1
const SHORTEST_NAME = 4
/** Dearer than an unknown character, or a known name would swallow the first character of a new one behind it. */
const MISREAD_CHARACTER = 1.3

type Step = { readonly cost: number; readonly from: number; readonly before: State }
/** Whether a place in the text ends a known name or stands inside an unknown run: both are kept, the cheaper end wins. */
type State = 'known' | 'unknown'
type Steps = Readonly<Record<State, Step>>

const NEVER: Step = { cost: Number.POSITIVE_INFINITY, from: 0, before: 'known' }

/**
 * Names glued together without spaces, cut at the names known from other rows (up to 40 % misread); what fits no known
 * name becomes a piece of its own. Linear in the text, bounded by the number of names.
 */
export function cutGlued(text: string, names: readonly string[]): readonly string[] {
  const steps: Steps[] = [{ known: { cost: 0, from: 0, before: 'known' }, unknown: NEVER }]
  for (let end = 1; end <= text.length; end++) {
    steps.push({ known: bestKnown(text, end, steps, names), unknown: bestUnknown(end, steps) })
  }
  const pieces: string[] = []
  let state = cheaper(steps[text.length])
  for (let end = text.length; end > 0; ) {
    const step = steps[end]?.[state] ?? NEVER
    // Too short for a name of its own: the end of the name before it.
    const tail =
      state === 'unknown' && end - step.from < SHORTEST_NAME && step.from > 0 ? text.slice(step.from, end) : ''
    const name = tail === '' ? step : (steps[step.from]?.[step.before] ?? NEVER)
    pieces.unshift(text.slice(name.from, end))
    end = name.from
    state = name.before
  }
  return pieces
}

function cheaper(steps: Steps | undefined): State {
  return (steps?.unknown.cost ?? 0) < (steps?.known.cost ?? 0) ? 'unknown' : 'known'
}

/** An unknown run keeps the place where it began, so that it comes out as one piece. */
function bestUnknown(end: number, steps: readonly Steps[]): Step {
  const before = steps[end - 1]
  const opened: Step = {
    cost: (before?.known.cost ?? 0) + UNKNOWN_CHARACTER + UNKNOWN_RUN,
    from: end - 1,
    before: 'known',
  }
  const grown: Step = { ...(before?.unknown ?? NEVER), cost: (before?.unknown.cost ?? 0) + UNKNOWN_CHARACTER }
  return grown.cost < opened.cost ? grown : opened
}

function bestKnown(text: string, end: number, steps: readonly Steps[], names: readonly string[]): Step {
  let best = NEVER
  for (const name of names) {
    for (let length = Math.max(2, name.length - 1); length <= name.length + 1 && length <= end; length++) {
      const from = end - length
      const limit = Math.floor(name.length * 0.4)
      const before = cheaper(steps[from])
      const base = steps[from]?.[before].cost ?? Number.POSITIVE_INFINITY
      if (base >= best.cost || !mayMatch(text, from, end, name)) continue
      const distance = editDistance(text.slice(from, end), name, limit)
      const cost = base + distance * MISREAD_CHARACTER
      if (distance <= limit && cost < best.cost) best = { cost, from, before }
    }
  }
  return best
}

/** Cheap look before measuring: the ends of piece and name must share a character. */
function mayMatch(text: string, from: number, end: number, name: string): boolean {
  return (
    text[from] === name[0] ||
    text[from + 1] === name[1] ||
    text[end - 1] === name[name.length - 1] ||
    text[end - 2] === name[name.length - 2]
  )
}
