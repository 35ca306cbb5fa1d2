import { findingsOfCell, SEVERITY_WORDS } from '../check/findings.ts'
import { keyOf } from '../check/layout.ts'
import { placeIn } from '../check/originals.ts'
import type { Table } from '../pages/use-table.ts'
import type { Original } from '../reading/steps.ts'
import { Crop } from './crop.tsx'
import { Facts } from './facts.tsx'

export type Hovered = { readonly key: string; readonly top: number; readonly left: number }

type TipProps = { table: Table; original: Original | undefined; hovered: Hovered }

/** Beside the cell under the pointer: raw → value, and what is said of it. Nothing where there is nothing to say. */
export function Tip({ table, original, hovered }: TipProps) {
  const cell = table.layout.fields.find((field) => keyOf(field) === hovered.key)
  if (!cell) return null

  const all = table.readings.get(hovered.key) ?? []
  const readings = all.filter(({ reading }) => reading.status !== 'literal')
  const place = placeIn(original, all.find(({ reading }) => reading.source)?.reading.source)
  const findings = findingsOfCell(table.layout, table.assessment.result.findings, cell).slice(0, 3)
  const isMoney = /\/(initialBudget|annualBudget|execution)$/.test(cell.at ?? '')
  if (readings.length === 0 && findings.length === 0 && !isMoney && !place) return null
  return (
    <div className="tip" role="tooltip" style={{ top: hovered.top, left: hovered.left }}>
      {place && original && 'pages' in original && <Crop pages={original.pages} place={place} room={340} tall={90} />}
      <Facts form={table.draft} cell={cell} readings={readings} />
      {findings.map((finding) => (
        <p key={finding.message} className={`line ${finding.severity}`}>
          {SEVERITY_WORDS[finding.severity].mark} {finding.message}
        </p>
      ))}
    </div>
  )
}
