import type { ClipboardEvent, KeyboardEvent } from 'react'
import type { SheetCell } from '#documents'
import { placeName } from '#engine'
import { copyBlock, readBlock } from '../check/clip.ts'
import { type Command, commandOf, type RowChange } from '../check/keys.ts'
import { canonical, keyOf } from '../check/layout.ts'
import { farthest, inOrder, neighbour, rowEnd } from '../check/moves.ts'
import { indicatorOf, insertIndicator, moveIndicator, removeIndicator } from '../check/rows.ts'
import { confirmCell, editableText, fillDown, pasteBlock, typeCell } from '../check/typing.ts'
import { paperTexts } from '../texts/paper.ts'
import type { Table } from './use-table.ts'

/** Keys and clipboard of the live editor. `leave` is called by Esc on a selected cell and by Tab at the end of the form. */
export function gridHandlers(table: Table, leave: () => void) {
  return {
    onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => {
      // An IME takes its own keys: composing must neither commit half a word nor move the cell.
      if (event.nativeEvent.isComposing || event.keyCode === 229) return
      const { key, shiftKey: shift, altKey: alt } = event
      const command = commandOf({ key, shift, alt, ctrl: event.ctrlKey || event.metaKey }, table.edit?.mode ?? 'select')
      if (command && run(table, command, leave) !== 'unused') event.preventDefault()
    },
    onCopy: (event: ClipboardEvent<HTMLTextAreaElement>) => {
      if (!table.edit) copy(table, event)
    },
    onCut: (event: ClipboardEvent<HTMLTextAreaElement>) => {
      if (table.edit) return
      copy(table, event)
      clear(table)
    },
    onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => {
      if (table.edit) return
      event.preventDefault()
      paste(table, event.clipboardData.getData('text/html'), event.clipboardData.getData('text/plain'))
    },
  }
}

function run(table: Table, command: Command, leave: () => void): 'unused' | undefined {
  const { active, layout } = table
  if (!active) return 'unused'

  switch (command.do) {
    case 'move': {
      const { direction, far, extend } = command
      return go(table, far ? farthest(layout, active, direction) : neighbour(layout, active, direction), extend)
    }
    case 'order': {
      const next = inOrder(layout, active, command.step)
      table.commit()
      if (!next) return 'unused'
      table.select(next)
      return undefined
    }
    case 'line':
      return go(table, neighbour(layout, active, command.step === 1 ? 'down' : 'up'), false)
    case 'rowEnd':
      return go(table, rowEnd(layout, active, command.end), false)
    case 'formEnd':
      return go(table, layout.fields.at(command.end === 'first' ? 0 : -1), false)
    case 'row':
      changeRow(table, command.what)
      return undefined
    default:
      return act(table, active, command.do, leave)
  }
}

/** Inserts below, removes or moves the indicator of the selected cell; the selection goes with it. */
export function changeRow(table: Table, what: RowChange): void {
  const at = indicatorOf(table.active)
  const form = table.doc.present
  const leaf =
    canonical(table.active?.at ?? '')
      .split('/')
      .at(-1) ?? 'name'
  if (at === undefined) return

  switch (what) {
    case 'insert':
      table.change(insertIndicator(form, at), paperTexts.insertBelow(at + 1))
      table.selectPointer(`/indicators/${at + 1}/name`)
      return
    case 'remove':
      table.change(removeIndicator(form, at), paperTexts.deleteRow(at + 1))
      table.selectPointer(`/indicators/${Math.min(at, form.indicators.length - 2)}/${leaf}`)
      return
    case 'up':
    case 'down': {
      const step = what === 'up' ? -1 : 1
      const moved = moveIndicator(form, at, step)
      table.change(moved, paperTexts.moveRow(at + 1))
      if (moved !== form) table.selectPointer(`/indicators/${at + step}/${leaf}`)
    }
  }
}

type Act = Exclude<Command['do'], 'row' | 'move' | 'order' | 'line' | 'rowEnd' | 'formEnd'>

function act(table: Table, active: SheetCell, what: Act, leave: () => void): 'unused' | undefined {
  switch (what) {
    case 'edit':
      table.beginEdit()
      return undefined
    case 'breakLine':
      if (table.edit) table.setEdit({ ...table.edit, text: `${table.edit.text}\n`, mode: 'inside' })
      return undefined
    case 'cancel':
      if (table.edit) table.setEdit(undefined)
      else leave()
      return undefined
    case 'clear':
      clear(table)
      return undefined
    case 'fillDown': {
      const above = table.picked.length === 1 ? neighbour(table.layout, active, 'up') : undefined
      table.change(fillDown(table.doc.present, table.picked, above), paperTexts.fillDown)
      return undefined
    }
    case 'selectAll':
      table.select(table.layout.fields.at(-1), table.layout.fields[0])
      return undefined
    case 'confirm':
      return confirm(table, active)
  }
}

function go(table: Table, to: SheetCell | undefined, extend: boolean): undefined {
  table.commit()
  if (to) table.select(to, extend ? 'keep' : undefined)
}

/** A space on a doubtful cell confirms it; on any other cell it is the first letter of a text. */
function confirm(table: Table, active: SheetCell): 'unused' | undefined {
  const confirmed = confirmCell(table.doc.present, active)
  if (confirmed === table.doc.present) return 'unused'
  table.change(confirmed, paperTexts.confirmPlace(placeName(confirmed, canonical(active.at ?? ''))))
  return undefined
}

function clear(table: Table): void {
  const cleared = table.picked.reduce((form, cell) => typeCell(form, cell, ''), table.doc.present)
  table.change(cleared, table.picked.length > 1 ? paperTexts.clearCells(table.picked.length) : paperTexts.clearCell)
}

function copy(table: Table, event: ClipboardEvent): void {
  const block = copyBlock(table.picked, (cell) => editableText(table.doc.present, cell))
  event.clipboardData.setData('text/plain', block.text)
  event.clipboardData.setData('text/html', block.html)
  event.preventDefault()
}

function paste(table: Table, html: string, text: string): void {
  const { active, layout, doc } = table
  const block = readBlock(html, text)
  const single = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined
  if (!active || block.length === 0) return

  // One value into a selection fills all of it, as in WPS and Excel.
  const pasted =
    typeof single === 'string'
      ? table.picked.reduce((form, cell) => typeCell(form, cell, single), doc.present)
      : pasteBlock(doc.present, layout, active, block)
  table.change(pasted, paperTexts.pasteAt(placeName(pasted, canonical(active.at ?? keyOf(active)))))
}
