import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { toCsv, toHtml, toXlsx } from '#documents'
import type { Form } from '#engine'
import { Failure } from '../failure.ts'
import { onlyForm } from '../inputs.ts'
import type { Terminal } from '../terminal.ts'

const WRITERS: Readonly<Record<string, (form: Form) => Uint8Array | string>> = {
  '.xlsx': toXlsx,
  '.html': toHtml,
  '.csv': toCsv,
  '.json': (form) => `${JSON.stringify(form, null, 2)}\n`,
}

/** `jiheng convert IN OUT`: the official form in the format that OUT's ending names. */
export async function convertCommand(
  from: string | undefined,
  to: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const usage = 'jiheng convert 输入 输出.xlsx'
  if (to === undefined) throw new Failure(`没有给输出文件。用法：${usage}`)
  const write = writerOf(to)
  const form = await onlyForm(from, usage)
  await writeOut(to, write(form))
  terminal.err.write(`已写出 ${to}\n`)
  return 0
}

/** The writer for a file name, or a Failure that says what there is. */
export function writerOf(path: string): (form: Form) => Uint8Array | string {
  const ending = extname(path).toLowerCase()
  const write = WRITERS[ending]
  if (write) return write
  const later = ending === '.docx' || ending === '.pdf' ? `${ending} 还不能写出。` : `不认识的格式“${ending}”。`
  throw new Failure(`${later}可用：${Object.keys(WRITERS).join(' ')}。`)
}

export async function writeOut(path: string, content: Uint8Array | string): Promise<void> {
  await writeFile(path, content).catch((cause: unknown) => {
    throw new Failure(`写不了“${path}”。请核对文件夹是否存在、文件是否被别的程序打开。`, { cause })
  })
}
