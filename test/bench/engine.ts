import { check, type Form, findPolicy, type Policy, score, typeInto } from '#engine'
import { copiesOf, formOf, formWithRows, soundText } from './forms.ts'
import { head, median, quantile, row, times } from './timing.ts'

const policy = findPolicy('national-2020') as Policy

/** check + score, forms a second on one core. */
export async function throughputBench(): Promise<void> {
  head('校核 + 计分（每份约 16 行指标）')
  const forms = Array.from({ length: 40 }, (_, i) => formOf(soundText(i)))
  const copies = forms.flatMap((form) => copiesOf(form, 60))
  let next = 0
  const sorted = await times(2000, () => check(copies[next++] as Form, policy), 400)
  row('ms/form p50, p99', median(sorted), quantile(sorted, 0.99))
  row('forms/s', 1000 / median(sorted))
}

/** One key press: edit, score, check. */
export async function editBench(): Promise<void> {
  head('改一格后重算（200 行）')
  const form = formWithRows(200)
  const sorted = await times(
    400,
    (i) => check(typeInto(form, `/indicators/${(i * 37) % 200}/actual/text`, `${i % 50}次`), policy),
    60,
  )
  row('ms p50, p95, p99', median(sorted), quantile(sorted, 0.95), quantile(sorted, 0.99))
}

/** Time a row must not grow with the number of rows. */
export async function growthBench(): Promise<void> {
  head('随行数增长（校核 + 计分）')
  row('行数', 'ms', 'µs/行', '倍')
  let first: number | undefined
  for (const rows of [25, 250, 2500]) {
    const form = formWithRows(rows)
    const runs = Math.max(10, 20_000 / rows / 4)
    const copies = copiesOf(form, runs + 20)
    let next = 0
    const ms = median(await times(runs, () => check(copies[next++] as Form, policy), 20))
    const each = (ms * 1000) / rows
    first ??= each
    row(String(rows), ms, each, each / first)
  }
  const wide = copiesOf(formWithRows(2500), 60)
  let next = 0
  row('只计分 2500 行', median(await times(40, () => score(wide[next++] as Form, policy))))
}
