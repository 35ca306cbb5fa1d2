import type { Form, Grid, Problem } from '#engine'
import { isOle } from './ole/ole.ts'
import { oleKind } from './ole/ole-kind.ts'

/** What every reader returns: grids in the order of the file, and what could not be taken, in Chinese. */
export type ReadResult = { readonly grids: readonly Grid[]; readonly problems: readonly Problem[] }

/** A reader may throw Unreadable; `readGrids` turns it into a problem. */
export type Reader = {
  readonly read: (bytes: Uint8Array, options?: ReadOptions) => ReadResult | Promise<ReadResult>
}

/** A page as it was read, upright and straight; boxes of `Source` are places on it. */
export type PagePicture = {
  /** From 1. */
  readonly page: number
  /** In points. */
  readonly width: number
  readonly height: number
  /** One byte a pixel (grey) or three (red, green, blue), rows from the top. */
  readonly pixels: {
    readonly width: number
    readonly height: number
    readonly channels: 1 | 3
    readonly data: Uint8Array
  }
}

export type ReadOptions = {
  /** Told before each page that takes long: its number from 1, and how many there are. */
  readonly onPage?: (page: number, pages: number) => void
  /** Given each page that was read as a picture. */
  readonly onPicture?: (picture: PagePicture) => void
}

/** A format that is already a record has forms and no grids. */
export type FormsResult = { readonly forms: readonly Form[]; readonly problems: readonly Problem[] }

/** One format, recognised by what the bytes are, never by a file name. The first that matches is taken. */
export type Format = { readonly name: string; readonly matches: (bytes: Uint8Array) => boolean } & (
  | { readonly read: () => Promise<Reader> }
  | { readonly readForms: () => Promise<{ readonly read: (bytes: Uint8Array) => FormsResult }> }
  | { readonly refusal: string }
)

const SAVE_AS = '请在 Excel 或 WPS 里另存为 .xlsx 后再试。'

export const formats: readonly Format[] = [
  { name: 'empty', matches: (bytes) => bytes.length === 0, refusal: '文件是空的，没有内容。请重新取得原文件。' },
  {
    name: 'encrypted-ooxml',
    matches: (bytes) => oleKind(bytes) === 'encrypted',
    refusal: '文件设有打开密码，读不出内容。请用 Office 或 WPS 打开，取消密码后另存再试。',
  },
  { name: 'xls', matches: (bytes) => oleKind(bytes) === 'workbook', read: () => import('./from-xls.ts') },
  { name: 'doc', matches: (bytes) => oleKind(bytes) === 'document', read: () => import('./from-doc.ts') },
  { name: 'ole', matches: isOle, refusal: `这是旧式 Office 文件，里面没有工作簿也没有文档，或已损坏。${SAVE_AS}` },
  {
    name: 'docx',
    matches: (bytes) => isZip(bytes) && holds(bytes, 'word/document'),
    read: () => import('./from-docx.ts'),
  },
  {
    name: 'ods',
    matches: (bytes) => isZip(bytes) && holds(bytes, 'application/vnd.oasis.opendocument'),
    refusal: `这是 OpenDocument 文件，尚不支持。${SAVE_AS}`,
  },
  {
    name: 'ofd',
    matches: (bytes) => isZip(bytes) && holds(bytes, 'OFD.xml'),
    refusal: '这是 OFD 版式文件，尚不支持。请用原来的 Excel 文件；若只有 OFD，请先转成 .xlsx 并核对。',
  },
  {
    name: 'xlsb',
    matches: (bytes) => isZip(bytes) && holds(bytes, 'xl/workbook.bin'),
    refusal: `这是二进制 Excel 文件（.xlsb），尚不支持。${SAVE_AS}`,
  },
  {
    name: 'xlsx',
    matches: (bytes) => isZip(bytes) && (holds(bytes, '[Content_Types].xml') || holds(bytes, 'xl/')),
    read: () => import('./from-xlsx.ts'),
  },
  { name: 'zip', matches: isZip, refusal: '这是压缩包，没有打开。请先解压，再把里面的自评表交来。' },
  {
    name: 'pdf',
    matches: (bytes) => holds(bytes.subarray(0, 1024), '%PDF-'),
    read: () => import('./from-pdf.ts').then(({ load }) => load()),
  },
  {
    name: 'image',
    matches: isPageImage,
    read: () => import('./from-image.ts').then(({ load }) => load()),
  },
  {
    name: 'other-image',
    matches: isOtherImage,
    refusal: '这种图片（GIF、BMP、WebP）尚不支持。请另存为 PNG 或 JPEG 再试；有原来的 Excel 文件更好。',
  },
  { name: 'rtf', matches: (bytes) => startsWith(bytes, '{\\rtf'), refusal: `这是 RTF 文件，尚不支持。${SAVE_AS}` },
  {
    name: 'binary',
    matches: isBinary,
    refusal: `认不出文件的格式，可能已损坏。${SAVE_AS}`,
  },
  {
    name: 'mht',
    matches: (bytes) => /^\s*MIME-Version:/i.test(headOf(bytes)),
    refusal: `这是网页归档文件（.mht），尚不支持。${SAVE_AS}`,
  },
  {
    name: 'xml-spreadsheet',
    matches: (bytes) => /<\?mso-application\s+progid="Excel\.Sheet"/.test(headOf(bytes)),
    refusal: `这是 XML 电子表格（Excel 2003），尚不支持。${SAVE_AS}`,
  },
  {
    name: 'json',
    matches: (bytes) => /^\s*[[{]/.test(headOf(bytes)) && holds(bytes, 'jiheng/form.v1'),
    readForms: () => import('./from-json.ts'),
  },
  { name: 'html', matches: looksLikeHtml, read: () => import('./from-html.ts') },
  { name: 'text', matches: () => true, read: () => import('./from-text.ts') },
]

function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, 'PK\u0003\u0004') || startsWith(bytes, 'PK\u0005\u0006')
}

const PAGE_IMAGES = ['\u0089PNG', '\u00ff\u00d8\u00ff', 'II*\u0000', 'MM\u0000*']
const OTHER_IMAGES = ['GIF8', 'BM']

/** What scanners, cameras and screenshots make. */
function isPageImage(bytes: Uint8Array): boolean {
  return PAGE_IMAGES.some((head) => startsWith(bytes, head)) && isBinary(bytes)
}

function isOtherImage(bytes: Uint8Array): boolean {
  if (startsWith(bytes, 'RIFF') && holds(bytes.subarray(8, 12), 'WEBP')) return true
  return OTHER_IMAGES.some((head) => startsWith(bytes, head)) && isBinary(bytes)
}

/** Text has no NUL bytes, unless it is UTF-16 and says so by its mark. */
function isBinary(bytes: Uint8Array): boolean {
  if (startsWith(bytes, '\u00ff\u00fe') || startsWith(bytes, '\u00fe\u00ff')) return false
  return bytes.subarray(0, 4096).includes(0)
}

/** A table or a document tag anywhere near the top; OCR tools put `<table>` into Markdown. */
function looksLikeHtml(bytes: Uint8Array): boolean {
  return /<(?:table|!doctype\s+html|html)\b/i.test(headOf(bytes))
}

/** The first part of a text, good enough to find ASCII in it. */
function headOf(bytes: Uint8Array): string {
  const little = startsWith(bytes, '\u00ff\u00fe')
  const big = startsWith(bytes, '\u00fe\u00ff')
  return new TextDecoder(little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8').decode(bytes.subarray(0, 256 * 1024))
}

function startsWith(bytes: Uint8Array, head: string): boolean {
  return standsAt(bytes, head, 0)
}

function holds(bytes: Uint8Array, part: string): boolean {
  const first = part.charCodeAt(0)
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (standsAt(bytes, part, at)) return true
  }
  return false
}

function standsAt(bytes: Uint8Array, part: string, at: number): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[at + i] !== part.charCodeAt(i)) return false
  return true
}
