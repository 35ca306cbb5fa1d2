import { editDistance } from './similarity.ts'

const UNKNOWN_CHARACTER = 1.2
const UNKNOWN_RUN = 1

type Step = { readonly cost: number; readonly from: number; readonly known: boolean }

/**
 * Names glued together without spaces, cut at the names known from other rows (up to 40 % misread); what fits no known
 * name becomes a piece of its own. Linear in the text, bounded by the number of names.
 */
export function cutGlued(text: string, names: readonly string[]): readonly string[] {
  const steps: Step[] = [{ cost: 0, from: 0, known: true }]
  for (let end = 1; end <= text.length; end++) steps.push(bestStep(text, end, steps, names))

  const pieces: string[] = []
  for (let end = text.length; end > 0; ) {
    const step = steps[end]
    if (!step) break
    let from = step.from
    while (!step.known && from > 0 && steps[from]?.known === false) from = steps[from]?.from ?? 0
    pieces.unshift(text.slice(from, end))
    end = from
  }
  return pieces
}

function bestStep(text: string, end: number, steps: readonly Step[], names: readonly string[]): Step {
  const before = steps[end - 1]
  let best: Step = {
    cost: (before?.cost ?? 0) + UNKNOWN_CHARACTER + (before?.known ? UNKNOWN_RUN : 0),
    from: end - 1,
    known: false,
  }
  for (const name of names) {
    for (let length = Math.max(2, name.length - 1); length <= name.length + 1 && length <= end; length++) {
      const from = end - length
      const limit = Math.floor(name.length * 0.4)
      const base = steps[from]?.cost ?? Number.POSITIVE_INFINITY
      if (base >= best.cost || !mayMatch(text, from, end, name)) continue
      const distance = editDistance(text.slice(from, end), name, limit)
      if (distance <= limit && base + distance < best.cost) best = { cost: base + distance, from, known: true }
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
