import { pack } from './workbook.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/** A minimal .docx around the content of its body. */
export function docx(
  body: string,
  part = 'word/document.xml',
  more: Readonly<Record<string, string>> = {},
): Uint8Array {
  return pack({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${part}"/></Relationships>`,
    ...more,
    [part]: `<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>`,
  })
}

/** A paragraph with one run. */
export function p(text: string): string {
  return `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}

/** A cell: its properties as XML, then its text or any content that begins with a tag. */
export function tc(content: string, properties = ''): string {
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${content.startsWith('<') ? content : p(content)}</w:tc>`
}

export function tr(...cells: readonly string[]): string {
  return `<w:tr>${cells.join('')}</w:tr>`
}

export function tbl(...rows: readonly string[]): string {
  return `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`
}

export const span = (n: number): string => `<w:gridSpan w:val="${n}"/>`
export const FIRST = '<w:vMerge w:val="restart"/>'
export const CONTINUED = '<w:vMerge/>'
