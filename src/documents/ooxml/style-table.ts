import { type CellLook, lookOf } from '../cell-look.ts'
import { FONT_SIZE } from '../layout.ts'
import type { SheetCell } from '../sheet.ts'
import { escapeXml } from './escape-xml.ts'

/** Gives each look and number format one style index, and writes the styles part. */
export type StyleTable = {
  readonly indexOf: (cell: SheetCell, format: string) => number
  readonly write: () => string
}

const OWN_FORMATS = 164
const FONTS: Readonly<Record<CellLook['font'], number>> = { body: 0, label: 0, title: 1 }

/** A style table that starts with the default style. */
export function styleTable(): StyleTable {
  const formats: string[] = ['']
  const styles: string[] = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>']
  return {
    indexOf(cell, format) {
      const look = lookOf(cell)
      if (!formats.includes(format)) formats.push(format)
      const style = styleXml(look, format === '' ? 0 : OWN_FORMATS + formats.indexOf(format))
      if (!styles.includes(style)) styles.push(style)
      return styles.indexOf(style)
    },
    write: () => stylesXml(formats.slice(1), styles),
  }
}

function styleXml({ align, font, bordered, vertical }: CellLook, format: number): string {
  const applied = `applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"`
  const alignment = `<alignment horizontal="${align}" vertical="${vertical}" wrapText="1"/>`
  return `<xf numFmtId="${format}" fontId="${FONTS[font]}" fillId="0" borderId="${bordered ? 1 : 0}" xfId="0" ${applied}>${alignment}</xf>`
}

function stylesXml(formats: readonly string[], styles: readonly string[]): string {
  const own = formats.map((code, i) => `<numFmt numFmtId="${OWN_FORMATS + i + 1}" formatCode="${escapeXml(code)}"/>`)
  const side = (name: string) => `<${name} style="thin"><color indexed="64"/></${name}>`
  const numFmts = own.length === 0 ? '' : `<numFmts count="${own.length}">${own.join('')}</numFmts>`
  return (
    `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${numFmts}` +
    `<fonts count="2"><font><sz val="${FONT_SIZE.body}"/><name val="宋体"/><family val="3"/><charset val="134"/></font>` +
    `<font><b/><sz val="${FONT_SIZE.title}"/><name val="黑体"/><family val="3"/><charset val="134"/></font></fonts>` +
    `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
    `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders>` +
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
    `<cellXfs count="${styles.length}">${styles.join('')}</cellXfs>` +
    `<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
  )
}
