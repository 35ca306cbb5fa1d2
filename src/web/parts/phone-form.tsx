import type { SheetCell } from '#documents'
import { placeName } from '#engine'
import { canonical, keyOf } from '../check/layout.ts'
import { editableText } from '../check/typing.ts'
import type { Table } from '../pages/use-table.ts'
import { commonTexts } from '../texts/common.ts'
import { paperTexts } from '../texts/paper.ts'
import { Facts, rowScoreOf, STATUS_WORDS, Trace } from './facts.tsx'

type PhoneFormProps = {
  table: Table
  confirm: (cell: SheetCell) => void
  type: (cell: SheetCell, text: string) => void
}

/** On a phone the paper becomes rows: what each row says, what is in doubt, tap for the facts. For reading and confirming. */
export function PhoneForm({ table, confirm, type }: PhoneFormProps) {
  return (
    <section className="phone-form" aria-label={table.layout.sheet.name}>
      <h2>{table.draft.title}</h2>
      {groupsOf(table).map(({ key, section, heading, cells }) => (
        <section key={key}>
          {section && <h3>{section}</h3>}
          {heading && <h4>{heading}</h4>}
          <dl>
            {cells.map((cell) => (
              <PhoneCell key={cell.at} cell={cell} table={table} confirm={confirm} type={type} />
            ))}
          </dl>
        </section>
      ))}
    </section>
  )
}

function PhoneCell({ cell, table, confirm, type }: PhoneFormProps & { cell: SheetCell }) {
  const readings = table.readings.get(keyOf(cell)) ?? []
  const status = readings[0]?.reading.status ?? 'literal'
  const isOpen = table.active === cell
  const row = isOpen ? rowScoreOf(table.assessment.result.score.rows, cell) : undefined
  const isFramed = table.item?.kind === 'question' && table.item.cell === cell
  const size = SHORT.test(cell.at ?? '') ? 'short' : ''
  return (
    <>
      <dt className={size}>
        {placeName(table.draft, canonical(cell.at ?? ''))
          .split(' · ')
          .at(-1)}
      </dt>
      <dd className={`${status} ${size} ${isFramed ? 'framed' : ''}`} data-phone={keyOf(cell)}>
        <button type="button" aria-expanded={isOpen} onClick={() => table.select(isOpen ? undefined : cell)}>
          {cell.text || commonTexts.blank}
          {status !== 'literal' && <small> {STATUS_WORDS[status]}</small>}
        </button>
        {status === 'doubtful' && (
          <button type="button" className="confirm" onClick={() => confirm(cell)}>
            {paperTexts.confirm}
          </button>
        )}
        {isOpen && (
          <textarea
            rows={1}
            aria-label={paperTexts.changeTo}
            defaultValue={editableText(table.doc.present, cell)}
            onBlur={(event) => type(cell, event.target.value)}
          />
        )}
        {isOpen && <Facts form={table.draft} cell={cell} readings={readings} />}
        {row && <Trace row={row} />}
      </dd>
    </>
  )
}

/** Two of these fit beside each other. */
const SHORT = /\/(weight|score|executionRate)$/

type Group = { readonly key: string; section?: string; readonly heading: string; readonly cells: SheetCell[] }

/** Under which heading a row stands; null for what is no row, and for an indicator without a first level. */
function sectionOf(table: Table, row: RegExpExecArray | null): string | null {
  if (!row) return null
  return row[2] === undefined ? paperTexts.funds : (table.draft.indicators[Number(row[2])]?.level1 ?? null)
}

/** One group a fund row and an indicator; the other values together where they stand. Blank cells of good standing are left out. */
function groupsOf(table: Table): readonly Group[] {
  const groups: Group[] = []
  let section: string | null = null
  for (const cell of table.layout.fields) {
    const at = cell.at ?? ''
    if (/\/(level[12]|name|source)$/.test(at) || at === '/title') continue
    const isUnread = table.readings.get(keyOf(cell))?.some(({ reading }) => reading.status === 'missing')
    if (cell.text === '' && !isUnread) continue

    const row = /^(\/indicators\/(\d+)|\/funds\/rows\/\d+)\//.exec(at)
    const key = row?.[1] ?? `between ${groups.length}`
    const last = groups.at(-1)
    if (last && (last.key === key || (!row && !last.key.startsWith('/')))) {
      last.cells.push(cell)
      continue
    }
    const level1 = sectionOf(table, row)
    const group: Group = { key, heading: row?.[1] ? placeName(table.draft, row[1]) : '', cells: [cell] }
    if (level1 !== null && level1 !== section) group.section = level1
    section = level1 ?? section
    groups.push(group)
  }
  return groups
}
