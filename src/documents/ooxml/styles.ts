import { type Attributes, walkXml } from './xml.ts'
import type { Archive } from './zip.ts'

/** What the style index of a cell says: its number format code, and whether its font strikes all text out. */
export type Styles = {
  readonly formatOf: (index: number) => string
  readonly isStruck: (index: number) => boolean
}

/** Formats that have a number only; those of Chinese Excel (27 to 58) included. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"¥"#,##0;"¥"\\-#,##0',
  6: '"¥"#,##0;"¥"\\-#,##0',
  7: '"¥"#,##0.00;"¥"\\-#,##0.00',
  8: '"¥"#,##0.00;"¥"\\-#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  14: 'yyyy/m/d',
  15: 'd-m-yy',
  16: 'd-m',
  17: 'm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;\\-#,##0',
  38: '#,##0;\\-#,##0',
  39: '#,##0.00;\\-#,##0.00',
  40: '#,##0.00;\\-#,##0.00',
  41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
  42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
  43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
  44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss',
  48: '0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}

/** The code of a format that has a number only; General (an empty code) for any other. */
export function builtInFormat(id: number): string {
  return BUILT_IN[id] ?? ''
}

/** Reads the cell styles; without a styles part everything is General (an empty code) in a plain font. */
export function readStyles(archive: Archive, path: string): Styles {
  const bytes = archive.read(path)
  if (!bytes) return { formatOf: () => '', isStruck: () => false }

  const own = new Map<number, string>()
  const formats: number[] = []
  const fonts: boolean[] = []
  const struck: boolean[] = []
  // Differential formats (dxfs) have fonts and number formats as well: only those in the lists of their own count.
  const open = new Set<string>()
  walkXml(bytes, '样式表', {
    open(name, attributes) {
      open.add(name)
      if (name === 'numFmt' && open.has('numFmts')) own.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      else if (name === 'font' && open.has('fonts')) fonts.push(false)
      else if (name === 'strike' && open.has('fonts')) fonts[fonts.length - 1] = isOn(attributes)
      else if (name === 'xf' && open.has('cellXfs')) {
        formats.push(Number(attributes.numFmtId ?? 0))
        struck.push(fonts[Number(attributes.fontId ?? 0)] === true)
      }
    },
    close: (name) => open.delete(name),
  })
  const formatOf = (index: number): string => {
    const id = formats[index] ?? 0
    return own.get(id) ?? builtInFormat(id)
  }
  return { formatOf, isStruck: (index) => struck[index] === true }
}

/** A switch without a value is on. */
export function isOn({ val }: Attributes): boolean {
  return !/^(?:0|false|off)$/.test(val ?? '')
}
