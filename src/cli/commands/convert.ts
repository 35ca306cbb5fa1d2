import { stat, writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import {
  missingNote,
  toAnnotatedDocx,
  toAnnotatedPdf,
  toAnnotatedXlsx,
  toCsv,
  toDocx,
  toHtml,
  toPdf,
  toXlsx,
  unwrittenNote,
  type WrittenPdf,
} from '#documents'
import { check, type Finding, type Form } from '#engine'
import { Failure } from '../failure.ts'
import { onlyForm } from '../inputs.ts'
import { chosenPolicy } from '../policy-option.ts'
import type { Terminal } from '../terminal.ts'

type Content = Uint8Array | string
/** `terminal` takes what the writer has to say beside the file. */
type Writer = (form: Form, terminal: Terminal) => Content | Promise<Content>

const WRITERS: Readonly<Record<string, Writer>> = {
  '.xlsx': toXlsx,
  '.docx': toDocx,
  '.pdf': writePdf,
  '.html': toHtml,
  '.csv': toCsv,
  '.json': (form) => `${JSON.stringify(form, null, 2)}\n`,
}

type Annotator = (form: Form, findings: readonly Finding[], terminal: Terminal) => Content | Promise<Content>

const ANNOTATORS: Readonly<Record<string, Annotator>> = {
  '.xlsx': toAnnotatedXlsx,
  '.docx': toAnnotatedDocx,
  '.pdf': async (form, findings, terminal) => told(await toAnnotatedPdf(form, findings), terminal),
}

export type ConvertOptions = {
  /** The findings are written into the copy: as comments in .xlsx and .docx, in the margin of a .pdf. */
  readonly annotate: boolean
  /** The pack of the findings; undefined: the form's own. */
  readonly policy: string | undefined
  /** Which form of a file with several, counted from 1. */
  readonly form: string | undefined
}

/** `jiheng convert IN OUT`: the official form in the format that OUT's ending names. */
export async function convertCommand(
  from: string | undefined,
  to: string | undefined,
  { annotate, policy, form: which }: ConvertOptions,
  terminal: Terminal,
): Promise<number> {
  const usage = 'jiheng convert 输入 输出.xlsx'
  if (to === undefined) throw new Failure(`没有给输出文件。用法：${usage}`)
  const write = annotate ? undefined : writerOf(to)
  const annotator = annotate ? annotatorOf(to) : undefined
  const form = await onlyForm(from, usage, which)
  const findings = annotator ? check(form, chosenPolicy(form, policy, []).policy).findings : []
  const content = await (annotator ? annotator(form, findings, terminal) : write?.(form, terminal))
  await writeOut(to, content ?? '', from)
  const note = extname(to).toLowerCase() === '.json' ? undefined : unwrittenNote(form)
  if (note !== undefined) terminal.err.write(`${note}\n`)
  terminal.err.write(`已写出 ${to}\n`)
  return 0
}

async function writePdf(form: Form, terminal: Terminal): Promise<Uint8Array> {
  return told(await toPdf(form), terminal)
}

function told({ bytes, missing }: WrittenPdf, terminal: Terminal): Uint8Array {
  const note = missingNote(missing)
  if (note !== undefined) terminal.err.write(`${note}\n`)
  return bytes
}

function annotatorOf(path: string): Annotator {
  const ending = extname(path).toLowerCase()
  const annotate = ANNOTATORS[ending]
  if (annotate) return annotate
  throw new Failure(`带批注的表不能写成“${ending}”。可用：${Object.keys(ANNOTATORS).join(' ')}。`)
}

/** The writer for a file name, or a Failure that says what there is. */
export function writerOf(path: string): Writer {
  const ending = extname(path).toLowerCase()
  const write = WRITERS[ending]
  if (write) return write
  throw new Failure(`不认识的格式“${ending}”。可用：${Object.keys(WRITERS).join(' ')}。`)
}

/** Writes a result; never over the file it was made from, which may be the only original. */
export async function writeOut(path: string, content: Content, from?: string): Promise<void> {
  if (from !== undefined && (await isSameFile(from, path)))
    throw new Failure(`输出“${path}”就是输入的文件，没有写，免得盖掉原件。请换一个文件名。`)
  await writeFile(path, content).catch((cause: unknown) => {
    throw new Failure(`写不了“${path}”。请核对文件夹是否存在、文件是否被别的程序打开。`, { cause })
  })
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => undefined)))
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev
}
