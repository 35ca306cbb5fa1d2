import { z } from 'zod'
import { FORM_FORMATS, type FormFormat, fileName, formFile } from '../exports/form-file.ts'
import { type Call, endpoint, type ServedContent } from './endpoint.ts'
import { EVERYBODY, existing, here } from './form-access.ts'
import { Refused } from './refused.ts'

const Export = z.object({
  format: z.enum(FORM_FORMATS),
  as: z.enum(['form', 'findings', 'report']).default('form'),
})

const TYPES: Readonly<Record<FormFormat, string>> = {
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
  const content = await formFile(form, format, as)
  if (!content) throw new Refused('unprocessable', `不能写成 ${format}，请换一种格式。`)
  const name = `${fileName(form.department ?? form.unit ?? '表', form.fiscalYear, form.title)}.${format}`
  const file: ServedContent = { name, type: TYPES[format], content }
  return { body: undefined, file }
}
