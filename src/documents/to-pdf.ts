import { strToU8 } from 'fflate'
import type { Finding, Form } from '#engine'
import { type CellNote, notesOf } from './notes.ts'
import { officialSheet } from './official.ts'
import { blockOf, columnsOf, printable } from './pdf-writer/blocks.ts'
import { putFont } from './pdf-writer/font-objects.ts'
import { type Annotation, MARGIN_SIGNS, noteColumn, withMarginNotes } from './pdf-writer/margin-notes.ts'
import { type Paper, pageContent } from './pdf-writer/page-content.ts'
import { pagesOf } from './pdf-writer/pages.ts'
import { type Objects, pdfObjects, textString } from './pdf-writer/pdf-file.ts'
import { type Typeface, typefaceFor } from './pdf-writer/typeface.ts'
import type { Sheet } from './sheet.ts'

export type WrittenPdf = {
  readonly bytes: Uint8Array
  /** Characters that no font has, drawn as boxes; they still copy as themselves. */
  readonly missing: readonly string[]
}

const A4 = { short: 595.28, long: 841.89 } as const
/** The margins of the xlsx. */
const MARGINS = { side: 36, end: 43.2, foot: 21.6 } as const

/** The official form as a PDF for A4 paper. The same form gives the same bytes. Rejects where no fonts were provided. */
export async function toPdf(form: Form): Promise<WrittenPdf> {
  return sheetToPdf(officialSheet(form))
}

/** The official form with its findings in the right margin of a landscape page, each joined to its cell by a number. */
export async function toAnnotatedPdf(form: Form, findings: readonly Finding[]): Promise<WrittenPdf> {
  const sheet = officialSheet(form)
  const notes = notesOf(sheet, findings)
  return notes.length === 0 ? sheetToPdf(sheet) : sheetToPdf({ ...sheet, orientation: 'landscape' }, notes)
}

/** Any sheet as a PDF: text that can be copied, ruled tables, headings again on each page; `notes` stand in the right margin. */
export async function sheetToPdf(sheet: Sheet, notes: readonly CellNote[] = []): Promise<WrittenPdf> {
  const texts = [...sheet.cells, ...notes].map(({ text }) => printable(text).replaceAll('\n', ''))
  const face = await typefaceFor([...texts, '第页，共0123456789 ', MARGIN_SIGNS])
  if (!face) throw new Error('这里没有装载字体，写不出 PDF。')
  const isPortrait = sheet.orientation === 'portrait'
  const paper: Paper = {
    width: isPortrait ? A4.short : A4.long,
    height: isPortrait ? A4.long : A4.short,
    ...MARGINS,
  }
  return { bytes: write(sheet.name, pageContents(sheet, notes, paper, face), paper, face), missing: face.missing }
}

function pageContents(sheet: Sheet, notes: readonly CellNote[], paper: Paper, face: Typeface): readonly Page[] {
  const columns = columnsOf(sheet, paper.side, paper.width - 2 * paper.side - (notes.length > 0 ? noteColumn : 0))
  const blocks = sheet.cells.map((cell) => blockOf(cell, columns, face))
  const pages = pagesOf(sheet, blocks, columns.scale, paper.height - 2 * paper.end)
  const noted = withMarginNotes(pages, notes, paper, face)
  const count = noted.length
  return noted.map(({ parts, annotations }, i) => ({
    content: pageContent(parts, columns, paper, face, `第 ${i + 1} 页，共 ${count} 页`),
    annotations,
  }))
}

type Page = { readonly content: string; readonly annotations: readonly Annotation[] }

function write(title: string, contents: readonly Page[], paper: Paper, face: Typeface): Uint8Array {
  const objects = pdfObjects()
  const catalog = objects.reserve()
  const tree = objects.reserve()
  const info = objects.reserve()
  const font = putFont(objects, face)
  const pages = contents.map((page) => putPage(objects, { tree, font, paper, ...page }))
  objects.put(catalog, `<</Type/Catalog/Pages ${tree} 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>>>`)
  const kids = pages.map((page) => `${page} 0 R`).join(' ')
  objects.put(tree, `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`)
  objects.put(info, `<</Title${textString(title)}>>`)
  return objects.file(catalog, info)
}

type PageParts = Page & { readonly tree: number; readonly font: number; readonly paper: Paper }

function putPage(objects: Objects, { tree, font, paper, content, annotations }: PageParts): number {
  const page = objects.reserve()
  const stream = objects.reserve()
  const notes = annotations.map((annotation) => putAnnotation(objects, font, annotation))
  const list = notes.length === 0 ? '' : `/Annots[${notes.map((note) => `${note} 0 R`).join(' ')}]`
  objects.put(
    page,
    `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${paper.width} ${paper.height}]` +
      `/Resources<</Font<</F ${font} 0 R>>>>/Contents ${stream} 0 R${list}>>`,
  )
  objects.putStream(stream, '', strToU8(content))
  return page
}

/** A note with its own appearance, printed with the page. */
function putAnnotation(objects: Objects, font: number, { box, drawing, text }: Annotation): number {
  const note = objects.reserve()
  const look = objects.reserve()
  const rect = box.join(' ')
  objects.put(
    note,
    `<</Type/Annot/Subtype/FreeText/Rect[${rect}]/F 4/DA(/F 8 Tf)/Contents${textString(text)}/AP<</N ${look} 0 R>>>>`,
  )
  const form = `/Type/XObject/Subtype/Form/BBox[${rect}]/Resources<</Font<</F ${font} 0 R>>>>`
  objects.putStream(look, form, strToU8(drawing))
  return note
}
