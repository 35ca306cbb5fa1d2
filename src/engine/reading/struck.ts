import type { Reading } from '../form.ts'
import type { Cell } from '../grid.ts'
import type { Alteration } from './alterations.ts'

const LONGEST_SHOWN = 40

/** Beside struck-out text whatever is left is asked about: whether the line means what it crosses, only a person knows. */
export function struckDoubt({ text, struck = '' }: Cell): Alteration {
  return { raw: `${struck}（划掉）${text}`, how: howOf(struck), status: 'doubtful', confidence: 0.5 }
}

/** What is read of a cell in which all text is struck out: nothing, and what stood there. */
export function struckReading({ struck = '', source }: Cell): Reading {
  return { status: 'missing', raw: struck, how: howOf(struck), source }
}

function howOf(struck: string): string {
  return `这一格里有划掉的“${struck.slice(0, LONGEST_SHOWN)}”，没有读入`
}
