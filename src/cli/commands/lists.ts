import {
  type Basis,
  check,
  choosePolicy,
  type Form,
  findPolicy,
  formatBasis,
  policies,
  type Rule,
  rules,
} from '#engine'
import { Failure } from '../failure.ts'
import { json, line, paletteOf, type Terminal } from '../terminal.ts'

const WORDS = { error: '必须改', warning: '需说明', notice: '提示' }

/** `jiheng rules`. */
export function rulesCommand(format: string, terminal: Terminal): number {
  const sorted = [...rules].sort((a, b) => a.code.localeCompare(b.code))
  if (format === 'json')
    json(
      terminal,
      sorted.map(({ id, title, code, severity, basis, why }) => ({
        id,
        title,
        code,
        severity,
        basis: formatBasis(basis),
        verified: basis.verified,
        why,
      })),
    )
  else {
    for (const { id, title, code, severity } of sorted) line(terminal, `${code}  ${WORDS[severity]}  ${title}  [${id}]`)
    line(terminal, `共 ${sorted.length} 条。详见 jiheng explain 规则。`)
  }
  return 0
}

/** `jiheng policies`. */
export function policiesCommand(format: string, terminal: Terminal): number {
  const list = policies.map(({ id, title, jurisdiction, years, verified, provisional, kinds, basis }) => ({
    id,
    title,
    jurisdiction,
    years,
    verified,
    provisional,
    kinds,
    basis: basis.map((one: Basis) => formatBasis(one)),
  }))
  if (format === 'json') json(terminal, list)
  else
    for (const { id, title, years, verified, basis } of list)
      line(
        terminal,
        `${id}  ${title}  ${years.from}–${years.to ?? ''}  ${verified ? '已核' : '待核'}  ${basis[0] ?? ''}`,
      )
  return 0
}

/** `jiheng explain RULE`: by id or catalogue code; a bad and a good example come from the rule itself. */
export function explainCommand(name: string | undefined, terminal: Terminal): number {
  if (name === undefined) throw new Failure('没有给规则。用法：jiheng explain 规则（编号或代码，见 jiheng rules）')
  const found = rules.filter(({ id, code }) => id === name || code.toLowerCase() === name.toLowerCase())
  if (found.length === 0) throw new Failure(`没有规则“${name}”。用 jiheng rules 看全部规则。`)
  for (const rule of found) explain(rule, terminal)
  return 0
}

function explain(rule: Rule, terminal: Terminal): void {
  const paint = paletteOf(terminal)
  line(terminal, paint.bold(`${rule.code}  ${rule.title}  [${rule.id}]`))
  line(terminal, `程度：${WORDS[rule.severity]}`)
  line(terminal, `为什么：${rule.why}`)
  line(terminal, `依据：${formatBasis(rule.basis)}`)
  for (const [label, { form }] of Object.entries(rule.examples.invalid).slice(0, 2)) {
    line(terminal, `不对的例子（${label}）：${messageOf(rule, form)}`)
  }
  line(terminal, `对的例子：${Object.keys(rule.examples.valid).join('、')}`)
  line(terminal)
}

function messageOf(rule: Rule, form: Form): string {
  return (
    check(form, findPolicy('national-2020') ?? choosePolicy(form).policy).findings.find(
      (finding) => finding.rule === rule.id,
    )?.message ?? ''
  )
}
