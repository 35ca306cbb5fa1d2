import type { Cell, Grid } from '#engine'

/** One record with the line it starts on, from 1. */
type CsvRecord = { readonly line: number; readonly fields: readonly string[] }

/** The apostrophe that keeps a spreadsheet from running a field as a formula: a guard, no part of the text. */
const GUARD = /^'(?=[=+\-@])/

/** At least three records of three fields, and most records as wide: Chinese prose has no such commas. */
export function looksLikeCsv(text: string): boolean {
  const records = parseRecords(text).filter(({ fields }) => fields.some((field) => field !== ''))
  const wide = records.filter(({ fields }) => fields.length >= 3)
  return wide.length >= 3 && wide.length * 2 >= records.length
}

/** Comma-separated values, quotes as in RFC 4180. Empty fields give no cell: a merged cell leaves such gaps. */
export function readCsv(text: string): Grid {
  const records = parseRecords(text)
  const cells: Cell[] = []
  let columns = 0
  for (const [row, { line, fields }] of records.entries()) {
    columns = Math.max(columns, fields.length)
    for (const [column, field] of fields.entries()) {
      const shown = field.trim().replace(GUARD, '')
      if (shown === '') continue
      cells.push({ row, column, rowSpan: 1, columnSpan: 1, text: shown, source: { line, column: column + 1 } })
    }
  }
  const ends = records.map(({ fields }) => fields.length)
  return { name: '文本', rows: records.length, columns, positions: 'exact', cells, ends }
}

function parseRecords(text: string): readonly CsvRecord[] {
  const lines = text.replaceAll(/\r\n?/g, '\n')
  const records: CsvRecord[] = []
  let fields: string[] = []
  let line = 1
  let start = 1
  for (let at = 0; at < lines.length; ) {
    const field = fieldAt(lines, at)
    fields.push(field.text)
    line += field.breaks
    at = field.end + 1
    if (lines[field.end] === ',') continue

    records.push({ line: start, fields })
    fields = []
    line += 1
    start = line
  }
  if (fields.length > 0) records.push({ line: start, fields: [...fields, ''] })
  return records
}

/** The field that starts at `at`; `end` is the place of the comma or line end behind it. */
function fieldAt(text: string, at: number): { text: string; end: number; breaks: number } {
  const quoted = text[at] === '"' ? quotedAt(text, at + 1) : undefined
  if (quoted) return quoted

  let end = at
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end += 1
  return { text: text.slice(at, end), end, breaks: 0 }
}

/** Undefined when the quote is never closed before a comma or line end: then it is an ordinary character. */
function quotedAt(text: string, at: number): { text: string; end: number; breaks: number } | undefined {
  let quote = text.indexOf('"', at)
  while (quote >= 0 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2)
  const after = quote < 0 ? '' : (text[quote + 1] ?? '\n')
  if (after !== ',' && after !== '\n') return undefined

  const content = text.slice(at, quote)
  return { text: content.replaceAll('""', '"'), end: quote + 1, breaks: content.split('\n').length - 1 }
}
