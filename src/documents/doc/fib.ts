import { BROKEN_OLE, type ByteView } from '../ole/byte-view.ts'
import { Unreadable } from '../unreadable.ts'

/** What the head of a Word 97 to 2003 file says ([MS-DOC] Fib): where its parts stand. */
export type Fib = {
  readonly tableStream: '0Table' | '1Table'
  /** Characters of the main text; notes, headers and text boxes come behind. */
  readonly characters: number
  readonly pieces: Part
  readonly paragraphs: Part
  readonly runs: Part
  readonly styles: Part
}

/** A part of the table stream. */
export type Part = { readonly from: number; readonly to: number }

const WORD_97 = 0xc1

/** Reads the head. Throws Unreadable for a password or for Word 95 and older. */
export function readFib(main: ByteView): Fib {
  if (main.u16(0) !== 0xa5ec) {
    const isOld = main.u16(0) === 0xa5dc
    throw new Unreadable(isOld ? TOO_OLD : BROKEN_OLE)
  }
  const flags = main.u16(10)
  if (flags & 0x0100) {
    throw new Unreadable('文件设有打开密码，读不出内容。请用 Word 或 WPS 打开，取消密码后另存再试。')
  }
  if (main.u16(2) < WORD_97) throw new Unreadable(TOO_OLD)

  const part = (at: number) => ({ from: main.u32(at), to: main.u32(at) + main.u32(at + 4) })
  return {
    tableStream: flags & 0x0200 ? '1Table' : '0Table',
    characters: main.u32(0x4c),
    pieces: part(0x1a2),
    paragraphs: part(0x102),
    runs: part(0xfa),
    styles: part(0xa2),
  }
}

const TOO_OLD = '这是 Word 95 或更早的文件，尚不支持。请用 Word 或 WPS 打开后另存为 .docx 再试。'
