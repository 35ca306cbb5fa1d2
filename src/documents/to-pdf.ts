import { strToU8 } from 'fflate'
import type { Form } from '#engine'
import { officialSheet } from './official.ts'
import { blockOf, columnsOf, printable } from './pdf-writer/blocks.ts'
import { putFont } from './pdf-writer/font-objects.ts'
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

/** Any sheet as a PDF: text that can be copied, ruled tables, headings again on each page. */
export async function sheetToPdf(sheet: Sheet): Promise<WrittenPdf> {
  const texts = sheet.cells.map(({ text }) => printable(text).replaceAll('\n', ''))
  const face = await typefaceFor([...texts, '第页，共0123456789 '])
  if (!face) throw new Error('这里没有装载字体，写不出 PDF。')
  const isPortrait = sheet.orientation === 'portrait'
  const paper: Paper = {
    width: isPortrait ? A4.short : A4.long,
    height: isPortrait ? A4.long : A4.short,
    ...MARGINS,
  }
  return { bytes: write(sheet.name, pageContents(sheet, paper, face), paper, face), missing: face.missing }
}

function pageContents(sheet: Sheet, paper: Paper, face: Typeface): readonly string[] {
  const columns = columnsOf(sheet, paper.side, paper.width - 2 * paper.side)
  const blocks = sheet.cells.map((cell) => blockOf(cell, columns, face))
  const pages = pagesOf(sheet, blocks, columns.scale, paper.height - 2 * paper.end)
  return pages.map((parts, i) => pageContent(parts, columns, paper, face, `第 ${i + 1} 页，共 ${pages.length} 页`))
}

function write(title: string, contents: readonly string[], paper: Paper, face: Typeface): Uint8Array {
  const objects = pdfObjects()
  const catalog = objects.reserve()
  const tree = objects.reserve()
  const info = objects.reserve()
  const font = putFont(objects, face)
  const pages = contents.map((content) => putPage(objects, { tree, font, paper, content }))
  objects.put(catalog, `<</Type/Catalog/Pages ${tree} 0 R/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>>>`)
  const kids = pages.map((page) => `${page} 0 R`).join(' ')
  objects.put(tree, `<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`)
  objects.put(info, `<</Title${textString(title)}>>`)
  return objects.file(catalog, info)
}

type PageParts = { readonly tree: number; readonly font: number; readonly paper: Paper; readonly content: string }

function putPage(objects: Objects, { tree, font, paper, content }: PageParts): number {
  const page = objects.reserve()
  const stream = objects.reserve()
  objects.put(
    page,
    `<</Type/Page/Parent ${tree} 0 R/MediaBox[0 0 ${paper.width} ${paper.height}]` +
      `/Resources<</Font<</F ${font} 0 R>>>>/Contents ${stream} 0 R>>`,
  )
  objects.putStream(stream, '', strToU8(content))
  return page
}
