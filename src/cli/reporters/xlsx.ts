import { type Sheet, type SheetCell, sheetsToXlsx } from '#documents'
import { placeName } from '../place.ts'
import type { Checked } from './text.ts'

type Column = { readonly head: string; readonly width: number; readonly role: 'text' | 'number' }

const FORMS: readonly Column[] = [
  { head: '文件', width: 30, role: 'text' },
  { head: '部门（单位）', width: 24, role: 'text' },
  { head: '年度', width: 8, role: 'number' },
  { head: '填报总分', width: 10, role: 'number' },
  { head: '计算总分', width: 10, role: 'number' },
  { head: '最低', width: 8, role: 'number' },
  { head: '最高', width: 8, role: 'number' },
  { head: '等次', width: 8, role: 'text' },
  { head: '必须改', width: 8, role: 'number' },
  { head: '需说明', width: 8, role: 'number' },
  { head: '提示', width: 8, role: 'number' },
  { head: '读取情况', width: 40, role: 'text' },
]
const FINDINGS: readonly Column[] = [
  { head: '文件', width: 30, role: 'text' },
  { head: '部门（单位）', width: 24, role: 'text' },
  { head: '程度', width: 8, role: 'text' },
  { head: '代码', width: 8, role: 'text' },
  { head: '问题', width: 60, role: 'text' },
  { head: '位置', width: 36, role: 'text' },
  { head: '建议', width: 44, role: 'text' },
  { head: '依据', width: 36, role: 'text' },
]
const WORDS = { error: '必须改', warning: '需说明', notice: '提示' }

/** A workbook for a bureau: one row a form, one row a finding. The same input gives the same bytes. */
export function xlsx(checked: readonly Checked[]): Uint8Array {
  return sheetsToXlsx([
    table('各表', FORMS, checked.map(formRow)),
    table('各项问题', FINDINGS, checked.flatMap(findingRows)),
  ])
}

function formRow({ file, problems, result }: Checked): readonly string[] {
  const note = problems.map(({ message }) => message).join('')
  if (!result) return [file, '', '', '', '', '', '', '', '', '', '', note || '没有读到自评表']
  const { form, score, summary } = result
  const { value, bounds } = score.total
  const numbers = [form.fiscalYear, score.claimedTotal, value, bounds?.[0], bounds?.[1]].map((one) =>
    one === null || one === undefined ? '' : String(one),
  )
  const counts = [summary.error, summary.warning, summary.notice].map(String)
  return [
    file,
    form.department ?? form.unit ?? '',
    ...numbers,
    form.grade ?? '',
    ...counts,
    form.kind === 'unrecognised' ? `没有读到自评表。${note}` : note,
  ]
}

function findingRows({ file, result }: Checked): readonly (readonly string[])[] {
  if (!result) return []
  const { form, findings } = result
  return findings.map(({ severity, code, message, at, advice, basis }) => [
    file,
    form.department ?? form.unit ?? '',
    WORDS[severity],
    code,
    message,
    at
      .slice(0, 8)
      .map((pointer) => placeName(form, pointer))
      .join('、'),
    advice,
    basis,
  ])
}

function table(name: string, columns: readonly Column[], rows: readonly (readonly string[])[]): Sheet {
  const cell = (row: number, column: number, text: string, role: SheetCell['role']): SheetCell => ({
    row,
    column,
    rowSpan: 1,
    columnSpan: 1,
    text,
    role,
  })
  const cells = [
    ...columns.map(({ head }, i) => cell(0, i, head, 'label')),
    ...rows.flatMap((row, r) => row.map((text, c) => cell(r + 1, c, text, columns[c]?.role ?? 'text'))),
  ]
  const heights = rows.map(
    (row) =>
      18 * Math.max(1, ...row.map((text, c) => Math.min(8, Math.ceil((text.length * 2) / (columns[c]?.width ?? 20))))),
  )
  return {
    name,
    columnWidths: columns.map(({ width }) => width),
    rowHeights: [24, ...heights],
    cells,
    repeatRows: [0, 0],
    orientation: 'landscape',
  }
}
