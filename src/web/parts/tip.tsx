import { findingsOfCell, SEVERITY_WORDS } from '../check/findings.ts'
import { keyOf } from '../check/layout.ts'
import type { Table } from '../pages/use-table.ts'
import { Facts } from './facts.tsx'

export type Hovered = { readonly key: string; readonly top: number; readonly left: number }

/** Beside the cell under the pointer: raw → value, and what is said of it. Nothing where there is nothing to say. */
export function Tip({ table, hovered }: { table: Table; hovered: Hovered }) {
  const cell = table.layout.fields.find((field) => keyOf(field) === hovered.key)
  if (!cell) return null

  const readings = (table.readings.get(hovered.key) ?? []).filter(({ reading }) => reading.status !== 'literal')
  const findings = findingsOfCell(table.layout, table.assessment.result.findings, cell).slice(0, 3)
  const isMoney = /\/(initialBudget|annualBudget|execution)$/.test(cell.at ?? '')
  if (readings.length === 0 && findings.length === 0 && !isMoney) return null
  return (
    <div className="tip" role="tooltip" style={{ top: hovered.top, left: hovered.left }}>
      <Facts form={table.draft} cell={cell} readings={readings} />
      {findings.map((finding) => (
        <p key={finding.message} className={`line ${finding.severity}`}>
          {SEVERITY_WORDS[finding.severity].mark} {finding.message}
        </p>
      ))}
    </div>
  )
}
