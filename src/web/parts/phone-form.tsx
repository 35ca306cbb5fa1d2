import type { SheetCell } from '#documents'
import { canonical, keyOf } from '../check/layout.ts'
import { placeName } from '../check/place.ts'
import type { Table } from '../pages/use-table.ts'
import { Facts, rowScoreOf, STATUS_WORDS, Trace } from './facts.tsx'

type Row = { readonly heading: string; readonly cells: readonly SheetCell[] }

/** On a phone the paper becomes rows: what each row says, what is in doubt, tap for the facts. For reading and confirming. */
export function PhoneForm({ table, confirm }: { table: Table; confirm: (cell: SheetCell) => void }) {
  const level = (cells: readonly SheetCell[]) => {
    const index = /^\/indicators\/(\d+)\//.exec(cells[0]?.at ?? '')?.[1]
    return index === undefined ? undefined : table.draft.indicators[Number(index)]
  }
  let section: string | null | undefined
  return (
    <main className="phone-form" aria-label={table.layout.sheet.name}>
      <h2>{table.draft.title}</h2>
      {rowsOf(table).map(({ heading, cells }) => {
        const indicator = level(cells)
        const isNew = indicator && indicator.level1 !== section
        if (indicator) section = indicator.level1
        return (
          <section key={cells[0]?.at ?? heading}>
            {isNew && <h3>{indicator.level1}</h3>}
            <h4>{heading}</h4>
            <dl>
              {cells.map((cell) => (
                <PhoneCell key={cell.at} cell={cell} table={table} confirm={confirm} />
              ))}
            </dl>
          </section>
        )
      })}
    </main>
  )
}

type PhoneCellProps = { cell: SheetCell; table: Table; confirm: (cell: SheetCell) => void }

function PhoneCell({ cell, table, confirm }: PhoneCellProps) {
  const readings = table.readings.get(keyOf(cell)) ?? []
  const status = readings[0]?.reading.status
  const isOpen = table.active === cell
  const row = isOpen ? rowScoreOf(table.assessment.result.score.rows, cell) : undefined
  const isFramed = table.item?.kind === 'question' ? table.item.cell === cell : false
  return (
    <>
      <dt>
        {placeName(table.draft, canonical(cell.at ?? ''))
          .split(' · ')
          .at(-1)}
      </dt>
      <dd className={`${status ?? ''} ${isFramed ? 'framed' : ''}`} data-phone={keyOf(cell)}>
        <button type="button" aria-expanded={isOpen} onClick={() => table.select(isOpen ? undefined : cell)}>
          {cell.text || '（空）'}
          {status && status !== 'literal' && <small> {STATUS_WORDS[status]}</small>}
        </button>
        {status === 'doubtful' && (
          <button type="button" className="confirm" onClick={() => confirm(cell)}>
            确认
          </button>
        )}
        {isOpen && <Facts form={table.draft} cell={cell} readings={readings} />}
        {row && <Trace row={row} />}
      </dd>
    </>
  )
}

/** One entry a fund row, an indicator, and each of the other values. Blank cells of good standing are left out. */
function rowsOf(table: Table): readonly Row[] {
  const groups = new Map<string, SheetCell[]>()
  for (const cell of table.layout.fields) {
    const at = cell.at ?? ''
    if (/\/(level[12]|name|source)$/.test(at) || at === '/title') continue
    if (cell.text === '' && !table.readings.has(keyOf(cell))) continue
    const group = /^(\/indicators\/\d+|\/funds\/rows\/\d+)\//.exec(at)?.[1] ?? at
    groups.set(group, [...(groups.get(group) ?? []), cell])
  }
  return [...groups].map(([group, cells]) => ({ heading: placeName(table.draft, group), cells }))
}
