import type { SheetCell } from '#documents'
import { confirmReading, type Form, readAt, typeInto } from '#engine'
import type { Block } from './clip.ts'
import { canonical, type Layout } from './layout.ts'
import { fieldsOfRow } from './moves.ts'
import { textOf } from './text-of.ts'

/** The form after a person typed `text` into a cell; labels take nothing. */
export function typeCell(form: Form, cell: SheetCell, text: string): Form {
  return cell.at === undefined || text === editableText(form, cell) ? form : typeInto(form, cell.at, text)
}

/**
 * What the editor starts with: the bare value, without the label or the separators that the paper prints. What was
 * typed but could not be read as a value is given back as it was typed.
 */
export function editableText(form: Form, cell: SheetCell): string {
  const { at } = cell
  if (at === undefined) return ''
  if (/\/level[12]$/.test(at)) return cell.text.replaceAll('\n', '')

  const text = textOf(readAt(form, at))
  return text === '' ? (unreadText(form, cell) ?? '') : text
}

/** The raw text of a cell whose value could not be had. */
export function unreadText(form: Form, cell: SheetCell): string | undefined {
  const reading = cell.at === undefined ? undefined : form.reading[cell.at]
  return reading?.status === 'missing' && reading.raw ? reading.raw : undefined
}

/** The form with every doubtful value of the cell confirmed by a person. */
export function confirmCell(form: Form, cell: SheetCell): Form {
  const { at } = cell
  if (at === undefined) return form

  return Object.entries(form.reading)
    .filter(([pointer, reading]) => reading.status === 'doubtful' && canonical(pointer) === canonical(at))
    .reduce((confirmed, [pointer]) => confirmReading(confirmed, pointer), form)
}

/** A block of texts put from a cell on, cell by cell to the right and row by row down. `null` leaves a cell as it is. */
export function pasteBlock(form: Form, layout: Layout, from: SheetCell, block: Block): Form {
  let pasted = form
  block.forEach((texts, down) => {
    const row = from.row + down
    // A cell merged from above takes its text once, in its first row.
    const fields = fieldsOfRow(layout, row).filter((cell) => cell.column >= from.column && cell.row === row)
    texts.forEach((text, right) => {
      const cell = fields[right]
      if (cell && text !== null) pasted = typeCell(pasted, cell, text)
    })
  })
  return pasted
}

/** Ctrl+D: each selected cell takes the value of the first selected one above it; one cell alone that of the cell above. */
export function fillDown(form: Form, cells: readonly SheetCell[], above: SheetCell | undefined): Form {
  const firsts = new Map<number, SheetCell>()
  if (above) firsts.set(above.column, above)
  let filled = form
  for (const cell of cells) {
    const first = firsts.get(cell.column)
    if (first) filled = typeCell(filled, cell, editableText(form, first))
    else firsts.set(cell.column, cell)
  }
  return filled
}
