import type { SheetCell } from './sheet.ts'

/** How a cell is set, in xlsx and HTML alike. */
export type CellLook = {
  readonly align: 'left' | 'center' | 'right'
  readonly font: 'title' | 'label' | 'body'
  readonly bordered: boolean
  /** Prose laid over several rows may go over a page: it starts at the top. */
  readonly vertical: 'center' | 'top'
}

const AMOUNT = /\/(?:initialBudget|annualBudget|execution)$/
const CENTRED = /\/(?:target|initialTarget|actual)\/text$|\/source$|^\/(?:department|unit|project|grade|fiscalYear)$/

/** Amounts to the right, prose to the left, short values and headings in the middle. */
export function lookOf({ role, at = '', rowSpan, borderless = false }: SheetCell): CellLook {
  const font = role === 'title' ? 'title' : role === 'label' ? 'label' : 'body'
  if (borderless)
    return { align: role === 'title' || role === 'note' ? 'center' : 'left', font, bordered: false, vertical: 'center' }
  if (role === 'number')
    return { align: AMOUNT.test(at) ? 'right' : 'center', font, bordered: true, vertical: 'center' }
  const align = role === 'text' && !CENTRED.test(at) ? 'left' : 'center'
  return { align, font, bordered: true, vertical: role === 'text' && rowSpan > 1 ? 'top' : 'center' }
}
