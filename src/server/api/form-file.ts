import { z } from 'zod'
import {
  toAnnotatedDocx,
  toAnnotatedPdf,
  toAnnotatedXlsx,
  toCsv,
  toDocx,
  toHtml,
  toPdf,
  toReportDocx,
  toXlsx,
} from '#documents'
import { type CheckResult, check, choosePolicy, type Form, reportOf } from '#engine'
import { type Call, endpoint, type ServedContent } from './endpoint.ts'
import { EVERYBODY, existing, here } from './form-access.ts'
import { Refused } from './refused.ts'

const FORMATS = ['xlsx', 'docx', 'pdf', 'html', 'csv', 'json'] as const
const Export = z.object({
  format: z.enum(FORMATS),
  /** `findings`: the findings as comments; `report`: the self-evaluation report. */
  as: z.enum(['form', 'findings', 'report']).default('form'),
})

const TYPES: Readonly<Record<(typeof FORMATS)[number], string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** The form as a file. */
export const formFileEndpoints = [
  endpoint({
    id: 'exportForm',
    method: 'GET',
    path: '/api/bureaus/:region/forms/:form/file',
    title: '把一张表写成正式表、带批注的表或自评报告',
    access: EVERYBODY,
    query: Export,
    handle: exportForm,
  }),
] as const

async function exportForm(call: Call<undefined, z.infer<typeof Export>>) {
  const who = here(call)
  const { form } = await call.services.database.tx(who.scope, (query) => existing(query, who, call.params.form))
  const { format, as } = call.query
  const content = await contentOf(form, format, as)
  if (content === undefined) throw new Refused('unprocessable', `不能写成 ${format}，请换一种格式。`)
  const name = `${form.department ?? form.unit ?? '表'}-${form.fiscalYear ?? ''}-${form.title ?? ''}.${format}`
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const file: ServedContent = { name: name.replaceAll(/[\\/:*?"<>|\s]+/g, '_'), type: TYPES[format], content: bytes }
  return { body: undefined, file }
}

async function contentOf(
  form: Form,
  format: (typeof FORMATS)[number],
  as: 'form' | 'findings' | 'report',
): Promise<Uint8Array | string | undefined> {
  if (as === 'report') {
    const report = format === 'docx' ? reportOf(judged(form), choosePolicy(form).policy) : undefined
    return report && toReportDocx(report, form)
  }
  if (as === 'findings') return annotated(form, format)
  switch (format) {
    case 'xlsx':
      return toXlsx(form)
    case 'docx':
      return toDocx(form)
    case 'pdf':
      return (await toPdf(form)).bytes
    case 'html':
      return toHtml(form)
    case 'csv':
      return toCsv(form)
    case 'json':
      return `${JSON.stringify(form, null, 2)}\n`
  }
}

async function annotated(form: Form, format: (typeof FORMATS)[number]): Promise<Uint8Array | undefined> {
  const { findings } = judged(form)
  if (format === 'xlsx') return toAnnotatedXlsx(form, findings)
  if (format === 'docx') return toAnnotatedDocx(form, findings)
  return format === 'pdf' ? (await toAnnotatedPdf(form, findings)).bytes : undefined
}

function judged(form: Form): CheckResult {
  return check(form, choosePolicy(form).policy)
}
