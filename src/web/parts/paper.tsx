import { type MouseEvent, memo, type RefObject } from 'react'
import type { SheetCell } from '#documents'
import { isSameMark, type Mark, SEVERITY_WORDS } from '../check/findings.ts'
import { keyOf, type Layout } from '../check/layout.ts'
import { paperTexts } from '../texts/paper.ts'

export type PaperProps = {
  readonly layout: Layout
  /** Row by row the class names of its cells, kept apart by `|`: how each was read, whether it is selected or framed. */
  readonly decor: readonly string[]
  /** Row by row and cell by cell the text to show instead of the sheet's: what was typed but is no value. Empty for a row without any. */
  readonly unread: readonly (readonly string[])[]
  readonly marks: ReadonlyMap<number, Mark>
  readonly table: RefObject<HTMLTableElement | null>
  readonly onPick: (key: string, extend: boolean) => void
  readonly onEdit: () => void
  readonly onHover: (key: string | undefined, cell: HTMLElement | undefined) => void
  readonly onMark: (key: string) => void
}

/** The official form as it lies on paper: a real table with the official spans. */
export const Paper = memo(function Paper(props: PaperProps) {
  const { layout, decor, unread, marks, table, onPick, onEdit, onHover, onMark } = props
  const widths = layout.sheet.columnWidths
  const total = widths.reduce((sum, width) => sum + width, 0)
  return (
    // biome-ignore lint/a11y/useKeyWithMouseEvents: the live editor gives the keyboard the same facts in the panel.
    <table
      ref={table}
      className="paper-table"
      aria-label={layout.sheet.name}
      onMouseDown={(event) => pick(event, onPick)}
      onDoubleClick={onEdit}
      onMouseOver={(event) => (event.buttons === 1 ? pick(event, onPick, 'drag') : hover(event, onHover))}
      onMouseLeave={() => onHover(undefined, undefined)}
    >
      <colgroup>
        {widths.map((width, i) => (
          <col key={i} style={{ width: `${(width / total) * 100}%` }} />
        ))}
        <col className="margin" />
      </colgroup>
      <tbody>
        {layout.rows.map((cells, row) => (
          <PaperRow
            key={row}
            cells={cells}
            decor={decor[row] ?? ''}
            unread={unread[row] ?? []}
            mark={marks.get(row)}
            onMark={onMark}
          />
        ))}
      </tbody>
    </table>
  )
})

type RowProps = {
  cells: readonly SheetCell[]
  decor: string
  unread: readonly string[]
  mark: Mark | undefined
  onMark: (key: string) => void
}

const PaperRow = memo(function PaperRow({ cells, decor, unread, mark, onMark }: RowProps) {
  const classes = decor.split('|')
  return (
    <tr>
      {cells.map((cell, i) => (
        <PaperCell key={cell.column} cell={cell} decor={classes[i] ?? ''} unread={unread[i] ?? ''} />
      ))}
      <td className="margin">
        {mark && (
          <button
            type="button"
            tabIndex={-1}
            className={`mark ${mark.severity}`}
            onClick={() => onMark(mark.first)}
            aria-label={paperTexts.rowFindings(mark.count, SEVERITY_WORDS[mark.severity].word)}
          >
            <span aria-hidden="true">
              {SEVERITY_WORDS[mark.severity].mark}
              {mark.count > 1 ? mark.count : ''}
            </span>
          </button>
        )}
      </td>
    </tr>
  )
}, sameRow)

function sameRow(before: RowProps, after: RowProps): boolean {
  return (
    sameCells(before.cells, after.cells) &&
    before.decor === after.decor &&
    isSameList(before.unread, after.unread) &&
    isSameMark(before.mark, after.mark)
  )
}

function isSameList(before: readonly string[], after: readonly string[]): boolean {
  return before === after || (before.length === after.length && before.every((text, i) => text === after[i]))
}

/** A layout is made anew for every change of the form; most of its rows say what they said. */
function sameCells(before: RowProps['cells'], after: RowProps['cells']): boolean {
  if (before === after) return true
  return before.length === after.length && before.every((cell, i) => sameCell(cell, after[i]))
}

function sameCell(before: SheetCell, after: SheetCell | undefined): boolean {
  return (
    after !== undefined &&
    before.text === after.text &&
    before.at === after.at &&
    before.role === after.role &&
    before.row === after.row &&
    before.column === after.column &&
    before.rowSpan === after.rowSpan &&
    before.columnSpan === after.columnSpan &&
    before.borderless === after.borderless
  )
}

const SPOKEN: Readonly<Record<string, string>> = {
  doubtful: paperTexts.doubtfulMark,
  missing: paperTexts.missingValue,
  repaired: paperTexts.repairedMark,
}

function PaperCell({ cell, decor, unread }: { cell: SheetCell; decor: string; unread: string }) {
  const status = decor.split(' ')[0] ?? ''
  const shared = {
    rowSpan: cell.rowSpan,
    colSpan: cell.columnSpan,
    className: `${cell.role} ${cell.borderless ? 'bare' : ''} ${cell.at === undefined ? '' : 'field'} ${cell.text.length > 60 ? 'long' : ''} ${decor}`,
    'data-key': cell.at === undefined ? undefined : keyOf(cell),
  }
  const spoken = SPOKEN[status]
  const content = (
    <>
      {unread === '' ? <span className="text">{cell.text}</span> : <span className="unread">{unread}</span>}
      {spoken && <span className="spoken">{spoken}</span>}
    </>
  )
  const scope = headingScope(cell)
  return scope === undefined ? (
    <td {...shared}>{content}</td>
  ) : (
    <th scope={scope} {...shared}>
      {content}
    </th>
  )
}

/** Level and name cells head their rows; labels head what stands under or beside them. A blank cell heads nothing. */
function headingScope(cell: SheetCell): 'row' | 'rowgroup' | 'col' | undefined {
  if (cell.text === '') return undefined
  if (cell.at && /\/(level[12])$/.test(cell.at)) return 'rowgroup'
  if (cell.at && /\/(name|source)$/.test(cell.at)) return 'row'
  if (cell.role !== 'label' || cell.borderless) return undefined
  return cell.rowSpan > 1 ? 'rowgroup' : 'col'
}

/** A press picks a cell, a press with Shift and a drag extend the block. */
function pick(event: MouseEvent, onPick: PaperProps['onPick'], how: 'press' | 'drag' = 'press'): void {
  const key = keyUnder(event)
  if (key === undefined || event.button !== 0) return
  // The live editor must keep the focus; without this the browser would move it to the body.
  event.preventDefault()
  onPick(key, how === 'drag' || event.shiftKey)
}

function hover(event: MouseEvent, onHover: PaperProps['onHover']): void {
  const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-key]')
  onHover(cell?.dataset.key, cell ?? undefined)
}

function keyUnder(event: MouseEvent): string | undefined {
  return (event.target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset.key
}
