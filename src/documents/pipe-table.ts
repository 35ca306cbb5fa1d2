import type { Cell, Grid } from '#engine'
import { stripMarkup } from './strip-markup.ts'
import { shownOf, struckOut } from './struck.ts'

const SEPARATOR = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?$/

/** Two lines that start or end with a pipe, or one Markdown separator line, make a table. */
export function hasPipeTable(lines: readonly string[]): boolean {
  return lines.some((line) => SEPARATOR.test(line.trim())) || lines.filter(isTableLine).length >= 2
}

function isTableLine(line: string): boolean {
  const text = line.trim()
  return (text.startsWith('|') || text.endsWith('|')) && text.indexOf('|') !== text.lastIndexOf('|')
}

/**
 * The whole text as one grid: each table row is a row with a cell for every field, each line of prose around the
 * tables a row of its own across the width, so that 填报单位 above a table stays readable.
 */
export function readPipeTables(lines: readonly string[]): Grid {
  const rows: { readonly line: number; readonly fields: readonly string[]; readonly prose: boolean }[] = []
  const headless = !lines.some(isTableLine)
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || SEPARATOR.test(line.trim())) continue
    const prose = !(isTableLine(line) || (headless && line.includes('|')))
    const fields = prose ? [line.replace(/^\s*#{1,6}\s+/, '')] : splitFields(line)
    rows.push({ line: index + 1, fields, prose })
  }

  const columns = Math.max(1, ...rows.map(({ fields }) => fields.length))
  const cells: Cell[] = []
  for (const [row, { line, fields, prose }] of rows.entries()) {
    for (const [column, field] of fields.entries()) {
      const shown = shownOf(plain(field))
      if (prose && shown.text === '' && shown.struck === undefined) continue
      const columnSpan = prose ? columns : 1
      cells.push({ row, column, rowSpan: 1, columnSpan, ...shown, source: { line, column: column + 1 } })
    }
  }
  const ends = rows.map(({ fields, prose }) => (prose ? undefined : fields.length))
  return { name: '文本', rows: rows.length, columns, positions: 'exact', cells, ends }
}

function splitFields(line: string): readonly string[] {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '')
  return inner.split(/(?<!\\)\|/).map((field) => field.replaceAll('\\|', '|'))
}

function plain(field: string): string {
  return stripMarkup(field)
    .replaceAll(/\*\*([^*]+)\*\*/g, '$1')
    .replaceAll(/~~([^~]+)~~/g, (_, struck: string) => struckOut(struck))
    .trim()
}
