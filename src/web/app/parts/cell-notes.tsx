import { canonical } from '../../check/layout.ts'
import type { Table } from '../../pages/use-table.ts'
import type { ServerForm } from '../use-server-form.ts'
import { CellHistory } from './cell-history.tsx'
import { Comments } from './comments.tsx'
import { Evidence } from './evidence.tsx'
import { Projects } from './projects.tsx'
import { Reviews } from './reviews.tsx'

export type NotesProps = {
  readonly region: number
  readonly base: ServerForm
  readonly table: Table
  readonly isEditable: boolean
}

/** Below the facts of a cell: what others said of it and what proves it; without a selected cell, of the whole form. */
export function CellNotes(props: NotesProps) {
  return (
    <>
      <CellHistory {...props} />
      <Comments {...props} />
      <Evidence {...props} />
      <Reviews {...props} />
      <Projects {...props} />
    </>
  )
}

/** The pointer of the selected cell; empty: the form as a whole. */
export function placeOf({ active }: Table): string {
  return active?.at === undefined ? '' : canonical(active.at)
}
