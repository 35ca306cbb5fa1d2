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

export const FORM_FORMATS = ['xlsx', 'docx', 'pdf', 'html', 'csv', 'json'] as const
export type FormFormat = (typeof FORM_FORMATS)[number]
/** `findings`: the findings as comments; `report`: the self-evaluation report. */
export type FormAs = 'form' | 'findings' | 'report'

/** A form as a file's bytes; undefined where there is no such file of it (a report is docx only). */
export async function formFile(form: Form, format: FormFormat, as: FormAs): Promise<Uint8Array | undefined> {
  const content = await contentOf(form, format, as)
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}

/** A name that every file system takes: what they forbid, and white space, becomes `_`. */
export function fileName(...parts: readonly (string | number | null)[]): string {
  const name = parts.filter((part) => part !== null && part !== '').join('-')
  return [...name.replaceAll(/[\\/:*?"<>|\s\p{Cc}]+/gu, '_')].slice(0, 80).join('')
}

async function contentOf(form: Form, format: FormFormat, as: FormAs): Promise<Uint8Array | string | undefined> {
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

async function annotated(form: Form, format: FormFormat): Promise<Uint8Array | undefined> {
  const { findings } = judged(form)
  if (format === 'xlsx') return toAnnotatedXlsx(form, findings)
  if (format === 'docx') return toAnnotatedDocx(form, findings)
  return format === 'pdf' ? (await toAnnotatedPdf(form, findings)).bytes : undefined
}

function judged(form: Form): CheckResult {
  return check(form, choosePolicy(form).policy)
}
