import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Packed, readArchive, readForms } from '#documents'
import type { Form, Problem } from '#engine'
import { Failure } from './failure.ts'

/** Where an input can be opened again from: a file, or a file inside a zip archive. */
export type Address = { readonly path: string; readonly entry?: string }

/** One file to read: its name as shown, its bytes when they are asked for, and its address unless it came by standard input. */
export type Input = { readonly name: string; readonly bytes: () => Promise<Uint8Array>; readonly at?: Address }

export type ReadInput = {
  readonly name: string
  readonly forms: readonly Form[]
  readonly problems: readonly Problem[]
}

const MOST_BYTES = 64 * 1024 * 1024
const MOST_FILES = 20_000
const HIDDEN = /^(?:\.|~\$|node_modules$)/

/**
 * Files, folders (walked in name order), zip archives and `-` for standard input, as single inputs. A path that isn't there
 * is a Failure when it is the only one, else an input that says so: one slip must not stop the rest.
 */
export async function inputsOf(paths: readonly string[]): Promise<readonly Input[]> {
  if (paths.length === 0) throw new Failure('没有给文件。用法：jiheng check 文件…（“-”表示标准输入）')
  const inputs: Input[] = []
  for (const path of paths) inputs.push(...(await inputsAt(path, paths.length > 1)))
  if (inputs.length > MOST_FILES)
    throw new Failure(`一次最多处理 ${MOST_FILES} 个文件，这里有 ${inputs.length} 个。请分批处理。`)
  return inputs
}

async function inputsAt(path: string, isOneOfMany: boolean): Promise<readonly Input[]> {
  if (path === '-') return [{ name: '-', bytes: readStandardInput }]
  const info = await stat(path).catch(() => undefined)
  if (!info) {
    const failure = new Failure(`找不到“${path}”。请核对路径。`)
    if (isOneOfMany) return [failing(path, failure)]
    throw failure
  }
  if (info.isDirectory()) return folder(path)
  if (!info.isFile()) return [failing(path, new Failure(`“${path}”不是普通文件，没有读。`))]
  if (info.size > MOST_BYTES) return [failing(path, new Failure(`“${path}”超过 64 MB，没有读。`))]
  return file(path)
}

function failing(name: string, failure: Failure): Input {
  return { name, bytes: () => Promise.reject(failure) }
}

async function folder(path: string): Promise<readonly Input[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    // A folder that may not be opened is told as one input; its neighbours are still read.
    return new Failure(`文件夹“${path}”打不开，没有读。请检查权限。`, { cause })
  })
  if (entries instanceof Failure) return [failing(path, entries)]
  const inputs: Input[] = []
  for (const entry of entries.sort((a, b) => a.name.localeCompare(b.name, 'zh'))) {
    if (HIDDEN.test(entry.name) || entry.isSymbolicLink()) continue
    inputs.push(...(await inputsAt(join(path, entry.name), true)))
  }
  return inputs
}

async function file(path: string): Promise<readonly Input[]> {
  const single: Input = { name: path, bytes: () => readPath(path), at: { path } }
  if (!/\.zip$/i.test(path)) return [single]
  const archive = readArchive(await single.bytes())
  if (!archive) return [single]
  const problem = archive.problems[0]
  if (problem) return [failing(path, new Failure(problem.message))]
  return archive.files.map((packed) => ({
    name: `${path}!${packed.name}`,
    bytes: async () => bytesOf(packed),
    at: { path, entry: packed.name },
  }))
}

async function readPath(path: string): Promise<Uint8Array> {
  return readFile(path).then(
    (buffer) => new Uint8Array(buffer),
    (cause: unknown) =>
      Promise.reject(new Failure(`“${path}”打不开，没有读。请检查文件是否还在、有无权限。`, { cause })),
  )
}

function bytesOf(packed: Packed | undefined): Uint8Array {
  const bytes = packed?.bytes()
  if (!bytes) throw new Failure('压缩包里的这个文件已损坏或过大，没有读。')
  return bytes
}

/** Opens addresses one after the other; an archive stays open for the entries that follow. */
export function opener(): (address: Address) => Promise<Uint8Array> {
  let open: { readonly path: string; readonly files: ReadonlyMap<string, Packed> } | undefined
  return async ({ path, entry }) => {
    if (entry === undefined) return readPath(path)
    if (open?.path !== path) {
      const files = readArchive(await readPath(path))?.files ?? []
      open = { path, files: new Map(files.map((packed) => [packed.name, packed])) }
    }
    return bytesOf(open.files.get(entry))
  }
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

/**
 * The form of one file, for commands that work on one. A file with several needs `which`, counted from 1: taking the first in silence
 * would answer for the wrong one.
 */
export async function onlyForm(path: string | undefined, usage: string, which?: string): Promise<Form> {
  if (path === undefined) throw new Failure(`没有给文件。用法：${usage}`)
  const inputs = await inputsOf([path])
  if (inputs.length === 0) throw new Failure(`“${path}”里没有文件。`)
  const read = []
  for (const input of inputs) read.push(await readInput(input))
  const forms = read.flatMap((one) => one.forms).filter(({ kind }) => kind !== 'unrecognised')
  const first = forms[0]
  if (!first) {
    const problems = read.flatMap((one) => one.problems.map(({ message }) => message))
    throw new Failure(`“${path}”里没有读到绩效自评表。${problems.join('')}`)
  }
  if (which === undefined && forms.length === 1) return first
  const list = forms
    .map((form, i) => `${i + 1} ${form.project ?? form.department ?? form.title ?? '（无名）'}`)
    .join('；')
  if (which === undefined) throw new Failure(`“${path}”里有 ${forms.length} 张表（${list}）。请用 --form 指定第几张。`)
  const chosen = /^\d+$/.test(which) ? forms[Number(which) - 1] : undefined
  if (!chosen) throw new Failure(`--form 要写 1 到 ${forms.length} 的整数（${list}），这里是“${which}”。`)
  return chosen
}
