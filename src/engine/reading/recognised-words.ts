import { isTitle } from '../forms/sections.ts'
import { level1Of, level2Of, roleOf } from '../forms/vocabulary.ts'
import type { Cell } from '../grid.ts'
import { compact } from '../values/text.ts'

/** Characters of headings, and what small or smeared print makes of them. */
const LOOK_ALIKES: readonly (readonly [read: string, meant: string])[] = [
  ['日', '目'],
  ['長', '表'],
  ['长', '表'],
  ['衷', '表'],
  ['坪', '评'],
  ['白', '自'],
  ['待', '符'],
  ['顶', '预'],
  ['热', '执'],
  ['级', '绩'],
  ['续', '绩'],
  ['绕', '绩'],
  ['敛', '效'],
  ['致', '效'],
  ['級', '级'],
  ['际', '标'],
  ['-', '一'],
  ['—', '一'],
]
/** No heading and no title is longer. */
const LONGEST = 40

/**
 * What a cell read from a picture says where one other reading of it is a word that these forms print (a heading, a level, a
 * title) and the reading itself is none; undefined where nothing is to be changed.
 */
export function knownWord({ text, recognition }: Cell): string | undefined {
  const plain = compact(text)
  if (!recognition || plain === '' || plain.length > LONGEST || isKnown(plain)) return undefined
  const others = [...recognition.alternatives.map(compact), ...swapped(plain)].filter(isKnown)
  const [only, second] = [...new Set(others)]
  return second === undefined ? only : undefined
}

/** One look-alike put right, wherever it stands. */
function swapped(text: string): readonly string[] {
  return LOOK_ALIKES.flatMap(([read, meant]) =>
    [...text].flatMap((character, i) => (character === read ? [text.slice(0, i) + meant + text.slice(i + 1)] : [])),
  )
}

function isKnown(text: string): boolean {
  return (
    roleOf(text, 'strict') !== undefined ||
    level1Of(text)?.exact === true ||
    level2Of(text)?.exact === true ||
    isTitle(text)
  )
}

const LEVEL_HEADING = /^[一二三四—-]?级指标$/
const LEVEL_HEADINGS = ['一级指标', '二级指标', '三级指标'] as const

/**
 * The headings of the levels stand side by side in their order: where two of three say so, the third, less surely read, is
 * what is lacking. Gives the new texts by cell.
 */
export function levelHeadings(cells: readonly Cell[]): ReadonlyMap<Cell, string> {
  const rows = new Map<number, Cell[]>()
  for (const cell of cells)
    if (cell.recognition && LEVEL_HEADING.test(compact(cell.text)))
      rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell])
  return new Map(
    [...rows.values()].flatMap((row) => {
      const inOrder = [...row].sort((a, b) => a.column - b.column)
      const wrong = inOrder.filter((cell, i) => compact(cell.text) !== LEVEL_HEADINGS[i])
      const [only, second] = wrong
      const text = LEVEL_HEADINGS[inOrder.indexOf(only as Cell)]
      return inOrder.length === 3 && only && !second && text ? [[only, text] as const] : []
    }),
  )
}
