import { type Dress, dressed, lookOf, PLAIN, type RunLook, styleNamed } from './run-look.ts'
import { type Stretch, stretchAt } from './text.ts'

/** Tells how the character at a place of the file looks: by its run's own properties, the character style that names, and the style of its paragraph. */
export function looksOfRuns(
  runs: readonly Stretch[],
  paragraphs: readonly Stretch[],
  styles: ReadonlyMap<number, Dress>,
): (place: number) => RunLook | undefined {
  if (styles.size === 0) {
    const looks = runs.flatMap((run) => {
      const look = lookOf(dressed(run.grpprl, PLAIN))
      return look === undefined ? [] : [{ ...run, look }]
    })
    return (place) => stretchAt(looks, place)?.look
  }
  const known = new Map<Stretch, Map<number, RunLook | undefined>>()
  return (place) => {
    const around = stretchAt(paragraphs, place)?.style ?? 0
    const run = stretchAt(runs, place)
    if (!run) return lookOf(styles.get(around) ?? PLAIN)
    const looks = known.get(run) ?? new Map<number, RunLook | undefined>()
    known.set(run, looks)
    if (!looks.has(around)) looks.set(around, lookIn(run, around, styles))
    return looks.get(around)
  }
}

function lookIn(run: Stretch, around: number, styles: ReadonlyMap<number, Dress>): RunLook | undefined {
  const own = styleNamed(run.grpprl)
  const style = (own === undefined ? undefined : styles.get(own)) ?? styles.get(around) ?? PLAIN
  return lookOf(dressed(run.grpprl, style))
}
