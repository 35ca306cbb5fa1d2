import type { Finding, Form } from '#engine'
import type { WrittenPdf } from './to-pdf.ts'

export type { WrittenPdf } from './to-pdf.ts'

/** The official form as a PDF for A4 paper; the writer is loaded when first asked for. Rejects where no fonts were provided. */
export async function toPdf(form: Form): Promise<WrittenPdf> {
  const writer = await import('./to-pdf.ts')
  return writer.toPdf(form)
}

/** The official form with its findings in the margin, each joined to its cell by a number. */
export async function toAnnotatedPdf(form: Form, findings: readonly Finding[]): Promise<WrittenPdf> {
  const writer = await import('./to-pdf.ts')
  return writer.toAnnotatedPdf(form, findings)
}

/** What to tell about a PDF with `missing` characters; undefined where there are none. */
export function missingNote(missing: readonly string[]): string | undefined {
  if (missing.length === 0) return undefined
  return `字体里没有“${missing.join('、')}”，PDF 上画成方框，复制出来仍是原字。请打印前核对，必要时改用 .xlsx。`
}
