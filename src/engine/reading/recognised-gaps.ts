import type { Form } from '../form.ts'
import { level1Of, level2Of } from '../forms/vocabulary.ts'
import type { Cell } from '../grid.ts'
import { compact } from '../values/text.ts'
import { type Marks, mark } from './marks.ts'
import { cellAt, type RecognisedCells } from './recognised-repairs.ts'
import { editDistance } from './similarity.ts'

const UNSEEN = '表上应有这一项，没有认出，请对照原件'
/** Names of levels are read from cells without a mark of their own. */
const SURE_LEVEL = 0.9

/** What a form of its kind always has and was not seen: a heading misread hides all that stands under it. */
export function noteGaps(form: Form, cells: RecognisedCells, marks: Marks): void {
  const isFramework = form.kind === 'indicator-framework'
  const isProject = form.kind === 'project-self-evaluation'
  for (const field of ['title', 'department'] as const) noteUnseen(form[field], `/${field}`, marks)
  if (isProject) noteUnseen(form.project, '/project', marks)
  if (form.indicators.length === 0) mark(marks, '/indicators', { status: 'missing', how: UNSEEN })
  if (!isFramework) {
    if (form.funds.rows.length === 0) mark(marks, '/funds/rows', { status: 'missing', how: UNSEEN })
    noteUnseen(form.funds.unit, '/funds/unit', marks)
  }
  if (!isFramework) noteUnseen(form.fiscalYear, '/fiscalYear', marks)
  if (isProject || form.kind === 'department-self-evaluation') {
    noteUnseen(form.total.score, '/total/score', marks)
    for (const field of ['expected', 'actual'] as const) noteUnseen(form.goals[field], `/goals/${field}`, marks)
  }
  if (form.funds.rows.length > 0 && !form.funds.rows.some(({ role }) => role === 'total'))
    mark(marks, '/funds/rows/0/role', { status: 'doubtful', how: '没有认出总额行，请对照原件', confidence: 0.5 })
  noteLabels(form, cells, marks)
  noteFields(form, marks)
  noteColumns(form, marks)
  noteLevels(form, cells, marks)
  noteUnreadLevels(form, cells, marks)
}

/** Fields by their labels: a part that tells them, and whole ones, of which one character may be misread or lost. */
const LABELS: readonly (readonly [
  at: string,
  value: (form: Form) => unknown,
  label: RegExp,
  whole: readonly string[],
])[] = [
  ['/unit', ({ unit }) => unit, /单位|盖章/, ['实施单位', '预算单位', '填报单位', '项目单位']],
  ['/filedOn', ({ filedOn }) => filedOn, /日期|时间/, ['填报日期', '填表日期', '填报时间']],
  ['/conclusion', ({ conclusion }) => conclusion, /结论/, ['自评结论', '评价结论']],
  ['/grade', ({ grade }) => grade, /等次|等级/, ['自评等级', '自评等次', '评价等级', '评价等次']],
  ['/contact/name', ({ contact }) => contact.name, /联系人|填[报表]人/, ['联系人', '填报人', '填表人']],
  ['/contact/phone', ({ contact }) => contact.phone, /电话/, ['联系电话']],
]
const LONGEST_LABEL = 40

/** What stands at the end of a form is missing, not blank, where a page behind was not read. */
export function noteCutShort(form: Form, marks: Marks): void {
  for (const [at, value] of LABELS)
    if (value(form) === null && !marks[at]) mark(marks, at, { status: 'missing', how: CUT_SHORT })
}

const CUT_SHORT = '后面有没读入的页，这一项可能在那里，请对照原件'

/** A field that not every form has, where a cell that may be its label was not read with certainty, or reads like one with a character misread. */
function noteLabels(form: Form, cells: RecognisedCells, marks: Marks): void {
  const short = [...cells.values()].filter(({ text }) => text.length <= LONGEST_LABEL)
  for (const [at, value, label, whole] of LABELS)
    if (
      short.some(
        ({ text, recognition }) =>
          isNearly(compact(text), whole) || ((recognition?.confidence ?? 1) < SURE_LEVEL && label.test(compact(text))),
      )
    )
      noteUnseen(value(form), at, marks)
}

/** One character off: a label itself is read, and what it names is blank. */
function isNearly(text: string, labels: readonly string[]): boolean {
  const [head = ''] = text.split(/[:：]/)
  return !labels.includes(head) && labels.some((label) => editDistance(label, head, 1) <= 1)
}

function noteUnseen(value: unknown, at: string, marks: Marks): void {
  if (value === null && marks[at]?.status !== 'missing')
    mark(marks, at, { ...marks[at], status: 'missing', how: UNSEEN })
}

/** A field that most rows have and this one has not: its print may have been too faint to be seen at all. */
function noteFields({ indicators }: Form, marks: Marks): void {
  for (const field of ['level1', 'level2', 'name', 'target', 'actual', 'weight', 'score'] as const) {
    const filled = indicators.filter((row) => row[field] !== null).length
    if (filled < indicators.length * 0.6) continue
    for (const [i, row] of indicators.entries()) {
      const at = `/indicators/${i}/${field}`
      if (row[field] === null && marks[at]?.status !== 'missing')
        mark(marks, at, { ...marks[at], status: 'missing', how: OTHERS_HAVE })
    }
  }
  const filled = indicators.filter(({ outlook }) => outlook?.likelihood).length
  for (const [i, { outlook }] of indicators.entries()) {
    const at = `/indicators/${i}/outlook/likelihood`
    if (outlook && !outlook.likelihood && filled >= indicators.length * 0.6 && marks[at]?.status !== 'missing')
      mark(marks, at, { ...marks[at], status: 'missing', how: OTHERS_HAVE })
  }
}

const OTHERS_HAVE = '其他行都有，这一格没有认出内容'

/** A column that every self-evaluation has and no row has anything of: its heading was not recognised. */
function noteColumns({ kind, indicators }: Form, marks: Marks): void {
  if (kind !== 'department-self-evaluation' && kind !== 'project-self-evaluation') return
  const hasPoints = indicators.some(({ weight }) => weight !== null)
  for (const field of [
    'level1',
    'level2',
    'name',
    'target',
    'actual',
    ...(hasPoints ? (['score'] as const) : []),
  ] as const) {
    if (indicators.some((row) => row[field] !== null)) continue
    for (const i of indicators.keys())
      if (marks[`/indicators/${i}/${field}`]?.status !== 'missing')
        mark(marks, `/indicators/${i}/${field}`, { status: 'missing', how: UNSEEN })
  }
}

/** A level outside the national frame is doubtful where the cell that names it was not read with certainty. */
function noteLevels({ indicators }: Form, cells: RecognisedCells, marks: Marks): void {
  const unsure = [...cells.values()].filter(({ recognition }) => (recognition?.confidence ?? 1) < SURE_LEVEL)
  for (const [i, { level1, level2 }] of indicators.entries())
    for (const [field, name, known] of [
      ['level1', level1, level1Of],
      ['level2', level2, level2Of],
    ] as const) {
      if (name === null || known(name)?.exact) continue
      const cell = unsure.find(({ text }) => compact(text).startsWith(compact(name)))
      if (!cell?.recognition) continue
      mark(marks, `/indicators/${i}/${field}`, {
        status: 'doubtful',
        raw: cell.text,
        how: '扫描图上认得不确定，请对照原件',
        confidence: cell.recognition.confidence,
        source: cell.source,
      })
    }
}

/** Rows take the level of the cell beside them; where that cell holds something else than the level they were given, it was not read. */
function noteUnreadLevels({ indicators }: Form, cells: RecognisedCells, marks: Marks): void {
  for (const [field, known] of [
    ['level1', level1Of],
    ['level2', level2Of],
  ] as const) {
    const column = commonColumn([...cells.values()].filter(({ text }) => known(text)?.exact))
    for (const [i, row] of indicators.entries()) {
      const place = cellAt(`/indicators/${i}/name`, cells, marks)
      const level = row[field]
      if (!place || level === null) continue
      const beside = [...cells.values()].find(
        (cell) =>
          cell.column === column &&
          cell.source !== place.source &&
          cell.row <= place.row &&
          cell.row + cell.rowSpan > place.row,
      )
      if (!beside || compact(beside.text).startsWith(compact(level)) || known(beside.text)) continue
      const how = '这一格没有认出，按上一行的指标，请对照原件'
      mark(marks, `/indicators/${i}/${field}`, {
        status: 'doubtful',
        raw: beside.text,
        how,
        confidence: Math.min(0.5, beside.recognition?.confidence ?? 0.5),
        source: beside.source,
      })
    }
  }
}

/** The column most of these cells stand in. */
function commonColumn(cells: readonly Cell[]): number | undefined {
  const counts = new Map<number, number>()
  for (const { column } of cells) counts.set(column, (counts.get(column) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}
