import type { Form } from '../form.ts'
import { level1Of, level2Of } from '../forms/vocabulary.ts'
import { compact } from '../values/text.ts'
import { type Marks, mark } from './marks.ts'
import type { RecognisedCells } from './recognised-repairs.ts'

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
  if (isProject || form.kind === 'department-self-evaluation') {
    noteUnseen(form.fiscalYear, '/fiscalYear', marks)
    noteUnseen(form.total.score, '/total/score', marks)
  }
  if (form.funds.rows.length > 0 && !form.funds.rows.some(({ role }) => role === 'total'))
    mark(marks, '/funds/rows/0/role', { status: 'doubtful', how: '没有认出总额行，请对照原件', confidence: 0.5 })
  noteLabels(form, cells, marks)
  noteFields(form, marks)
  noteStrayRows(form, marks)
  noteLevels(form, cells, marks)
}

const LABELS: readonly (readonly [at: string, value: (form: Form) => unknown, label: RegExp])[] = [
  ['/unit', ({ unit }) => unit, /单位|盖章/],
  ['/filedOn', ({ filedOn }) => filedOn, /日期|时间/],
  ['/conclusion', ({ conclusion }) => conclusion, /结论/],
  ['/grade', ({ grade }) => grade, /等次|等级/],
  ['/contact/name', ({ contact }) => contact.name, /联系人|填[报表]人/],
  ['/contact/phone', ({ contact }) => contact.phone, /电话/],
]
const LONGEST_LABEL = 40

/** A field that not every form has, where a cell that may be its label was not read with certainty. */
function noteLabels(form: Form, cells: RecognisedCells, marks: Marks): void {
  const unsure = [...cells.values()].filter(
    ({ text, recognition }) => (recognition?.confidence ?? 1) < SURE_LEVEL && text.length <= LONGEST_LABEL,
  )
  for (const [at, value, label] of LABELS)
    if (unsure.some(({ text }) => label.test(compact(text)))) noteUnseen(value(form), at, marks)
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
        mark(marks, at, { ...marks[at], status: 'missing', how: '其他行都有，这一格没有认出内容' })
    }
  }
}

const STRAY = '这一行没有认出指标名称，可能是上一行的续行或不是指标，请对照原件'
const STRAY_FIELDS = [
  'level1',
  'level1Weight',
  'level2',
  'level2Weight',
  'weight',
  'score',
  'reason',
  'note',
  'standard',
] as const

/** A row without a name among rows that have one may be a part of another, or none: nothing it holds is certain. */
function noteStrayRows({ indicators }: Form, marks: Marks): void {
  if (indicators.filter(({ name }) => name !== null).length < indicators.length * 0.6) return
  for (const [i, row] of indicators.entries()) {
    if (row.name !== null) continue
    const base = `/indicators/${i}`
    const filled = STRAY_FIELDS.filter((field) => row[field] !== null && row[field] !== undefined).map(
      (field) => `${base}/${field}`,
    )
    const values = Object.keys(marks).filter((at) => at.startsWith(`${base}/`))
    for (const at of new Set([...filled, ...values])) {
      const known = marks[at]
      if (known?.status === 'missing' || known?.status === 'doubtful') continue
      mark(marks, at, { ...known, status: 'doubtful', how: STRAY, confidence: Math.min(0.5, known?.confidence ?? 1) })
    }
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
