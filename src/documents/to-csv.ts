import type { Form } from '#engine'
import { officialSheet } from './official.ts'

/** The official form as CSV (UTF-8 with BOM, as Excel and WPS expect): one line a row, merged cells at their first place. */
export function toCsv(form: Form): string {
  const sheet = officialSheet(form)
  const columns = sheet.columnWidths.length
  const lines: string[][] = sheet.rowHeights.map(() => Array.from({ length: columns }, () => ''))
  for (const cell of sheet.cells) {
    const line = lines[cell.row]
    if (line) line[cell.column] = cell.text
  }
  return `\ufeff${lines.map((line) => line.map(quote).join(',')).join('\r\n')}\r\n`
}

/** Quotes where CSV needs them; a leading apostrophe keeps a spreadsheet from running a cell as a formula. */
function quote(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) && !/^=\s*[\d.,]+\D{0,8}$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
