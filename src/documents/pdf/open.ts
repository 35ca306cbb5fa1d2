import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium'
import { loadAsset } from '../assets.ts'
import { MAX_PDF_OBJECTS, MAX_PDF_PAGES } from '../limits.ts'
import { Unreadable } from '../unreadable.ts'
import { glyphsOf } from './glyphs.ts'
import { heapOf } from './heap.ts'
import { objectsOf } from './objects.ts'
import type { Page } from './page.ts'
import { scanDpi } from './scan-dpi.ts'
import { strikeNotes } from './strike-notes.ts'

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
      glyphs: glyphsOf(library, text, height, objects.texts),
      rulings: objects.rulings,
      strikes: strikeNotes(library, page, height),
      isCovered: scanDpi(library, page) !== undefined,
    }
  } finally {
    if (text) library.FPDFText_ClosePage(text)
    library.FPDF_ClosePage(page)
  }
}
