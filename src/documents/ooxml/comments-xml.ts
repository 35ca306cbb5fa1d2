import { columnName } from '#engine'
import type { CellNote } from '../notes.ts'
import { escapeXml } from './escape-xml.ts'

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** The comments part: who (绩衡) says what of which cell. */
export function commentsXml(notes: readonly CellNote[]): string {
  const comments = notes.map(
    ({ cell, text }) =>
      `<comment ref="${columnName(cell.column + 1)}${cell.row + 1}" authorId="0"><text><r><rPr><sz val="9"/><rFont val="宋体"/></rPr>` +
      `<t xml:space="preserve">${escapeXml(text)}</t></r></text></comment>`,
  )
  return `<comments xmlns="${MAIN}"><authors><author>绩衡</author></authors><commentList>${comments.join('')}</commentList></comments>`
}

/** The boxes in which Excel and WPS show the comments: without this old drawing part they open the file as damaged. */
export function commentBoxes(notes: readonly CellNote[]): string {
  const shapes = notes.map(({ cell, text }, i) => {
    const lines = Math.min(14, Math.ceil(text.length / 18) + 1)
    const anchor = `${cell.column + cell.columnSpan}, 12, ${cell.row}, 4, ${cell.column + cell.columnSpan + 3}, 24, ${cell.row + lines}, 4`
    return (
      `<v:shape id="_x0000_s${1025 + i}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">` +
      `<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:textbox style="mso-direction-alt:auto"/>` +
      `<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>` +
      `<x:Row>${cell.row}</x:Row><x:Column>${cell.column}</x:Column></x:ClientData></v:shape>`
    )
  })
  return (
    `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">` +
    `<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>` +
    `<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>` +
    `${shapes.join('')}</xml>`
  )
}
