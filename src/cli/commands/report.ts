import { toReportDocx } from '#documents'
import { check, reportOf } from '#engine'
import { Failure } from '../failure.ts'
import { onlyForm } from '../inputs.ts'
import { chosenPolicy } from '../policy-option.ts'
import type { Terminal } from '../terminal.ts'
import { writeOut } from './convert.ts'

/** `jiheng report FILE OUT.docx`: the self-evaluation report, built from the form's facts only. */
export async function reportCommand(
  from: string | undefined,
  to: string | undefined,
  { policy, form: which }: { readonly policy: string | undefined; readonly form: string | undefined },
  terminal: Terminal,
): Promise<number> {
  const usage = 'jiheng report 文件 报告.docx'
  if (to === undefined) throw new Failure(`没有给输出文件。用法：${usage}`)
  if (!/\.docx$/i.test(to)) throw new Failure(`自评报告写成 .docx，这里是“${to}”。用法：${usage}`)
  const form = await onlyForm(from, usage, which)
  const chosen = chosenPolicy(form, policy, [])
  const report = reportOf(check(form, chosen.policy), chosen.policy)
  if (!report) throw new Failure('只有自评表能写自评报告，这不是一张自评表。')
  await writeOut(to, toReportDocx(report, form), from)
  const open = report.blocks
    .flatMap((block) => (block.kind === 'paragraph' ? block.runs : []))
    .filter(({ mark }) => mark)
  terminal.err.write(`已写出 ${to}${open.length > 0 ? `，其中 ${open.length} 处待填或待核，已用底色标出` : ''}\n`)
  return 0
}
