import type { Form, FundRow, Indicator } from '../form.ts'

/** `第 3 行「读者满意度」`: an indicator row as an official would point at it. */
export function rowLabel(form: Form, i: number): string {
  return labelOf(form.indicators[i], i)
}

/** The same of a row that is at hand. */
export function labelOf(row: Indicator | undefined, i: number): string {
  return row?.name ? `第 ${i + 1} 行「${row.name}」` : `第 ${i + 1} 行`
}

/** Rows by number, runs joined: `第 6—10、12、13 行`. */
export function rowNumbers(rows: readonly number[]): string {
  const runs: [number, number][] = []
  for (const i of rows) {
    const last = runs.at(-1)
    if (last && i === last[1] + 1) last[1] = i
    else runs.push([i, i])
  }
  const parts = runs.flatMap(([from, to]) => {
    if (to - from >= 2) return [`${from + 1}—${to + 1}`]
    return from === to ? [`${from + 1}`] : [`${from + 1}`, `${to + 1}`]
  })
  return `第 ${parts.join('、')} 行`
}

/** Up to three rows with their names, then how many there are. */
export function rowLabels(form: Form, rows: readonly number[]): string {
  if (rows.length <= 3) return rows.map((i) => rowLabel(form, i)).join('、')
  const names = rows.slice(0, 2).map((i) => `「${form.indicators[i]?.name ?? '（无名称）'}」`)
  return `${rowNumbers(rows)}（${names.join('、')}等 ${rows.length} 行）`
}

/** `资金表「人员类项目」` */
export function fundLabel(row: FundRow): string {
  return `资金表「${row.source}」`
}

/** The beginning of a text, with … where it goes on. */
export function opening(text: string | null | undefined, length: number): string {
  const plain = (text ?? '').trim()
  return plain.length > length ? `${plain.slice(0, length)}…` : plain
}

/** The fund columns as the form prints them. */
export const FUND_COLUMNS = [
  ['initialBudget', '年初预算数'],
  ['annualBudget', '全年预算数'],
  ['execution', '全年执行数'],
] as const
