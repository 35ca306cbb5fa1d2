import type { Reading } from '../form.ts'
import type { Source } from '../grid.ts'
import type { Marks } from './marks.ts'

/** What was done to a cell before its form was read. `doubtful` where it could have been done otherwise. */
export type Alteration = {
  readonly raw: string
  readonly how: string
  readonly status: 'repaired' | 'doubtful'
  readonly confidence: number
  readonly alternatives?: readonly string[]
}

/** By the very source object that the cell carries into its marks. */
export type Alterations = Map<Source, Alteration>

/** The marks of a form, told what was done to the cells that its values come from. */
export function noteAlterations(marks: Marks, altered: Alterations): void {
  if (altered.size === 0) return
  for (const [at, reading] of Object.entries(marks)) {
    const known = reading.source && altered.get(reading.source)
    if (known) marks[at] = merged(reading, known)
  }
}

function merged(reading: Reading, { raw, how, status, confidence, alternatives }: Alteration): Reading {
  const worst = reading.status === 'missing' || reading.status === 'doubtful' ? reading.status : status
  return {
    ...reading,
    status: worst,
    raw,
    how: [how, reading.how].filter(Boolean).join('；'),
    confidence: Math.min(reading.confidence ?? 1, confidence),
    ...(alternatives === undefined ? {} : { alternatives }),
  }
}
