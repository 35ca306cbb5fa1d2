import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { CheckResult, Form, FormKind } from '#engine'
import { createForm, findOfUnit } from '../store/forms.ts'
import { appendEvent } from '../store/log.ts'
import { storableText, unstorable } from '../store/storable.ts'
import { MOST_UNITS, unitsIn } from '../store/units.ts'
import { runCommand } from './command.ts'
import { CannotDo, jobKind, type Task } from './job.ts'
import { idFrom } from './job-id.ts'

const Payload = z.object({
  /** Hash of the upload. */
  blob: z.string(),
  name: z.string(),
  /** Files recognised forms as drafts of the units they name. */
  keeps: z.boolean().default(false),
})
type Payload = z.infer<typeof Payload>

/** One form or one unreadable file of the upload, as a table shows it. */
export type ImportedRow = {
  readonly file: string
  readonly kind: FormKind | null
  readonly subject: string | null
  readonly fiscalYear: number | null
  readonly claimed: number | null
  readonly computed: number | null
  /** null where no form was found. */
  readonly errors: number | null
  readonly warnings: number | null
  readonly notices: number | null
  readonly problems: readonly string[]
  /** The draft that was made, or why none was. */
  readonly form: string | null
  readonly note: string | null
}

type Checked = Pick<CheckResult, 'score' | 'findings' | 'summary'> & {
  readonly file: string
  readonly form: Form | null
  readonly problems?: readonly { readonly message: string }[]
}

/** Reads and checks an upload (a file, a zip of mixed files): a table of forms, all results as JSON and as a workbook; drafts if asked. */
export const importFilesJob = jobKind({
  queue: 'importFiles',
  title: '读取并校核文件',
  payload: Payload,
  async run(task) {
    const bytes = await task.blobs.fetch(task.payload.blob)
    if (!bytes) throw new CannotDo('上传的文件不在了，请重新上传。')
    const folder = mkdtempSync(join(tmpdir(), 'jiheng-import-'))
    try {
      const path = join(folder, basename(task.payload.name).replaceAll(/[^\p{L}\p{N}._-]/gu, '_') || 'upload')
      writeFileSync(path, bytes)
      return await checkUpload(task, path, folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
})

async function checkUpload(task: Task<Payload>, path: string, folder: string) {
  const journal = join(folder, 'journal.jsonl')
  const workbook = join(folder, 'result.xlsx')
  const checked = await runCheck(task, ['check', path, '--format', 'json', '--resume', journal], journal)
  const results = parsed(checked)
  // The journal knows everything by now: the workbook is written from it without reading again.
  await runCheck(task, ['check', path, '--format', 'xlsx', '-o', workbook, '--resume', journal], journal)
  const rows: ImportedRow[] = []
  for (const one of results) rows.push(await rowOf(task, one))
  const json = await task.blobs.keep(checked)
  const xlsx = existsSync(workbook) ? await task.blobs.keep(readFileSync(workbook)) : null
  const forms = results.filter(({ form }) => form).length
  const bad = rows.filter(({ errors }) => (errors ?? 0) > 0).length
  return { message: `${forms} 张表，其中 ${bad} 张有必须改的问题`, result: { rows, json, xlsx } }
}

/** Status 1 says that there are errors in the forms, 2 that a file among them can't be read: both stand in the results. */
async function runCheck(task: Task<Payload>, args: readonly string[], journal: string): Promise<Buffer> {
  let child: ChildProcess | undefined
  let lost: unknown
  const timer = setInterval(() => {
    const done = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length - 2 : 0
    task.tell(0.5, `已读 ${Math.max(0, done)} 个文件`).catch((error: unknown) => {
      lost = error
      child?.kill('SIGKILL')
    })
  }, 1000)
  try {
    const { status, out, err } = await runCommand(args, (process) => {
      child = process
    })
    if (lost) throw lost
    if (status === null) throw new Error(`the reading process was killed: ${err}`)
    if (status === 2 && !existsSync(journal)) throw new CannotDo(err.trim().split('\n').at(-1) || '读不了这个文件。')
    return out
  } finally {
    clearInterval(timer)
  }
}

function parsed(out: Buffer): readonly Checked[] {
  if (out.length === 0) return []
  const json = JSON.parse(out.toString('utf8')) as Checked | readonly Checked[]
  return Array.isArray(json) ? json : [json as Checked]
}

async function rowOf(
  task: Task<Payload>,
  { file, form, score, summary, problems = [] }: Checked,
): Promise<ImportedRow> {
  const messages = problems.map(({ message }) => storableText(message))
  const name = storableText(shortName(file))
  const blank = { kind: null, subject: null, fiscalYear: null, claimed: null, computed: null, form: null, note: null }
  if (!form) return { file: name, ...blank, errors: null, warnings: null, notices: null, problems: messages }
  const kept = task.payload.keeps ? await keepDraft(task, form, file) : { form: null, note: null }
  const subject = form.project ?? form.department ?? form.unit
  return {
    file: name,
    kind: form.kind,
    subject: subject === null ? null : storableText(subject),
    fiscalYear: form.fiscalYear,
    claimed: score.claimedTotal ?? null,
    computed: score.total.value,
    errors: summary.error,
    warnings: summary.warning,
    notices: summary.notice,
    problems: messages,
    ...kept,
  }
}

/** A draft of the one unit that has exactly the name on the form; a guess would file it under somebody else. */
async function keepDraft(
  task: Task<Payload>,
  form: Form,
  file: string,
): Promise<{ form: string | null; note: string | null }> {
  const { database, scope, job, now, algorithm } = task
  const { region } = scope
  const year = form.fiscalYear
  if (form.kind === 'unrecognised' || form.kind === 'indicator-framework') return { form: null, note: '不是要填报的表' }
  if (year === null) return { form: null, note: '读不出年度，没有建草稿' }
  const why = unstorable(form)
  if (why !== undefined) return { form: null, note: `没有建草稿：${why}` }
  const at = new Date(now()).toISOString()
  return database.tx(scope, async (query) => {
    const names = [form.unit, form.department].map(plain).filter((name) => name !== '')
    const ofYear = await unitsIn(query, { region, year, most: MOST_UNITS })
    const units = ofYear.filter((unit) => names.includes(plain(unit.name)))
    const [unit, other] = units
    if (!unit || other)
      return { form: null, note: unit ? '有几个单位同名，没有建草稿' : '单位名录里没有这个名称，没有建草稿' }
    // By signs, not by halves of them.
    const projectCode = [...(form.project ?? '')].slice(0, 60).join('')
    const id = idFrom(job.id, shortName(file), projectCode)
    const by = job.by ?? ''
    const stored = await createForm(query, { id, region, unit: unit.id, projectCode, form, by, at })
    if (!stored) {
      // The job may be done twice: then it is its own draft that is there.
      const there = await findOfUnit(query, { region, unit: unit.id, fiscalYear: year, kind: form.kind, projectCode })
      return there?.id === id ? { form: id, note: null } : { form: null, note: '这个单位这一年已经有这张表，没有动它' }
    }
    const payload = {
      kind: form.kind,
      fiscalYear: year,
      from: 'import',
      file: storableText(shortName(file)),
      hash: stored.hash,
    }
    const event = { actor: by, action: 'create', subject: id, payload, at: now() }
    await appendEvent(query, { region, unit: unit.id }, event, algorithm)
    return { form: id, note: null }
  })
}

/** Inside an archive the place in it, else the name: where the upload lay for a moment says nothing to anybody. */
function shortName(file: string): string {
  const inside = file.indexOf('!')
  return inside < 0 ? basename(file) : file.slice(inside + 1)
}

function plain(text: string | null): string {
  return (text ?? '').replaceAll(/[\s（）()]/g, '')
}
