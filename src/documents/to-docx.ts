import type { Finding, Form } from '#engine'
import { notesOf } from './notes.ts'
import { officialSheet } from './official.ts'
import { packParts } from './ooxml/package-xml.ts'
import type { Sheet } from './sheet.ts'
import { wordCommentsXml } from './word/comments-xml.ts'
import { documentXml, fitOf } from './word/sheet-xml.ts'
import { FOOTER, wordParts } from './word/word-package.ts'

/** The official form as a .docx for A4 paper. The same form gives the same bytes. */
export function toDocx(form: Form): Uint8Array {
  return sheetToDocx(officialSheet(form))
}

/** Any sheet as a .docx. */
export function sheetToDocx(sheet: Sheet): Uint8Array {
  const fit = fitOf(sheet)
  return packParts(wordParts({ title: sheet.name, size: fit.size, document: documentXml(sheet, fit, FOOTER) }))
}

/** The official form with its findings as Word comments on the cells they point at. */
export function toAnnotatedDocx(form: Form, findings: readonly Finding[]): Uint8Array {
  const sheet = officialSheet(form)
  const notes = notesOf(sheet, findings)
  if (notes.length === 0) return sheetToDocx(sheet)
  const fit = fitOf(sheet)
  const numbers = new Map(notes.map(({ cell }, i) => [`${cell.row},${cell.column}`, i]))
  const document = documentXml(sheet, fit, FOOTER, numbers)
  return packParts(wordParts({ title: sheet.name, size: fit.size, document, comments: wordCommentsXml(notes) }))
}
