import type { Part, Placed } from './draft.ts'
import type { Look } from './html.ts'

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Width of the printed page inside its margins, in millimetres, and height of a line of text in points. */
const PAGE = { portrait: 186, landscape: 273 }
const LINE = 1.45

/**
 * The same parts as one spreadsheet (flat OpenDocument, which LibreOffice opens): one grid for the whole sheet, as a
 * clerk's workbook has it, numbers held as numbers with their format, rows high enough for their text.
 */
export function fodsOf(parts: readonly Part[], width: number, look: Look): string {
  const cells = stacked(parts, width)
  const rows = Math.max(0, ...cells.map((cell) => cell.row + cell.rows))
  const edges = [...new Set([0, width, ...cells.flatMap(({ from, to }) => [from, to])])].sort((a, b) => a - b)
  const formats = [...new Set(cells.flatMap(({ number }) => (number ? [number.format] : [])))]
  const unit = PAGE[look.orientation] / width
  const columns = edges.slice(1).map((edge, i) => Math.round(100 * unit * (edge - (edges[i] ?? 0))) / 100)
  const heights = heightsOf(cells, rows, unit, look)
  const body = Array.from({ length: rows }, (_, row) => rowXml(cells, row, edges, formats))
  return [
    `<?xml version="1.0" encoding="UTF-8"?><office:document ${NAMESPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">`,
    `<office:font-face-decls><style:font-face style:name="f" svg:font-family="'${look.font}'"/></office:font-face-decls>`,
    `<office:automatic-styles>${formats.map(numberStyle).join('')}${columns.map(columnStyle).join('')}`,
    heights.map(rowStyle).join(''),
    cellStyles(formats, look),
    pageStyles(look),
    '<office:body><office:spreadsheet><table:table table:name="自评表">',
    columns.map((_, i) => `<table:table-column table:style-name="c${i}"/>`).join(''),
    body.map((line, i) => `<table:table-row table:style-name="r${i}">${line}</table:table-row>`).join(''),
    '</table:table></office:spreadsheet></office:body></office:document>',
  ].join('')
}

const NAMESPACES = ['office', 'style', 'text', 'table', 'number']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name === 'number' ? 'datastyle' : name}:1.0"`)
  .concat(
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
  )
  .join(' ')

/** Parts one under the other; a paragraph lies across the sheet. */
function stacked(parts: readonly Part[], width: number): readonly Placed[] {
  const cells: Placed[] = []
  let row = 0
  for (const part of parts) {
    if ('cells' in part) {
      cells.push(...part.cells.map((cell) => ({ ...cell, row: cell.row + row })))
      row += part.rows
    } else {
      const look = { rows: 1, bare: true, heading: false, align: 'left' } as const
      cells.push({ row, from: 0, to: width, text: part.paragraph, ...look })
      row += 1
    }
  }
  return cells
}

function heightsOf(cells: readonly Placed[], rows: number, unit: number, { size, padding }: Look): readonly number[] {
  const heights = Array.from({ length: rows }, () => size * LINE + 2 * padding + 2)
  for (const { row, from, to, rows: span, text } of cells) {
    const room = ((to - from) * unit * 72) / 25.4 - 2 * padding - 6
    const lines = text.split('\n').reduce((sum, line) => sum + Math.ceil(widthOf(line, size) / Math.max(size, room)), 0)
    const due = (lines * size * LINE + 2 * padding + 4) / span
    for (let at = row; at < row + span; at++) heights[at] = Math.max(heights[at] ?? 0, due)
  }
  return heights
}

function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2000' ? 1.04 : 0.6), 0) * size
}

function numberStyle(format: string, i: number): string {
  const places = format.split('.')[1]?.length ?? 0
  const grouping = format.includes(',') ? ' number:grouping="true"' : ''
  return `<number:number-style style:name="n${i}"><number:number number:decimal-places="${places}" number:min-decimal-places="${places}" number:min-integer-digits="1"${grouping}/></number:number-style>`
}

const columnStyle = (width: number, i: number): string =>
  `<style:style style:name="c${i}" style:family="table-column"><style:table-column-properties style:column-width="${width}mm"/></style:style>`

const rowStyle = (height: number, i: number): string =>
  `<style:style style:name="r${i}" style:family="table-row"><style:table-row-properties style:row-height="${height.toFixed(1)}pt" style:use-optimal-row-height="false"/></style:style>`

const STYLES = [false, true].flatMap((bare) =>
  [false, true].flatMap((heading) =>
    (['left', 'center', 'right'] as const).map((align) => ({
      bare,
      heading,
      align,
      name: nameOf(bare, heading, align),
    })),
  ),
)

function nameOf(bare: boolean, heading: boolean, align: Placed['align']): string {
  return `s${bare ? 'n' : 'b'}${heading ? 'h' : 't'}${align[0]}`
}

function cellStyles(formats: readonly string[], { borders, size, padding }: Look): string {
  const line = '0.5pt solid #000000'
  const ruled = {
    all: `fo:border="${line}"`,
    none: 'fo:border="none"',
    across: `fo:border-top="${line}" fo:border-bottom="${line}" fo:border-left="none" fo:border-right="none"`,
  }[borders]
  return STYLES.flatMap(({ bare, heading, align, name }) =>
    ['', ...formats].map((_, i) => {
      const data = i === 0 ? '' : ` style:data-style-name="n${i - 1}"`
      const sides = bare ? 'fo:border="none"' : ruled
      const weight = heading ? ' fo:font-weight="bold" style:font-weight-asian="bold"' : ''
      return (
        `<style:style style:name="${name}${i}" style:family="table-cell"${data}>` +
        `<style:table-cell-properties ${sides} fo:wrap-option="wrap" fo:padding="${padding}pt" style:vertical-align="middle"/>` +
        `<style:paragraph-properties fo:text-align="${align === 'left' ? 'start' : align === 'right' ? 'end' : 'center'}"/>` +
        `<style:text-properties style:font-name="f" style:font-name-asian="f" fo:font-size="${size}pt" style:font-size-asian="${size}pt"${weight}/></style:style>`
      )
    }),
  ).join('')
}

function pageStyles({ orientation }: Look): string {
  const [width, height] = orientation === 'portrait' ? ['210mm', '297mm'] : ['297mm', '210mm']
  return (
    `<style:page-layout style:name="p"><style:page-layout-properties fo:page-width="${width}" fo:page-height="${height}" ` +
    `style:print-orientation="${orientation}" fo:margin="12mm" style:scale-to-X="1" style:scale-to-Y="0"/></style:page-layout>` +
    '</office:automatic-styles><office:master-styles><style:master-page style:name="Default" style:page-layout-name="p">' +
    '<style:header style:display="false"/><style:footer style:display="false"/></style:master-page></office:master-styles>'
  )
}

function rowXml(cells: readonly Placed[], row: number, edges: readonly number[], formats: readonly string[]): string {
  const covering = cells.filter((cell) => cell.row <= row && cell.row + cell.rows > row)
  const line: string[] = []
  for (const edge of edges.slice(0, -1)) {
    const cell = covering.find(({ from, to }) => from <= edge && to > edge)
    if (!cell) line.push('<table:table-cell/>')
    else if (cell.row !== row || cell.from !== edge)
      line.push(`<table:covered-table-cell table:style-name="${styleOf(cell, [])}"/>`)
    else line.push(cellXml(cell, edges.indexOf(cell.to) - edges.indexOf(cell.from), formats))
  }
  return line.join('')
}

function styleOf({ bare, heading, align, number }: Placed, formats: readonly string[]): string {
  return `${nameOf(bare, heading, align)}${number ? formats.indexOf(number.format) + 1 : 0}`
}

function cellXml(cell: Placed, span: number, formats: readonly string[]): string {
  const { rows, text, number } = cell
  const spans =
    span > 1 || rows > 1 ? ` table:number-columns-spanned="${span}" table:number-rows-spanned="${rows}"` : ''
  const value = number ? ` office:value-type="float" office:value="${number.value}"` : ' office:value-type="string"'
  const lines = number
    ? ''
    : text
        .split('\n')
        .map((line) => `<text:p>${xml(line)}</text:p>`)
        .join('')
  const held = text === '' ? '' : value
  return `<table:table-cell table:style-name="${styleOf(cell, formats)}"${spans}${held}>${lines}</table:table-cell>`
}
