import { memo, type ReactNode, useMemo, useState } from 'react'
import { applyEdits, placeName } from '#engine'
import {
  changesOf,
  findingKey,
  findingsOfCell,
  type Item,
  SEVERITIES,
  SEVERITY_WORDS,
  safeEdits,
} from '../check/findings.ts'
import type { RowChange } from '../check/keys.ts'
import { canonical, keyOf } from '../check/layout.ts'
import { placeIn } from '../check/originals.ts'
import { indicatorOf } from '../check/rows.ts'
import { confirmCell } from '../check/typing.ts'
import { changeRow } from '../pages/use-grid.ts'
import type { Table } from '../pages/use-table.ts'
import type { Original } from '../reading/steps.ts'
import { commonTexts } from '../texts/common.ts'
import { paperTexts } from '../texts/paper.ts'
import { Crop } from './crop.tsx'
import { Facts, rowScoreOf, Trace } from './facts.tsx'
import { type ItemActions, ItemList } from './item-list.tsx'
import { SafeFixes } from './safe-fixes.tsx'
import { ScoreBox } from './score-box.tsx'
import { useSteady } from './use-steady.ts'

type PanelProps = {
  readonly table: Table
  readonly choosePolicy: (id: string) => void
  /** Selects the cell of an item and puts the live editor there. */
  readonly goTo: (item: Item) => void
  readonly original: Original | undefined
  /** Opens the walk over all doubtful values. */
  readonly review: () => void
  /** Undefined while the original is shown, or where there is none. */
  readonly showOriginal: (() => void) | undefined
  readonly more: ((table: Table) => ReactNode) | undefined
}

/** Right of the paper: score, what is left to decide, and the facts of the selected cell. */
export function Panel({ table, choosePolicy, goTo, original, review, showOriginal, more }: PanelProps) {
  const { draft, assessment, items } = table
  const placeOf = useSteady((pointer: string) => placeName(draft, canonical(pointer)))
  const actions = useActions(table, goTo, placeOf)
  return (
    <aside className="panel" aria-label={commonTexts.checkResult}>
      <h2 className="spoken">{commonTexts.checkResult}</h2>
      <ScoreBox assessment={assessment} before={table.before} choose={useSteady(choosePolicy)} />
      <Counts table={table} review={review} showOriginal={showOriginal} />
      <ItemList
        items={items}
        current={table.item}
        placeOf={placeOf}
        form={table.item ? draft : undefined}
        actions={actions}
      />
      <CellFacts table={table} original={original} />
      <More table={table} more={more} />
      <Problems table={table} />
    </aside>
  )
}

/** What the application adds follows what is written in the form, not the key: it is no part of what a person waits for while typing. */
const More = memo(
  function More({ table, more }: Pick<PanelProps, 'table' | 'more'>) {
    return more?.(table)
  },
  (before, after) =>
    before.more === after.more &&
    before.table.active === after.table.active &&
    before.table.doc === after.table.doc &&
    before.table.isReadOnly === after.table.isReadOnly,
)

/** What the list can ask for, the same functions at every drawing: a key press draws the list anew only when something is said anew. */
function useActions(table: Table, goTo: PanelProps['goTo'], placeOf: (pointer: string) => string): ItemActions {
  const { change, doc, selectItem: select } = table
  const apply = useSteady((item: Item) => {
    if (item.kind !== 'finding' || !item.finding.fix) return
    change(applyEdits(doc.present, item.finding.fix.edits), paperTexts.takeFixOf(item.finding.code))
  })
  const confirm = useSteady((item: Item) => {
    if (item.kind !== 'question') return
    change(confirmCell(doc.present, item.cell), paperTexts.confirmPlace(placeOf(item.cell.at ?? '')))
  })
  const steadyGoTo = useSteady(goTo)
  return useMemo(() => ({ select, apply, confirm, goTo: steadyGoTo }), [select, apply, confirm, steadyGoTo])
}

type CountsProps = { table: Table } & Pick<PanelProps, 'review' | 'showOriginal'>

function Counts({ table, review, showOriginal }: CountsProps) {
  const [isListing, setListing] = useState(false)
  const { summary, findings } = table.assessment.result
  const questions = table.items.length - findings.length
  const edits = useMemo(() => safeEdits(findings), [findings])
  const jump = (group: string) => document.getElementById(`group-${group}`)?.scrollIntoView({ block: 'start' })
  return (
    <div className="counts">
      {SEVERITIES.map((severity) => (
        <button
          key={severity}
          type="button"
          className={severity}
          disabled={summary[severity] === 0}
          onClick={() => jump(severity)}
        >
          <span aria-hidden="true">{SEVERITY_WORDS[severity].mark}</span> {SEVERITY_WORDS[severity].word}{' '}
          <b data-testid={severity}>{summary[severity]}</b>
        </button>
      ))}
      {questions > 0 && !table.isReadOnly && (
        <button type="button" className="question" onClick={review} title={paperTexts.reviewDoubtful}>
          <span aria-hidden="true">?</span> {paperTexts.doubtfulCount} <b>{questions}</b> →
        </button>
      )}
      {showOriginal && (
        <button type="button" className="show-original" onClick={showOriginal} title="F9">
          {paperTexts.seeOriginal}
        </button>
      )}
      {edits.length > 0 && !table.isReadOnly && (
        <button type="button" className="safe" onClick={() => setListing(true)}>
          {paperTexts.takeSafe(edits.length)}
        </button>
      )}
      {isListing && (
        <SafeFixes
          changes={changesOf(table.draft, edits)}
          apply={() => table.change(applyEdits(table.doc.present, edits), paperTexts.takeSafeLabel(edits.length))}
          close={() => setListing(false)}
        />
      )}
    </div>
  )
}

/** Everything known of the selected cell: how it was read, what is said of it, how its row was scored. */
function CellFacts({ table, original }: { table: Table; original: Original | undefined }) {
  const { active, draft, layout, assessment } = table
  if (!active) return null

  const readings = table.readings.get(keyOf(active)) ?? []
  const findings = findingsOfCell(layout, assessment.result.findings, active)
  const row = rowScoreOf(assessment.result.score.rows, active)
  const place = placeIn(original, readings.find(({ reading }) => reading.source)?.reading.source)
  return (
    <section className="cell-facts" aria-label={paperTexts.thisCell} aria-live="polite">
      <h3>{placeName(draft, canonical(active.at ?? ''))}</h3>
      {place && original && 'pages' in original && <Crop pages={original.pages} place={place} room={316} tall={90} />}
      <Facts form={draft} cell={active} readings={table.edit ? [] : readings} />
      {findings.length > 0 && (
        <ul className="cell-findings">
          {findings.map((finding) => (
            <li key={findingKey(finding)}>
              <button type="button" className="link" onClick={() => table.selectItem(findingKey(finding))}>
                <span className={`sign ${finding.severity}`} aria-hidden="true">
                  {SEVERITY_WORDS[finding.severity].mark}
                </span>
                {finding.message}
              </button>
            </li>
          ))}
        </ul>
      )}
      {row && <Trace row={row} />}
      {indicatorOf(active) !== undefined && !table.isReadOnly && <RowButtons table={table} />}
    </section>
  )
}

const ROW_BUTTONS: readonly { readonly what: RowChange; readonly label: string; readonly key: string }[] = [
  { what: 'insert', label: paperTexts.insertRow, key: 'Alt+Insert' },
  { what: 'remove', label: paperTexts.removeRow, key: 'Alt+Delete' },
  { what: 'up', label: paperTexts.moveUp, key: 'Alt+↑' },
  { what: 'down', label: paperTexts.moveDown, key: 'Alt+↓' },
]

function RowButtons({ table }: { table: Table }) {
  return (
    <p className="row-buttons">
      {ROW_BUTTONS.map(({ what, label, key }) => (
        <button key={what} type="button" title={key} onClick={() => changeRow(table, what)}>
          {label}
        </button>
      ))}
    </p>
  )
}

function Problems({ table }: { table: Table }) {
  const { problems } = table.doc
  if (problems.length === 0) return null
  return (
    <details className="problems">
      <summary>{paperTexts.readingProblems(problems.length)}</summary>
      <ul>
        {problems.map((problem) => (
          <li key={problem.message}>{problem.message}</li>
        ))}
      </ul>
    </details>
  )
}
