import { readBlocks } from './doc/blocks.ts'
import { readFib } from './doc/fib.ts'
import { readPieces } from './doc/text.ts'
import type { ReadResult } from './formats.ts'
import { BROKEN_OLE, byteView } from './ole/byte-view.ts'
import { openOle } from './ole/ole.ts'
import { collectProblems } from './problems.ts'
import { Unreadable } from './unreadable.ts'
import { wordGrids } from './word/word-grids.ts'

/** Word 97 to 2003 and WPS .wps: tables with the lines around them, as from a .docx. Throws only Unreadable. */
export function read(bytes: Uint8Array): ReadResult {
  const problems = collectProblems()
  const ole = openOle(bytes)
  const main = byteView(ole.read('WordDocument') ?? new Uint8Array())
  const fib = readFib(main)
  const tableStream = ole.read(fib.tableStream)
  if (!tableStream) throw new Unreadable(BROKEN_OLE)

  const table = byteView(tableStream)
  const data = byteView(ole.read('Data') ?? new Uint8Array())
  const blocks = readBlocks(main, table, data, fib, readPieces(table, fib.pieces), problems.tell)
  const grids = wordGrids(blocks, problems.tell)
  if (grids.length === 0) problems.tell('文档里没有表格，也没有文字。请重新取得原文件。')
  return { grids, problems: problems.all() }
}
