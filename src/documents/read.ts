import { type Form, type Grid, type Problem, recognise } from '#engine'
import { type Format, formats, type ReadOptions } from './formats.ts'
import { MAX_FILE_BYTES } from './limits.ts'
import { struckProblems } from './struck.ts'
import { Unreadable } from './unreadable.ts'

/** What stands in a file: its format, one grid a sheet or text, and what could not be taken. */
export type Document = {
  readonly format: string
  readonly grids: readonly Grid[]
  readonly problems: readonly Problem[]
}

/** The forms of a file, and the grids they were recognised in: what a person compares a value with. */
type Forms = {
  readonly forms: readonly Form[]
  readonly problems: readonly Problem[]
  readonly format: string
  readonly grids: readonly Grid[]
}

/** Reads a file of any known format, recognised by its content. A bad file gives problems, never an error. */
export async function readGrids(bytes: Uint8Array, options: ReadOptions = {}): Promise<Document> {
  const format = formatOf(bytes)
  if ('refusal' in format) return { format: format.name, grids: [], problems: [{ message: format.refusal }] }
  if ('readForms' in format) {
    return { format: format.name, grids: [], problems: [{ message: '这是 JSON 记录，里面没有表格。' }] }
  }
  const reader = await format.read()
  const result = { grids: [], ...(await orProblem(() => reader.read(bytes, options))) }
  return { format: format.name, ...result, problems: [...result.problems, ...struckProblems(result.grids)] }
}

/** Every form in a file, in order. Without a readable form the list is empty and a problem says why. */
export async function readForms(bytes: Uint8Array, options: ReadOptions = {}): Promise<Forms> {
  const format = formatOf(bytes)
  if ('readForms' in format) {
    const reader = await format.readForms()
    return { forms: [], format: format.name, grids: [], ...(await orProblem(() => reader.read(bytes))) }
  }
  const { grids, problems } = await readGrids(bytes, options)
  const from = { format: format.name, grids }
  if (grids.length === 0) return { forms: [], problems, ...from }

  const forms = recognise(grids).filter(({ kind }) => kind !== 'unrecognised')
  if (forms.length > 0) return { forms, problems, ...from }
  const message =
    '文件里没有认出绩效自评表：找不到“资金来源”“三级指标”“年度指标值”这些表头。请确认交来的是自评表，表头没有删去。'
  return { forms: [], problems: [...problems, { message }], ...from }
}

function formatOf(bytes: Uint8Array): Format {
  if (bytes.length > MAX_FILE_BYTES) return { ...UNKNOWN, refusal: TOO_LARGE }
  return formats.find(({ matches }) => matches(bytes)) ?? UNKNOWN
}

const TOO_LARGE = `文件超过 ${MAX_FILE_BYTES / 1024 / 1024} MB，不像一张绩效自评表，没有读。请只保留自评表，另存后再试。`
const UNKNOWN = {
  name: 'unknown',
  matches: () => true,
  refusal: '认不出文件的格式。请用 Excel 或 WPS 另存为 .xlsx 再试。',
}

/** The file is at fault, not the program: the message of an Unreadable is written for the person who brought it. */
async function orProblem<T>(read: () => T | Promise<T>): Promise<T | { readonly problems: readonly Problem[] }> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const { message, source } = error
    return { problems: [source ? { message, source } : { message }] }
  }
}
