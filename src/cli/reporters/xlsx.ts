import { writeFile } from 'node:fs/promises'
import { type Sheet, type SheetCell, sheetsToXlsx } from '#documents'
import { Failure } from '../failure.ts'
import { placeName } from '../place.ts'
import type { Terminal } from '../terminal.ts'
import type { Checked, Reporter } from './reporter.ts'
import { openSummary, SEVERITY_WORDS } from './xlsx-summary.ts'

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
  { head: '存疑或缺失', width: 11, role: 'number' },
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
/** More rows make a workbook that offices can't open; the rest is counted in the last one. */
const MOST_FINDINGS = 100_000

/** A workbook for a bureau: counts with charts, one row a form, one row a finding. The same results give the same bytes. */
export function xlsxReporter(path: string, terminal: Terminal): Reporter {
  const summary = openSummary()
  const forms: (readonly string[])[] = []
  const findings: (readonly string[])[] = []
  let left = 0
  return {
    add(checked) {
      summary.add(checked)
      forms.push(formRow(checked))
      const rows = findingRows(checked)
      const room = MOST_FINDINGS - findings.length
      findings.push(...rows.slice(0, room))
      left += Math.max(0, rows.length - room)
    },
    async end() {
      if (left > 0) findings.push(['', '', '', '', `另有 ${left} 项没有列出，见 json 格式的结果`, '', '', ''])
      const sheets = [summary.sheet(), table('各表', FORMS, forms), table('各项问题', FINDINGS, findings)]
      await writeFile(path, sheetsToXlsx(sheets)).catch((cause: unknown) => {
        throw new Failure(`“${path}”写不了。请检查文件是否正开着、文件夹是否存在。`, { cause })
      })
      terminal.err.write(`已写出 ${path}\n`)
    },
  }
}

function formRow({ file, problems, result }: Checked): readonly string[] {
  const note = problems.map(({ message }) => message).join('')
  if (!result) return [file, '', '', '', '', '', '', '', '', '', '', '', note || '没有读到自评表']
  const { form, score, summary } = result
  const { value, bounds } = score.total
  const numbers = [form.fiscalYear, score.claimedTotal, value, bounds?.[0], bounds?.[1]].map((one) =>
    one === null || one === undefined ? '' : String(one),
  )
  const open = Object.values(form.reading).filter(({ status }) => status === 'doubtful' || status === 'missing').length
  const counts = [summary.error, summary.warning, summary.notice, open].map(String)
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
    SEVERITY_WORDS[severity],
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
    isList: true,
  }
}
