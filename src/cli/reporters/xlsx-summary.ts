import type { Sheet, SheetCell } from '#documents'
import { rules, type Severity } from '#engine'
import type { Checked } from './reporter.ts'

export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { error: '必须改', warning: '需说明', notice: '提示' }

/** Upper bounds (points, exclusive) of the bars of computed totals; the last takes what is left. */
const BANDS: readonly (readonly [label: string, below: number])[] = [
  ['60 分以下', 60],
  ['60–80', 80],
  ['80–90', 90],
  ['90–95', 95],
  ['95–100', 100],
  ['100', Number.POSITIVE_INFINITY],
]
const MOST_RULES = 15
const CHART_ROWS = 15

/** Counts a batch as it goes by; `sheet` is the first page of the workbook: how many, which findings most, how the totals lie. */
export function openSummary(): { readonly add: (checked: Checked) => void; readonly sheet: () => Sheet } {
  const counts = { all: 0, unread: 0, errors: 0, warnings: 0, clean: 0, unscored: 0 }
  const bands = BANDS.map(() => 0)
  const found = new Map<string, { forms: number; times: number }>()
  return {
    add({ result }) {
      counts.all++
      if (!result || result.form.kind === 'unrecognised') {
        counts.unread++
        return
      }
      const { summary, score, findings } = result
      if (summary.error > 0) counts.errors++
      else if (summary.warning > 0) counts.warnings++
      else counts.clean++
      const { value } = score.total
      if (value === null) counts.unscored++
      else {
        const band = BANDS.findIndex(([, below]) => value < below)
        bands[band] = (bands[band] ?? 0) + 1
      }
      tally(found, findings)
    },
    sheet: () => draw(counts, bands, found),
  }
}

function tally(
  found: Map<string, { forms: number; times: number }>,
  findings: readonly { readonly rule: string }[],
): void {
  const here = new Map<string, number>()
  for (const { rule } of findings) here.set(rule, (here.get(rule) ?? 0) + 1)
  for (const [rule, times] of here) {
    const before = found.get(rule) ?? { forms: 0, times: 0 }
    found.set(rule, { forms: before.forms + 1, times: before.times + times })
  }
}

function draw(
  counts: Readonly<Record<'all' | 'unread' | 'errors' | 'warnings' | 'clean' | 'unscored', number>>,
  bands: readonly number[],
  found: ReadonlyMap<string, { readonly forms: number; readonly times: number }>,
): Sheet {
  const commonest = [...found].sort((a, b) => b[1].forms - a[1].forms || b[1].times - a[1].times).slice(0, MOST_RULES)
  const rows: (readonly string[])[] = [
    ['结果', '份数'],
    ['共处理', String(counts.all)],
    ['没有读到自评表', String(counts.unread)],
    ['有必须改的问题', String(counts.errors)],
    ['只有需说明的问题', String(counts.warnings)],
    ['没有这两类问题', String(counts.clean)],
    [],
    ['计算总分', '份数'],
    ...BANDS.map(([label], i) => [label, String(bands[i] ?? 0)]),
    ['算不出', String(counts.unscored)],
    [],
    ['最常见的问题', '涉及份数', '次数', '程度', '代码'],
    ...commonest.map(([id, { forms, times }]) => {
      const rule = rules.find((one) => one.id === id)
      const title = rule?.title ?? id
      return [title, String(forms), String(times), rule ? SEVERITY_WORDS[rule.severity] : '', rule?.code ?? '']
    }),
  ]
  const bandHead = rows.findIndex(([head]) => head === '计算总分')
  const ruleHead = rows.findIndex(([head]) => head === '最常见的问题')
  return {
    name: '汇总',
    columnWidths: [44, 10, 8, 8, 8, 3, ...Array<number>(8).fill(10)],
    rowHeights: rows.map(() => 20),
    cells: rows.flatMap((row, r) =>
      row.map((text, c) => cellOf(r, c, text, r === 0 || r === bandHead || r === ruleHead)),
    ),
    repeatRows: null,
    orientation: 'landscape',
    charts: [
      ...(commonest.length === 0
        ? []
        : [barsOf('最常见的问题（涉及份数）', 'bars', ruleHead + 1, commonest.length, 0)]),
      barsOf(
        '计算总分的分布（份数）',
        'columns',
        bandHead + 1,
        BANDS.length + 1,
        commonest.length === 0 ? 0 : CHART_ROWS + 1,
      ),
    ],
  }
}

function barsOf(title: string, kind: 'bars' | 'columns', firstRow: number, count: number, from: number) {
  const range = (column: number) => ({ column, firstRow, lastRow: firstRow + count - 1 })
  return { title, kind, categories: range(0), values: range(1), at: [6, from, 14, from + CHART_ROWS] } as const
}

function cellOf(row: number, column: number, text: string, isHead: boolean): SheetCell {
  const role = isHead ? 'label' : column === 1 || column === 2 ? 'number' : 'text'
  return { row, column, rowSpan: 1, columnSpan: 1, text, role }
}
