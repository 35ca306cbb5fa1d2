import { type CheckResult, check } from '#engine'
import { Failure } from '../failure.ts'
import { inputsOf, readInput } from '../inputs.ts'
import { chosenPolicy } from '../policy-option.ts'
import { type Checked, reportText } from '../reporters/text.ts'
import { json, paletteOf, progress, type Terminal } from '../terminal.ts'

export type CheckOptions = {
  readonly format: string
  readonly policy: string | undefined
  readonly sets: readonly string[]
  readonly out: string | undefined
}

/** `jiheng check PATH…`. Exit status: 0 no error finding, 1 error findings, 2 a file could not be read. */
export async function checkCommand(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  const checked = await checkAll(paths, options, terminal)
  await report(checked, paths, options, terminal)
  if (checked.some(({ result }) => result === undefined)) return 2
  return checked.some(({ result }) => (result?.summary.error ?? 0) > 0) ? 1 : 0
}

async function checkAll(
  paths: readonly string[],
  { policy, sets }: CheckOptions,
  terminal: Terminal,
): Promise<readonly Checked[]> {
  const inputs = await inputsOf(paths)
  const bar = progress(terminal, inputs.length)
  const checked: Checked[] = []
  for (const input of inputs) {
    const { name, forms, problems } = await readInput(input)
    if (forms.length === 0) checked.push({ file: name, problems, result: undefined })
    for (const [i, form] of forms.entries()) {
      const chosen = chosenPolicy(form, policy, sets)
      const result = withOverrides(check(form, chosen.policy), chosen.overrides)
      checked.push({
        file: name,
        problems: i === 0 ? problems : [],
        result,
        ...(chosen.note ? { note: chosen.note } : {}),
      })
    }
    bar.step(name)
  }
  bar.end()
  return checked
}

function withOverrides(result: CheckResult, overrides: Readonly<Record<string, string>>): CheckResult {
  return Object.keys(overrides).length === 0 ? result : { ...result, score: { ...result.score, overrides } }
}

async function report(
  checked: readonly Checked[],
  paths: readonly string[],
  { format, out }: CheckOptions,
  terminal: Terminal,
): Promise<void> {
  switch (format) {
    case 'text':
      return reportText(checked, terminal, paletteOf(terminal))
    case 'json': {
      const list = checked.map(asJson)
      return json(terminal, paths.length === 1 && list.length === 1 ? list[0] : list)
    }
    case 'sarif':
      return json(terminal, (await import('../reporters/sarif.ts')).sarif(checked))
    case 'xlsx': {
      const { writeFile } = await import('node:fs/promises')
      const path = out ?? '校核结果.xlsx'
      await writeFile(path, (await import('../reporters/xlsx.ts')).xlsx(checked))
      terminal.err.write(`已写出 ${path}\n`)
      return
    }
    default:
      throw new Failure(`没有输出格式“${format}”。可用：text、json、sarif、xlsx。`)
  }
}

function asJson({ file, problems, result, note }: Checked): unknown {
  if (!result)
    return { file, form: null, score: null, findings: [], summary: { error: 0, warning: 0, notice: 0 }, problems }
  const { form, score, findings, summary } = result
  return {
    file,
    form,
    score: note ? { ...score, note } : score,
    findings,
    summary,
    ...(problems.length > 0 ? { problems } : {}),
  }
}
