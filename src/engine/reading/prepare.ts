import type { Cell, Grid, Source } from '../grid.ts'
import type { Alterations } from './alterations.ts'
import { inOrder } from './order.ts'
import { withoutPinyin } from './pinyin.ts'
import { withoutRadicals } from './radicals.ts'
import { knownWord, levelHeadings } from './recognised-words.ts'
import { struckDoubt } from './struck.ts'
import { cutUntabbed } from './untabbed.ts'
import { fromVertical } from './vertical.ts'

/** A grid whose text is fit to be read, and what had to be done to its cells for that. */
export type Prepared = {
  readonly grid: Grid
  readonly altered: Alterations
  /** What could be given to no column, by the source of the name or label beside it. */
  readonly lost: ReadonlyMap<Source, string>
  /** Sources of the cells of rows whose levels nothing shows, because the text is out of order. */
  readonly adrift: ReadonlySet<Source>
}

/** Look-alike radicals become characters, pinyin behind characters goes, struck-out text is asked about. What stood there is kept by the cell's source. */
export function prepare(grid: Grid): Prepared {
  const altered: Alterations = new Map()
  const headings = levelHeadings(grid.cells)
  const cells = grid.cells.map((cell) => cleaned(cell, headings.get(cell) ?? knownWord(cell), altered))
  const lost = new Map<Source, string>()
  const adrift = new Set<Source>()
  const upright = fromVertical({ ...grid, cells }, altered, lost)
  const cut = cutUntabbed(upright, altered, lost)
  return { grid: inOrder(cut, adrift), altered, lost, adrift }
}

function cleaned(cell: Cell, word: string | undefined, altered: Alterations): Cell {
  // 看上去一样，不算改动。
  const text = withoutRadicals(cell.text)
  const bare = withoutPinyin(text)
  if (bare !== text) {
    const how = '去掉汉字后面的拼音'
    altered.set(cell.source, { raw: cell.text, how, status: 'repaired', confidence: 0.95 })
  }
  if (cell.struck !== undefined && bare.trim() !== '') altered.set(cell.source, struckDoubt(cell))
  if (word !== undefined) {
    const how = '认字改成表上的用语'
    altered.set(cell.source, { raw: cell.text, how, status: 'repaired', confidence: 0.95 })
    return { ...cell, text: word }
  }
  return bare === cell.text ? cell : { ...cell, text: bare }
}
