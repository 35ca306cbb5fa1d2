import { type Form, type Grid, type Problem, recognise } from '#engine'
import { formats } from './formats.ts'
import { MAX_FILE_BYTES } from './limits.ts'
import { Unreadable } from './unreadable.ts'

/** What stands in a file: its format, one grid a sheet or text, and what could not be taken. */
export type Document = {
  readonly format: string
  readonly grids: readonly Grid[]
  readonly problems: readonly Problem[]
}

/** Reads a file of any known format, recognised by its content. A bad file gives problems, never an error. */
export async function readGrids(bytes: Uint8Array): Promise<Document> {
  if (bytes.length > MAX_FILE_BYTES) {
    const megabytes = MAX_FILE_BYTES / 1024 / 1024
    return refused('unknown', `文件超过 ${megabytes} MB，不像一张绩效自评表，没有读。请只保留自评表，另存后再试。`)
  }
  const format = formats.find(({ matches }) => matches(bytes))
  if (!format) return refused('unknown', '认不出文件的格式。请用 Excel 或 WPS 另存为 .xlsx 再试。')
  if ('refusal' in format) return refused(format.name, format.refusal)

  const reader = await format.read()
  try {
    return { format: format.name, ...reader.read(bytes) }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    // The file is at fault, not the program: its message is written for the person who brought it.
    const problem = error.source ? { message: error.message, source: error.source } : { message: error.message }
    return { format: format.name, grids: [], problems: [problem] }
  }
}

/** Every form in a file, in order. Without a readable form the list is empty and a problem says why. */
export async function readForms(
  bytes: Uint8Array,
): Promise<{ readonly forms: readonly Form[]; readonly problems: readonly Problem[] }> {
  const { grids, problems } = await readGrids(bytes)
  if (grids.length === 0) return { forms: [], problems }

  const forms = recognise(grids).filter(({ kind }) => kind !== 'unrecognised')
  if (forms.length > 0) return { forms, problems }
  const message =
    '文件里没有认出绩效自评表：找不到“资金来源”“三级指标”“年度指标值”这些表头。请确认交来的是自评表，表头没有删去。'
  return { forms, problems: [...problems, { message }] }
}

function refused(format: string, message: string): Document {
  return { format, grids: [], problems: [{ message }] }
}
