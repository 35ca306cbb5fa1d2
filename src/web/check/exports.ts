import { missingNote, toAnnotatedXlsx, toDocx, toHtml, toPdf, toXlsx } from '#documents'
import type { CheckResult, Form } from '#engine'

export type ExportKind = 'xlsx' | 'annotated' | 'docx' | 'pdf' | 'html' | 'json'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Offers the form or its check result as a download named after the unit, the year and the form. */
export async function download(kind: ExportKind, file: string, result: CheckResult): Promise<void> {
  const { form } = result
  const blob = await blobOf(kind, file, result)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = fileName(kind, form)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** `青禾区图书馆_2024年度_部门整体支出绩效自评表.xlsx`; the check result carries 校核结果 in its name. */
export function fileName(kind: ExportKind, form: Form): string {
  const parts = [
    form.project ?? form.department ?? form.unit,
    form.fiscalYear === null ? null : `${form.fiscalYear}年度`,
    form.title ?? '绩效自评表',
    kind === 'json' ? '校核结果' : kind === 'annotated' ? '带批注' : null,
  ]
  const name = parts.filter((part) => part !== null && part !== '').join('_')
  return `${name.replaceAll(/[\\/:*?"<>|\s]+/g, '').slice(0, 100)}.${kind === 'annotated' ? 'xlsx' : kind}`
}

async function blobOf(kind: ExportKind, file: string, result: CheckResult): Promise<Blob> {
  switch (kind) {
    case 'xlsx':
      return new Blob([new Uint8Array(toXlsx(result.form))], { type: XLSX })
    case 'annotated':
      return new Blob([new Uint8Array(toAnnotatedXlsx(result.form, result.findings))], { type: XLSX })
    case 'pdf':
      return pdfBlob(result.form)
    case 'docx':
      return new Blob([new Uint8Array(toDocx(result.form))], {
        type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      })
    case 'html':
      return new Blob([toHtml(result.form)], { type: 'text/html;charset=utf-8' })
    case 'json': {
      const { form, score, findings, summary } = result
      return new Blob([JSON.stringify({ file, form, score, findings, summary }, null, 2)], { type: 'application/json' })
    }
  }
}

/** Writer and fonts are fetched when the first PDF is asked for; the service worker keeps them for work without a network. */
async function pdfBlob(form: Form): Promise<Blob> {
  const { bytes, missing } = await toPdf(form)
  const note = missingNote(missing)
  if (note !== undefined) window.alert(note)
  return new Blob([new Uint8Array(bytes)], { type: 'application/pdf' })
}
