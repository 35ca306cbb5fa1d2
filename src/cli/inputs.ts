import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readArchive, readForms } from '#documents'
import type { Form, Problem } from '#engine'
import { Failure } from './failure.ts'

/** One file to read: its name as shown, and its bytes when they are asked for. */
export type Input = { readonly name: string; readonly bytes: () => Promise<Uint8Array> }

export type ReadInput = {
  readonly name: string
  readonly forms: readonly Form[]
  readonly problems: readonly Problem[]
}

const MOST_BYTES = 64 * 1024 * 1024
const MOST_FILES = 20_000
const HIDDEN = /^(?:\.|~\$|node_modules$)/

/** Files, folders (walked in name order), zip archives and `-` for standard input, as single inputs. */
export async function inputsOf(paths: readonly string[]): Promise<readonly Input[]> {
  if (paths.length === 0) throw new Failure('没有给文件。用法：jiheng check 文件…（“-”表示标准输入）')
  const inputs: Input[] = []
  for (const path of paths) inputs.push(...(await inputsAt(path)))
  if (inputs.length > MOST_FILES)
    throw new Failure(`一次最多处理 ${MOST_FILES} 个文件，这里有 ${inputs.length} 个。请分批处理。`)
  return inputs
}

async function inputsAt(path: string): Promise<readonly Input[]> {
  if (path === '-') return [{ name: '-', bytes: readStandardInput }]
  const info = await stat(path).catch(() => undefined)
  if (!info) throw new Failure(`找不到“${path}”。请核对路径。`)
  if (info.isDirectory()) return folder(path)
  if (info.size > MOST_BYTES)
    return [{ name: path, bytes: () => Promise.reject(new Failure(`“${path}”超过 64 MB，没有读。`)) }]
  return file(path)
}

async function folder(path: string): Promise<readonly Input[]> {
  const entries = await readdir(path, { withFileTypes: true })
  const inputs: Input[] = []
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name, 'zh'))) {
    if (HIDDEN.test(entry.name) || entry.isSymbolicLink()) continue
    inputs.push(...(await inputsAt(join(path, entry.name))))
  }
  return inputs
}

async function file(path: string): Promise<readonly Input[]> {
  const single: Input = { name: path, bytes: async () => new Uint8Array(await readFile(path)) }
  if (!/\.zip$/i.test(path)) return [single]
  const archive = readArchive(await single.bytes())
  if (!archive) return [single]
  const problem = archive.problems[0]
  if (problem) return [{ name: path, bytes: () => Promise.reject(new Failure(problem.message)) }]
  return archive.files.map(({ name, bytes }) => ({
    name: `${path}!${name}`,
    bytes: async () => bytes() ?? Promise.reject(new Failure('压缩包里的这个文件已损坏或过大，没有读。')),
  }))
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin) {
    size += (chunk as Buffer).length
    if (size > MOST_BYTES) throw new Failure('标准输入超过 64 MB，没有读。')
    chunks.push(chunk as Buffer)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** The forms of an input. A file that can't be read gives no form and its problems; nothing throws for a bad file. */
export async function readInput(input: Input): Promise<ReadInput> {
  try {
    const { forms, problems } = await readForms(await input.bytes())
    return { name: input.name, forms, problems }
  } catch (error) {
    if (error instanceof Failure) return { name: input.name, forms: [], problems: [{ message: error.message }] }
    throw error
  }
}

/** The only form of one file, for commands that work on one. */
export async function onlyForm(path: string | undefined, usage: string): Promise<Form> {
  if (path === undefined) throw new Failure(`没有给文件。用法：${usage}`)
  const [input] = await inputsOf([path])
  if (!input) throw new Failure(`“${path}”里没有文件。`)
  const { forms, problems } = await readInput(input)
  const form = forms[0]
  if (!form || form.kind === 'unrecognised')
    throw new Failure(`“${path}”里没有读到绩效自评表。${problems.map(({ message }) => message).join('')}`)
  return form
}
