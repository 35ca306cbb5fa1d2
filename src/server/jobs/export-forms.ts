import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { z } from 'zod'
import { KIND_NAMES } from '#engine'
import { tableFile } from '../api/table-file.ts'
import { FORM_COLUMNS } from '../exports/form-columns.ts'
import { FORM_FORMATS, fileName, formFile } from '../exports/form-file.ts'
import { type FormRow, listForms } from '../store/form-list.ts'
import { findForm } from '../store/forms.ts'
import { CannotDo, jobKind, type Task } from './job.ts'

const PAGE = 50
/** Two files of one form take some 60 kB: this many forms stay well under a gigabyte. */
const MOST_FORMS = 10_000

const Payload = z.object({
  fiscalYear: z.int(),
  kind: z.string().optional(),
  statuses: z.array(z.string()).optional(),
  unit: z.int().optional(),
  text: z.string().optional(),
  formats: z.array(z.enum(FORM_FORMATS)).min(1),
})
type Payload = z.infer<typeof Payload>

/** All forms of a filter as official files in one zip, a folder a unit, with their list. */
export const exportFormsJob = jobKind({
  queue: 'exportForms',
  title: '导出整批表',
  payload: Payload,
  async run(task) {
    const folder = mkdtempSync(join(tmpdir(), 'jiheng-export-'))
    try {
      const path = join(folder, 'forms.zip')
      const done = await writeZip(task, path)
      if (done === 0) throw new CannotDo('按这些条件没有表可以导出。')
      const zip = await task.blobs.keep(readFileSync(path))
      return { message: `导出了 ${done} 张表`, result: { forms: done, zip } }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
})

/** Writes as it goes, so that a year of a province is never in memory at once; how many forms. */
async function writeZip(task: Task<Payload>, path: string): Promise<number> {
  const handle = openSync(path, 'wx', 0o600)
  let fault: Error | undefined
  const archive = new Zip((error, chunk) => {
    if (error) fault = error
    else writeSync(handle, chunk)
  })
  const put = (name: string, bytes: Uint8Array, isPacked: boolean) => {
    const entry = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    entry.mtime = new Date(task.now())
    archive.add(entry)
    entry.push(bytes, true)
    if (fault) throw fault
  }
  try {
    const rows: FormRow[] = []
    for await (const page of pagesOf(task)) {
      for (const row of page) {
        await addForm(task, row, put)
        rows.push(row)
      }
      await task.tell(0.5, `已写 ${rows.length} 张表`)
      if (rows.length > MOST_FORMS) throw new CannotDo(`一次最多导出 ${MOST_FORMS} 张表，请按种类或状态分几次导出。`)
    }
    const { name, content } = tableFile('清单', FORM_COLUMNS, rows, 'xlsx')
    if (content instanceof Uint8Array) put(name, content, true)
    archive.end()
    if (fault) throw fault
    return rows.length
  } finally {
    closeSync(handle)
  }
}

async function* pagesOf({ database, scope, payload }: Task<Payload>): AsyncIterable<readonly FormRow[]> {
  const { fiscalYear, kind, statuses, unit, text } = payload
  const filter = {
    region: scope.region,
    fiscalYear,
    kind: kind as FormRow['kind'] | undefined,
    statuses: statuses as readonly FormRow['status'][] | undefined,
    units: unit === undefined ? undefined : [unit],
    text,
  }
  for (let after: { unit: number; id: string } | undefined; ; ) {
    const from = after
    const page = await database.tx(scope, (query) => listForms(query, filter, from, PAGE))
    yield page.rows
    if (!page.next) return
    after = page.next
  }
}

async function addForm(
  { database, scope, payload }: Task<Payload>,
  row: FormRow,
  put: (name: string, bytes: Uint8Array, isPacked: boolean) => void,
): Promise<void> {
  const stored = await database.tx(scope, (query) => findForm(query, scope.region, row.id))
  if (!stored) return
  const folder = fileName(row.unit, row.unitName)
  // The id's end keeps apart what is called the same.
  const name = fileName(row.fiscalYear, KIND_NAMES[row.kind], row.projectCode, row.id.slice(-6))
  for (const format of payload.formats) {
    const content = await formFile(stored.form, format, 'form')
    if (content) put(`${folder}/${name}.${format}`, content, format === 'xlsx' || format === 'docx')
  }
}
