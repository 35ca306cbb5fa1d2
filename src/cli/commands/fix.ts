import { applyEdits, check, readAt } from '#engine'
import { Failure } from '../failure.ts'
import { onlyForm } from '../inputs.ts'
import { placeName } from '../place.ts'
import { chosenPolicy } from '../policy-option.ts'
import { line, type Terminal } from '../terminal.ts'
import { writeOut, writerOf } from './convert.ts'

/** `jiheng fix FILE -o OUT`: applies the safe fixes, lists them, writes the form. Actual values are never touched. */
export async function fixCommand(
  path: string | undefined,
  out: string | undefined,
  { policy: policyId, form: which }: { readonly policy: string | undefined; readonly form: string | undefined },
  terminal: Terminal,
): Promise<number> {
  if (out === undefined) throw new Failure('没有给输出文件。用法：jiheng fix 文件 -o 输出.xlsx')
  const write = writerOf(out)
  const form = await onlyForm(path, 'jiheng fix 文件 -o 输出.xlsx', which)
  const { policy } = chosenPolicy(form, policyId, [])
  const fixes = check(form, policy).findings.filter(({ fix }) => fix?.safe)
  const fixed = fixes.reduce((changed, { fix }) => applyEdits(changed, fix?.edits ?? []), form)
  for (const { fix, code } of fixes) {
    for (const { at, to } of fix?.edits ?? [])
      line(terminal, `${code} ${placeName(form, at)}：${show(readAt(form, at))} → ${show(to)}`)
  }
  await writeOut(out, await write(fixed, terminal), path)
  line(terminal, fixes.length === 0 ? '没有可以自动修正的问题。' : `已修正 ${fixes.length} 项。`)
  terminal.err.write(`已写出 ${out}\n`)
  return 0
}

function show(value: unknown): string {
  if (value === null || value === undefined) return '（空）'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
