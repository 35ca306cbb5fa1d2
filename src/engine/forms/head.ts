import { parseFilingDate } from '../edit.ts'
import type { FormKind, Reading } from '../form.ts'
import type { Cell } from '../grid.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { cellText } from '../reading/wrapped.ts'
import { compact, halfWidth } from '../values/text.ts'
import { kindOf } from './kinds.ts'
import { yearsIn } from './period.ts'
import { isTitle, type Sections, untilTables } from './sections.ts'
import type { View } from './view.ts'

/** Header and footer fields of a form: whatever stands as 标签：值 in one cell or as label and value side by side. */
export type Head = {
  readonly kind: FormKind
  readonly title: string | null
  readonly fiscalYear: number | null
  readonly filedOn: string | null
  readonly department: string | null
  readonly unit: string | null
  readonly project: string | null
  readonly contact: { readonly name: string | null; readonly phone: string | null }
}

type Field =
  | 'filedOn'
  | 'department'
  | 'unit'
  | 'project'
  | 'contactName'
  | 'contactPhone'
  | 'implementer'
  | 'authority'

const LABELS: readonly (readonly [Field, RegExp])[] = [
  ['filedOn', /^(?:填报|填表|报送)(?:日期|时间)$/],
  ['department', /^(?:部门[(（]单位[)）]名称|部门名称|预算部门名称|单位名称|部门[(（]单位[)）]|预算部门)$/],
  ['authority', /^(?:中央|省级)?主管部门(?:及代码)?$/],
  ['unit', /^(?:填报单位|预算单位|单位)(?:[(（](?:盖章|公章)[)）])?$/],
  ['implementer', /^(?:实施单位|项目单位|项目实施单位|资金使用单位)(?:[(（](?:盖章|公章)[)）])?$/],
  ['project', /^(?:项目名称(?:及编[码号])?|(?:专项)?转移支付(?:[(（]项目[)）])?名称)$/],
  ['contactName', /^(?:联系人|填报人|填表人|经办人)$/],
  ['contactPhone', /^(?:联系电话|电话|联系方式)$/],
]

type Found = { readonly text: string; readonly cells: readonly Cell[] }

/** Read the parts of a form outside its tables. */
export function readHead(view: View, sections: Sections, marks: Marks): Head {
  const found = fieldsOf(view, sections)
  const titleCell = titleOf(view, sections)
  const title = titleCell ? cellText(titleCell.text, view.grid.positions) : null
  if (titleCell)
    mark(marks, '/title', {
      status: title === titleCell.text.trim() ? 'literal' : 'repaired',
      ...(title === titleCell.text.trim() ? {} : { raw: titleCell.text, how: '去掉空格' }),
      source: titleCell.source,
    })
  const kind = kindOf(title, found.has('project'), view, sections)
  const filedOn = readDate(found.get('filedOn'), marks)
  const text = (field: Field, at: string) => readText(found.get(field), at, view.grid.positions, marks)
  const unit = found.has('implementer') ? text('implementer', '/unit') : text('unit', '/unit')
  return {
    kind,
    title,
    fiscalYear: yearOf(view, sections, kind, filedOn, marks),
    filedOn,
    department: text(departmentField(found), '/department'),
    unit,
    project: text('project', '/project'),
    contact: { name: text('contactName', '/contact/name'), phone: text('contactPhone', '/contact/phone') },
  }
}

/** On a project's form the department is the one in charge, on a department's form the one that files. */
function departmentField(found: ReadonlyMap<Field, Found>): Field {
  const both = found.has('authority') && found.has('department')
  return found.has('authority') && (!both || found.has('project')) ? 'authority' : 'department'
}

function fieldsOf(view: View, { start, end, funds, goals, indicators, footer }: Sections): ReadonlyMap<Field, Found> {
  const tablesFrom = Math.min(funds?.row ?? end, goals ?? end, indicators?.row ?? end)
  const found = new Map<Field, Found>()
  for (let row = start; row < end; row++) {
    if (row >= tablesFrom && row < footer) continue
    readRow((view.rows[row] ?? []).flatMap(fieldCells), found)
  }
  return found
}

/** A label with its colon behind two blanks or a wide one, or a label of ours behind any. Blanks match from their first one only: a long run of them must not be tried from each. */
const FIELD_BREAK =
  /(?<!\s)(?=\s*?(?:[ \t]{2}|\u3000))\s+(?=[^\s:：]{2,14}[:：])|(?<!\s)\s+(?=(?:填报|填表)(?:日期|人|单位)[:：]|(?:联系)?电话[:：]|联系(?:人|方式)[:：]|(?:金额)?单位[:：]|(?:主管|预算)?部门(?:名称)?[:：]|(?:单位|项目|财务)负责人[:：])/g

/** One cell that holds several fields side by side is as many cells. */
function fieldCells(cell: Cell): readonly Cell[] {
  const parts = cell.text.split(FIELD_BREAK)
  return parts.length === 1 ? [cell] : parts.map((text) => ({ ...cell, text }))
}

function readRow(cells: readonly Cell[], found: Map<Field, Found>): void {
  for (let i = 0; i < cells.length; i++) {
    const label = labelAt(cells, i)
    if (!label || found.has(label.field)) continue
    if (label.inline !== '') {
      found.set(label.field, { text: label.inline, cells: cells.slice(i, label.next) })
      if (label.field === 'filedOn')
        found.set('filedOn', { text: label.inline + textFrom(cells, label.next), cells: cells.slice(i) })
    } else {
      const value = cells[label.next]
      if (value && !labelAt(cells, label.next))
        found.set(label.field, {
          text: label.field === 'filedOn' ? textFrom(cells, label.next) : value.text,
          cells: [value],
        })
    }
    i = label.next - 1
  }
}

const textFrom = (cells: readonly Cell[], from: number): string =>
  cells
    .slice(from, from + 3)
    .map((cell) => cell.text)
    .join('')

/** The label that starts at a cell, perhaps cut over two cells, and the value behind its colon. */
function labelAt(cells: readonly Cell[], at: number): { field: Field; inline: string; next: number } | undefined {
  const first = cells[at]?.text ?? ''
  const both = first + (cells[at + 1]?.text ?? '')
  const alone = labelIn(first)
  if (alone) return { ...alone, next: at + 1 }
  const joined = both === first ? undefined : labelIn(both)
  return joined && { ...joined, next: at + 2 }
}

/** Whether a text is the label of a field outside the tables, without a value. */
export function isHeadLabel(text: string): boolean {
  return labelIn(text)?.inline === ''
}

function labelIn(text: string): { field: Field; inline: string } | undefined {
  const flat = text.includes('\n')
    ? text
        .split(/\n/)
        .map((line) => line.trim())
        .join('')
    : text
  const colon = /[:：]/.exec(flat)
  const head = compact(colon ? flat.slice(0, colon.index) : flat).replaceAll('単', '单')
  for (const key of [head, undouble(head)]) {
    const field = LABELS.find(([, pattern]) => pattern.test(key))?.[0]
    if (field) return { field, inline: colon ? flat.slice(colon.index + 1).trim() : '' }
  }
  return undefined
}

/** A cell cut through a label doubles a character at the cut: 填报日日期, 单位((盖章). */
function undouble(text: string): string {
  return text.replaceAll(/(.)\1/g, '$1')
}

/** Another field printed behind this one in the same cell. */
const NEXT_LABEL = /\s*(?:联系电话|电话|联系方式|填报日期|填表日期|(?:金额)?单位)\s*[:：].*$/s

function readText(found: Found | undefined, at: string, positions: 'exact' | 'loose', marks: Marks): string | null {
  if (!found) return null
  const text = cellText(found.text.replace(NEXT_LABEL, ''), positions).replace(/[:：]$/, '')
  // 单位：万元 names the unit of money, not the unit that files.
  if (text === '' || /^[_\s]+$/.test(text) || /^(?:人民币)?(?:百万|千|万|亿)?元$/.test(text)) return null
  const source = found.cells[0]?.source
  const place = source ? { source } : {}
  mark(
    marks,
    at,
    text === found.text.trim()
      ? { status: 'literal', ...place }
      : { status: 'repaired', raw: found.text, how: '去掉换行留下的空格', confidence: 0.95, ...place },
  )
  return text
}

function readDate(found: Found | undefined, marks: Marks): string | null {
  if (!found) return null
  const source = found.cells[0]?.source
  const place = source ? { source } : {}
  const raw = found.cells.length > 1 ? found.cells.map((cell) => cell.text).join('⇥') : found.text
  const plain = halfWidth(found.text).replaceAll(/\s/g, '')
  const date = parseFilingDate(plain) ?? parseFilingDate(plain.replaceAll(/[^\d年月日.\-/]/g, ''))
  if (date === undefined) {
    if (/\d/.test(plain)) mark(marks, '/filedOn', { status: 'missing', raw, how: '填报日期读不出', ...place })
    return null
  }
  const isCut = found.cells.length > 1 && /\d/.test(found.cells.at(-1)?.text ?? '') && !/[年月日]/.test(plain)
  const reading: Reading = isCut
    ? { status: 'repaired', raw, how: '日期被拆成两格，合并', confidence: 0.98 }
    : { status: 'literal', raw }
  mark(marks, '/filedOn', { ...reading, ...place })
  return date
}

function titleOf(view: View, { title }: Sections): Cell | undefined {
  if (title === undefined) return undefined
  return view.rows[title]?.find((cell) => isTitle(compact(cell.text)) || /绩效.*表/.test(compact(cell.text)))
}

/** Printed in or under the title; else the year the filing date points to: the one before it for a self-evaluation. */
function yearOf(view: View, sections: Sections, kind: FormKind, filedOn: string | null, marks: Marks): number | null {
  const { start, title } = sections
  let span: Cell | undefined
  for (let row = title ?? start; row < untilTables(sections); row++) {
    for (const cell of view.rows[row] ?? []) {
      const plain = compact(cell.text)
      // 2026—2028年度 is no fiscal year, and not its last one.
      if (yearsIn(plain)) {
        if (row === title || view.rows[row]?.length === 1) span ??= cell
        continue
      }
      const match =
        /(20\d{2})年?度/.exec(plain) ??
        /^年度[:：](20\d{2})年?$/.exec(plain) ??
        (row === title ? /^(20\d{2})年(?!\d)/.exec(plain) : null)
      if (match) {
        mark(marks, '/fiscalYear', { status: 'literal', source: cell.source })
        return Number(match[1])
      }
    }
  }
  if (span && filedOn === null) {
    const how = '表上只写了几年的起止，没有写是哪一年度的'
    mark(marks, '/fiscalYear', { status: 'missing', raw: span.text, how, source: span.source })
  }
  if (filedOn === null) return null
  const month = Number(filedOn.slice(5, 7))
  const year = Number(filedOn.slice(0, 4)) + yearsAway(kind, month)
  mark(marks, '/fiscalYear', {
    status: 'inferred',
    how: `表上没有写年度，按填报日期 ${filedOn} 推定`,
    confidence: 0.85,
  })
  return year
}

/** A self-evaluation is filed after year end, monitoring within the year, a declaration with the next budget (from July). */
function yearsAway(kind: FormKind, month: number): number {
  if (kind === 'monitoring') return 0
  if (kind === 'target-declaration') return month >= 7 ? 1 : 0
  return month <= 9 ? -1 : 0
}
