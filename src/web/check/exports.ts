import {
  missingNote,
  toAnnotatedDocx,
  toAnnotatedPdf,
  toAnnotatedXlsx,
  toDocx,
  toHtml,
  toPdf,
  toReportDocx,
  toXlsx,
  type WrittenPdf,
} from '#documents'
import { type Form, reportOf } from '#engine'
import { checkTexts } from '../texts/check-page.ts'
import type { Assessment } from './assess.ts'

export type ExportKind =
  | 'xlsx'
  | 'docx'
  | 'pdf'
  | 'html'
  | 'annotated-xlsx'
  | 'annotated-docx'
  | 'annotated-pdf'
  | 'report-docx'
  | 'json'

const TYPES: Readonly<Record<string, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  html: 'text/html;charset=utf-8',
  json: 'application/json',
}

/** What the person is told when an export can't be made: the message is complete and in Chinese. */
export class NoExport extends Error {}

/** Offers the form or its check result as a download named after the unit, the year and the form. Throws NoExport. */
export async function download(kind: ExportKind, file: string, assessment: Assessment): Promise<void> {
  const { form } = assessment.result
  const content = await contentOf(kind, file, assessment)
  const link = document.createElement('a')
  const part = typeof content === 'string' ? content : new Uint8Array(content)
  link.href = URL.createObjectURL(new Blob([part], { type: TYPES[endingOf(kind)] ?? '' }))
  link.download = fileName(kind, form)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

function endingOf(kind: ExportKind): string {
  return kind.split('-').at(-1) ?? kind
}

/** Official papers have Chinese names in both languages: `青禾区图书馆_2024年度_部门整体支出绩效自评表.xlsx`; the check result carries 校核结果 in its name. */
export function fileName(kind: ExportKind, form: Form): string {
  const parts = [
    form.project ?? form.department ?? form.unit,
    form.fiscalYear === null ? null : checkTexts.fileYear(form.fiscalYear),
    kind === 'report-docx' ? checkTexts.fileReport : (form.title ?? checkTexts.fileForm),
    kind === 'json' ? checkTexts.fileResult : kind.startsWith('annotated') ? checkTexts.fileAnnotated : null,
  ]
  const name = parts.filter((part) => part !== null && part !== '').join('_')
  return `${name.replaceAll(/[\\/:*?"<>|\s]+/g, '').slice(0, 100)}.${endingOf(kind)}`
}

async function contentOf(kind: ExportKind, file: string, { policy, result }: Assessment): Promise<Uint8Array | string> {
  const { form, findings } = result
  switch (kind) {
    case 'xlsx':
      return toXlsx(form)
    case 'docx':
      return toDocx(form)
    case 'pdf':
      return pdfOf(() => toPdf(form))
    case 'html':
      return toHtml(form)
    case 'annotated-xlsx':
      return toAnnotatedXlsx(form, findings)
    case 'annotated-docx':
      return toAnnotatedDocx(form, findings)
    case 'annotated-pdf':
      return pdfOf(() => toAnnotatedPdf(form, findings))
    case 'report-docx': {
      const report = reportOf(result, policy)
      if (!report) throw new NoExport(checkTexts.noReport)
      return toReportDocx(report, form)
    }
    case 'json': {
      const { score, summary } = result
      return JSON.stringify({ file, form, score, findings, summary }, null, 2)
    }
  }
}

/** Writer and fonts are fetched when the first PDF is asked for; the service worker keeps them for work without a network. */
async function pdfOf(write: () => Promise<WrittenPdf>): Promise<Uint8Array> {
  const { bytes, missing } = await write().catch((cause: unknown) => {
    throw new NoExport(checkTexts.noPdf, { cause })
  })
  const note = missingNote(missing)
  if (note !== undefined) window.alert(note)
  return bytes
}
