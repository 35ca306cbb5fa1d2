import { hundredths } from '../decimal.ts'
import { emptyForm, type Form, type Indicator } from '../form.ts'
import type { Grid } from '../grid.ts'
import { partIntegrationTables, withOrigin } from '../integration/index.ts'
import { doubtUnproved, noteAdrift, noteAlterations, noteLost } from '../reading/alterations.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { prepare } from '../reading/prepare.ts'
import { recognisedCells, settleRecognised } from '../reading/recognised.ts'
import { noteCutShort } from '../reading/recognised-gaps.ts'
import { readClosing } from './closing.ts'
import { doubtInconsistent } from './consistency.ts'
import { exactTable } from './exact-table.ts'
import { readFunds } from './funds.ts'
import { readGoals } from './goals.ts'
import { readHead } from './head.ts'
import { readIndicators } from './indicators.ts'
import { type LooseTable, looseTable } from './loose-table.ts'
import { throughMonth } from './monitoring.ts'
import { plannedTables } from './planned-tables.ts'
import { readDeclaration } from './read-declaration.ts'
import { type Sections, sectionsOf } from './sections.ts'
import { plannedGoals } from './single-goal.ts'
import { doubtUnevenRows } from './uneven-rows.ts'
import { type View, viewOf } from './view.ts'

/** Every form in the grids of a file, in order. Without any, one `unrecognised` form: nothing is made up. */
export function recognise(grids: readonly Grid[]): readonly Form[] {
  const { laidOut, printed } = partIntegrationTables(grids)
  const forms = [
    ...laidOut.flatMap((one) => formsOf(one.grid).map((form) => withOrigin(form, one))),
    ...printed.flatMap(formsOf),
  ]
  return forms.length > 0 ? forms : [emptyForm('unrecognised')]
}

function formsOf(grid: Grid): readonly Form[] {
  const prepared = prepare(grid)
  const view = viewOf(prepared.grid)
  return sectionsOf(view).map((sections) => {
    const form = readForm(view, sections)
    const marks: Marks = { ...form.reading }
    const tables = form.kind === 'target-declaration' ? plannedTables(view, sections) : [{ sections }]
    for (const table of tables) doubtUnevenRows(form, view, table.sections, marks)
    noteAlterations(marks, prepared.altered)
    noteLost(marks, prepared.lost)
    doubtUnproved(form, marks, prepared.altered)
    noteAdrift(marks, prepared.adrift)
    if (grid.isCutShort) noteCutShort(form, marks)
    return { ...form, reading: marks }
  })
}

function readForm(view: View, sections: Sections): Form {
  const marks: Marks = {}
  const head = readHead(view, sections, marks)
  if (head.kind === 'target-declaration') return settled(readDeclaration(view, sections, head, marks), view, marks)
  const funds = readFunds(view, sections, marks)
  const goals = goalsOf(view, sections, head.kind, marks)
  const isLoose = view.grid.positions === 'loose'
  const loose = isLoose
    ? looseTable(view, sections, {
        goals: goals.expected,
        sources: funds.rows.map((row) => row.source),
        document: documentText(view, sections),
      })
    : undefined
  const indicators = readIndicators(
    loose?.rows ?? exactTable(view, sections),
    {
      year: head.fiscalYear,
      positions: view.grid.positions,
      levels: loose?.isDamaged ? 'known-names' : head.kind === 'indicator-framework' ? 'short-names' : 'any-name',
      kind: head.kind,
      columns: sections.indicators?.columns ?? [],
      base: '/indicators',
    },
    marks,
  )
  const closing = readClosing(view, sections, marks)
  const form: Form = {
    schema: 'jiheng/form.v1',
    ...head,
    funds,
    goals,
    indicators,
    ...closing,
    total: totalOf(closing.total, funds.rows[0]?.weight ?? null, indicators, marks),
    ...(head.kind === 'monitoring' ? { throughMonth: throughMonth(view, sections, marks) } : {}),
    reading: marks,
  }
  if (loose) noteLoss(form, loose, marks)
  const certain = settled(form, view, marks)
  if (loose) doubtInconsistent(certain, marks)
  return certain
}

/** What was read from a picture is weighed; other forms stay as they are. */
function settled(form: Form, view: View, marks: Marks): Form {
  const recognised = recognisedCells(view.grid.cells)
  if (recognised.size === 0) return form
  const certain = settleRecognised(form, recognised, marks)
  doubtInconsistent(certain, marks)
  return certain
}

/** Goal and result side by side; a monitoring form has only the goal. */
function goalsOf(view: View, sections: Sections, kind: Form['kind'], marks: Marks): Form['goals'] {
  const goals = readGoals(view, sections, marks)
  if (kind !== 'monitoring' || goals.expected !== null) return goals
  const at = { longTerm: '/goals/expected', year: '/goals/expected' }
  return { ...goals, expected: plannedGoals(view, sections, at, marks).year }
}

/** All text of the form but the indicator block, which would only support its own readings. */
function documentText(view: View, { start, end, indicators, footer }: Sections): string {
  const texts: string[] = []
  for (let row = start; row < end; row++) {
    if (indicators && row > indicators.row && row < footer && (view.rows[row]?.length ?? 0) < 2) continue
    for (const cell of view.rows[row] ?? []) texts.push(cell.text)
  }
  return texts.join('\n').slice(0, 200_000)
}

/** The total weight is inferred only where every first level declares its points and the fund row has its own. */
function totalOf(
  printed: Form['total'],
  execution: number | null,
  indicators: readonly Indicator[],
  marks: Marks,
): Form['total'] {
  if (printed.weight !== null || execution === null || indicators.length === 0) return printed
  const declared = new Map<string, number>()
  for (const { level1, level1Weight } of indicators) {
    if (level1 === null || level1Weight === null) return printed
    declared.set(level1, hundredths(level1Weight))
  }
  const sum = [...declared.values()].reduce((all, points) => all + points, hundredths(execution)) / 100
  mark(marks, '/total/weight', { status: 'inferred', how: '执行率分值与各一级指标标明的分值相加', confidence: 0.95 })
  return { ...printed, weight: sum }
}

/** Says that rows are lost when damaged text shows fewer points than its headings declare. Never fills them in. */
function noteLoss(form: Form, loose: LooseTable, marks: Marks): void {
  const short = shortfalls(form)
  const ghosts = loose.ghosts.map(({ row }) => `第 ${row + 1} 行无法辨认，疑为邻行的重影，未计入`)
  if (short.length === 0 && ghosts.length === 0) return
  const isDamaged = loose.isDamaged || Object.values(marks).some(({ status }) => status === 'repaired')
  if (short.length > 0 && isDamaged)
    mark(marks, '/indicators', { status: 'missing', how: [...short, ...ghosts].join('；') })
  else if (ghosts.length > 0) mark(marks, '/indicators', { status: 'doubtful', how: ghosts.join('；') })
}

function shortfalls(form: Form): readonly string[] {
  const visible = new Map<string, { declared: number; seen: number }>()
  for (const { level1, level1Weight, weight } of form.indicators) {
    if (level1 === null || level1Weight === null) continue
    const known = visible.get(level1) ?? { declared: hundredths(level1Weight), seen: 0 }
    visible.set(level1, { ...known, seen: known.seen + hundredths(weight ?? 0) })
  }
  return [...visible].flatMap(([name, { declared, seen }]) =>
    seen < declared
      ? [`${name}标明 ${declared / 100} 分，读到的各行合计 ${seen / 100} 分，缺 ${(declared - seen) / 100} 分的行`]
      : [],
  )
}
