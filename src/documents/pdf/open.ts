import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium'
import { loadAsset } from '../assets.ts'
import { MAX_PDF_GLYPHS, MAX_PDF_OBJECTS, MAX_PDF_PAGES } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'
import { heapOf } from './heap.ts'
import { objectsOf } from './objects.ts'
import type { Box, Glyph, Page } from './page.ts'

let engine: Promise<WrappedPdfiumModule | undefined> | undefined

/** PDFium, loaded once a process or worker; undefined where its wasm was not provided. */
export function pdfium(): Promise<WrappedPdfiumModule | undefined> {
  engine ??= start()
  return engine
}

/** After a crash inside PDFium the next document gets a new instance. */
export function forgetEngine(): void {
  engine = undefined
}

async function start(): Promise<WrappedPdfiumModule | undefined> {
  const bytes = await loadAsset('pdfium.wasm')
  if (!bytes) return undefined
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const module = await init({ wasmBinary })
  module.PDFiumExt_Init()
  return module
}

const PASSWORD = 4

/** The pages of a PDF. Throws Unreadable for damaged, encrypted or oversized files. */
export function readPages(library: WrappedPdfiumModule, bytes: Uint8Array): readonly Page[] {
  const { pdfium } = library
  const memory = pdfium.wasmExports.malloc(bytes.length)
  heapOf(pdfium).set(bytes, memory)
  const document = library.FPDF_LoadMemDocument(memory, bytes.length, '')
  try {
    if (!document) {
      const locked = library.FPDF_GetLastError() === PASSWORD
      throw new Unreadable(
        locked ? 'PDF 设有密码，读不出内容。请取消密码后再试。' : 'PDF 不完整或已损坏，读不出内容。请重新导出后再试。',
      )
    }
    const count = library.FPDF_GetPageCount(document)
    if (count > MAX_PDF_PAGES)
      throw new Unreadable(`PDF 有 ${count} 页，最多读 ${MAX_PDF_PAGES} 页。请只留自评表所在的页。`)
    return Array.from({ length: count }, (_, i) => readPage(library, document, i))
  } finally {
    if (document) library.FPDF_CloseDocument(document)
    pdfium.wasmExports.free(memory)
  }
}

function readPage(library: WrappedPdfiumModule, document: number, index: number): Page {
  const page = library.FPDF_LoadPage(document, index)
  if (!page) return { width: 0, height: 0, glyphs: [], rulings: [] }
  const text = library.FPDFText_LoadPage(page)
  try {
    const height = library.FPDF_GetPageHeightF(page)
    const objects = objectsOf(library, page, height, MAX_PDF_OBJECTS)
    return {
      width: library.FPDF_GetPageWidthF(page),
      height,
      glyphs: glyphsOf(library, text, height, objects.clips),
      rulings: objects.rulings,
    }
  } finally {
    if (text) library.FPDFText_ClosePage(text)
    library.FPDF_ClosePage(page)
  }
}

/** Character boxes, drawing order kept; generated spaces and line ends are left out, gaps decide later. */
function glyphsOf(
  library: WrappedPdfiumModule,
  text: number,
  height: number,
  clips: ReadonlyMap<number, Box>,
): readonly Glyph[] {
  const count = library.FPDFText_CountChars(text)
  if (count > MAX_PDF_GLYPHS) throw new Unreadable('PDF 一页上的字过多，不像一张绩效自评表，已停止读取。')
  const { pdfium } = library
  const at = pdfium.wasmExports.malloc(48)
  const number = (i: number): number => pdfium.getValue(at + 8 * i, 'double')
  const glyphs: Glyph[] = []
  for (let i = 0; i < count; i++) {
    const code = library.FPDFText_GetUnicode(text, i)
    if (code <= 32 || code === 0xa0 || code === 0x3000 || library.FPDFText_IsGenerated(text, i) === 1) continue
    if (!library.FPDFText_GetCharBox(text, i, at, at + 8, at + 16, at + 24)) continue
    library.FPDFText_GetCharOrigin(text, i, at + 32, at + 40)
    glyphs.push({
      text: unradical(String.fromCodePoint(code)),
      left: number(0),
      right: number(1),
      bottom: height - number(2),
      top: height - number(3),
      baseline: height - number(5),
      size: library.FPDFText_GetFontSize(text, i),
      clip: clips.get(library.FPDFText_GetTextObject(text, i)),
    })
  }
  pdfium.wasmExports.free(at)
  return glyphs
}

/** CJK radicals that some exporters write for the characters they look like; those NFKC does not know stand in a table. */
const RADICALS: Readonly<Record<string, string>> = {
  '⺠': '民',
  '⻅': '见',
  '⻉': '贝',
  '⻋': '车',
  '⻓': '长',
  '⻔': '门',
  '⻘': '青',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻢': '马',
  '⻣': '骨',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻩': '黄',
  '⻬': '齐',
  '⻰': '龙',
  '⺟': '母',
  '⻄': '西',
  '⺴': '网',
  '⻁': '虎',
  '⻆': '角',
  '⻨': '麦',
}

function unradical(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x2f00 && code <= 0x2fdf) return character.normalize('NFKC')
  return RADICALS[character] ?? character
}
