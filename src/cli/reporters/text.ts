import type { CheckResult, Finding, Form, Severity } from '#engine'
import { placeName } from '../place.ts'
import { line, type Palette, type Terminal } from '../terminal.ts'
import type { Checked, Reporter } from './reporter.ts'

const HEADS: readonly (readonly [Severity, string])[] = [
  ['error', '必须改'],
  ['warning', '需说明'],
  ['notice', '提示'],
]
const MOST_PLACES = 6

/** Chinese text for a person: findings by severity, each with what, where and what to do. */
export function textReporter(terminal: Terminal, paint: Palette): Reporter {
  const sum = { all: 0, read: 0, errors: 0 }
  return {
    add(one) {
      line(terminal, paint.bold(one.file))
      for (const { message } of one.problems) line(terminal, `  ${paint.amber('读取')} ${message}`)
      if (one.result) reportForm(one.result, one.note, terminal, paint)
      line(terminal)
      count(sum, one)
    },
    end() {
      const { all, read, errors } = sum
      if (all > 1) line(terminal, `共 ${all} 份，读到自评表 ${read} 份，其中 ${errors} 份有必须改的问题。`)
    },
  }
}

function count(sum: { all: number; read: number; errors: number }, { result }: Checked): void {
  sum.all++
  if (!result || result.form.kind === 'unrecognised') return
  sum.read++
  if (result.summary.error > 0) sum.errors++
}

function reportForm(result: CheckResult, note: string | undefined, terminal: Terminal, paint: Palette): void {
  const { form, score, summary } = result
  if (form.kind !== 'unrecognised') {
    line(
      terminal,
      `  ${form.title ?? '（无标题）'}　${form.department ?? form.unit ?? ''}　${form.fiscalYear ?? '年度不明'}`,
    )
    const { value, bounds, why } = score.total
    const range = bounds && bounds[0] !== bounds[1] ? `（${bounds[0]}–${bounds[1]}）` : ''
    line(
      terminal,
      `  得分　填报 ${score.claimedTotal ?? '—'}　计算 ${value ?? '—'}${range}　${score.grade ?? ''}　${paint.grey(score.policy)}`,
    )
    line(terminal, paint.grey(`        ${why}`))
    if (note) line(terminal, paint.grey(`        ${note}`))
  }
  for (const [severity, head] of HEADS) reportSeverity(severity, head, result, terminal, paint)
  reportReading(form, terminal, paint)
  line(terminal, `  ${HEADS.map(([severity, head]) => `${head} ${summary[severity]}`).join('　')}`)
}

function reportSeverity(
  severity: Severity,
  head: string,
  { form, findings }: CheckResult,
  terminal: Terminal,
  paint: Palette,
): void {
  const colour = { error: paint.red, warning: paint.amber, notice: paint.grey }[severity]
  for (const finding of findings.filter((one) => one.severity === severity)) {
    line(terminal, `  ${colour(head)} ${finding.code} ${finding.message}`)
    line(terminal, paint.grey(`      位置 ${placesOf(form, finding)}`))
    line(
      terminal,
      paint.grey(`      建议 ${finding.advice}　[${finding.rule}]${finding.fix?.safe ? '　可自动修正' : ''}`),
    )
  }
}

function placesOf(form: Form, { at }: Finding): string {
  const places = [...new Set(at.slice(0, MOST_PLACES).map((pointer) => placeName(form, pointer)))]
  return at.length > MOST_PLACES ? `${places.join('、')} 等 ${at.length} 处` : places.join('、')
}

/** What was repaired or stays in doubt: counts, and every doubtful or missing value by name. */
function reportReading(form: Form, terminal: Terminal, paint: Palette): void {
  const entries = Object.entries(form.reading)
  const repaired = entries.filter(([, { status }]) => status === 'repaired' || status === 'inferred').length
  const open = entries.filter(([, { status }]) => status === 'doubtful' || status === 'missing')
  if (repaired + open.length === 0) return
  line(
    terminal,
    `  读取：修复或推定 ${repaired} 处，存疑或缺失 ${open.length} 处${repaired > 0 ? '（逐处见 jiheng read）' : ''}`,
  )
  // A value and its text are two pointers of one cell: said once.
  const said = new Set(
    open.map(
      ([at, { how, raw }]) =>
        `${placeName(form, at)}：${how ?? ''}${raw === undefined ? '' : `（原文“${raw.slice(0, 40)}”）`}`,
    ),
  )
  for (const text of said) line(terminal, paint.grey(`      ${text}`))
}
