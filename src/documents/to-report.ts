import { type Block, type Form, formatSource, placeName, type Report, type Run } from '#engine'
import { officialSheet } from './official.ts'
import { escapeXml } from './ooxml/escape-xml.ts'
import { packParts } from './ooxml/package-xml.ts'
import { documentOf, fitOf, sectionXml, tablesXml } from './word/sheet-xml.ts'
import { FOOTER, wordParts } from './word/word-package.ts'

/** Half points: 三号 for the text of an official document, 小二 for its title, 小五 in tables. */
const SIZE = { title: 36, body: 32, table: 18 } as const
/** What a person must still look at is printed on yellow; it disappears with the text it marks. */
const LOUD = '<w:highlight w:val="yellow"/>'
/** Width between the margins of a portrait A4 page, in twentieths of a point. */
const ROOM = 10_546

/**
 * The self-evaluation report as a .docx: the text, annex 1 the form itself, annex 2 where each number was taken from.
 * Built from the report and the form only; the same input gives the same bytes.
 */
export function toReportDocx(report: Report, form: Form): Uint8Array {
  const sheet = officialSheet(form)
  const fit = fitOf(sheet)
  const text = [titleXml(report.title), ...report.blocks.map(blockXml), signatureXml(form)].join('')
  const sources = `${headingXml('附件2：报告所列数据的来处', 1)}${tableXml(['数据', '取自', '原件位置'], sourceRows(report, form))}`
  const body = [
    text,
    sectionEnd({ orientation: 'portrait' }),
    headingXml('附件1：绩效自评表', 1),
    tablesXml(sheet, fit),
    sectionEnd(sheet),
    sources,
    sectionXml({ orientation: 'portrait' }, FOOTER),
  ].join('')
  return packParts(wordParts({ title: report.title, size: fit.size, document: documentOf(body) }))
}

/** Ends a section inside the text: the next begins on a new page and may lie the other way. */
function sectionEnd(paper: Parameters<typeof sectionXml>[0]): string {
  return `<w:p><w:pPr>${sectionXml(paper, FOOTER)}</w:pPr></w:p>`
}

function blockXml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return headingXml(block.text, block.level)
    case 'paragraph':
      return `<w:p><w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>${block.runs.map((run) => runXml(run, SIZE.body)).join('')}</w:p>`
    case 'table':
      return tableXml(block.head, block.rows)
  }
}

function titleXml(text: string): string {
  return `<w:p><w:pPr><w:spacing w:before="240" w:after="360"/><w:jc w:val="center"/></w:pPr>${runXml({ text }, SIZE.title, '<w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/><w:b/>')}</w:p>`
}

function headingXml(text: string, level: 1 | 2): string {
  const font = level === 1 ? '黑体' : '楷体'
  const look = `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:eastAsia="${font}"/>`
  return `<w:p><w:pPr><w:keepNext/><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/><w:outlineLvl w:val="${level - 1}"/></w:pPr>${runXml({ text }, SIZE.body, look)}</w:p>`
}

function signatureXml({ unit, department, filedOn }: Form): string {
  const lines = [`${unit ?? department ?? '【待填：单位】'}（盖章）`, filedOn ?? '【待填：日期】']
  return lines
    .map(
      (text) =>
        `<w:p><w:pPr><w:spacing w:before="240"/><w:jc w:val="right"/></w:pPr>${runXml({ text }, SIZE.body)}</w:p>`,
    )
    .join('')
}

function runXml({ text, mark }: Run, size: number, look = ''): string {
  const properties = `<w:rPr>${look}<w:sz w:val="${size}"/>${mark === undefined ? '' : LOUD}</w:rPr>`
  const lines = escapeXml(text)
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${line}</w:t>`)
  return `<w:r>${properties}${lines.join('<w:br/>')}</w:r>`
}

function tableXml(head: readonly string[], rows: readonly (readonly (readonly Run[])[])[]): string {
  const width = Math.floor(ROOM / head.length)
  const sides = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  const borders = sides.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`).join('')
  const cell = (runs: readonly Run[], align: 'center' | 'left') =>
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>` +
    `<w:p><w:pPr><w:jc w:val="${align}"/></w:pPr>${runs.map((run) => runXml(run, SIZE.table)).join('')}</w:p></w:tc>`
  const headRow = `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head.map((text) => cell([{ text }], 'center')).join('')}</w:tr>`
  const body = rows.map(
    (row) => `<w:tr><w:trPr><w:cantSplit/></w:trPr>${row.map((runs) => cell(runs, 'left')).join('')}</w:tr>`,
  )
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${width * head.length}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>` +
    `<w:tblGrid>${head.map(() => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>${headRow}${body.join('')}</w:tbl><w:p/>`
  )
}

/** One row a value that the text states: what, which field of the form, where in the file. */
function sourceRows({ blocks }: Report, form: Form): readonly (readonly (readonly Run[])[])[] {
  const runs = blocks.flatMap((block) => {
    if (block.kind === 'heading') return []
    return block.kind === 'paragraph' ? block.runs : block.rows.flat(2)
  })
  const stated = new Map(
    runs.flatMap((run) =>
      run.at !== undefined && run.text !== '' && run.mark !== 'toFill' && !run.at.endsWith('/level1')
        ? [[run.at, run] as const]
        : [],
    ),
  )
  return [...stated].map(([at, run]) => {
    const source = sourceAt(form, at)
    const text = run.text.length > 60 ? `${run.text.slice(0, 60)}…` : run.text
    return [[{ ...run, text }], [{ text: placeName(form, at) }], [{ text: source ? formatSource(source) : '' }]]
  })
}

function sourceAt({ reading }: Form, at: string) {
  return (
    reading[at]?.source ??
    reading[at.replace(/\/text$/, '')]?.source ??
    reading[at.replace(/\/text$/, '/value')]?.source
  )
}
