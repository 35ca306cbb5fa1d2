import { type FontFile, viewOf } from './font-file.ts'

/** A glyph chosen for the subset: one of a font file, or the box that stands for a character no font has. */
export type Choice = { readonly font: FontFile; readonly glyph: number } | 'box'

export type Subset = {
  /** A TrueType file with the chosen glyphs in their order, number 0 being the box. */
  readonly bytes: Uint8Array
  /** Advances in thousandths of the font size, by glyph number. */
  readonly widths: readonly number[]
}

const HEAVY = { scaled: 0x08, both: 0x40, matrix: 0x80, more: 0x20, instructions: 0x100, words: 0x01 } as const

/** One font out of several of the same design. The same choices give the same bytes. */
export function subsetOf(main: FontFile, choices: readonly Choice[]): Subset {
  const glyphs: Choice[] = ['box', ...choices]
  const numbers = new Map<FontFile, Map<number, number>>()
  const numberOf = (font: FontFile, glyph: number): number => {
    const known = numbers.get(font) ?? new Map<number, number>()
    numbers.set(font, known)
    const number = known.get(glyph) ?? glyphs.push({ font, glyph }) - 1
    known.set(glyph, number)
    return number
  }
  const outlines: Uint8Array[] = []
  const widths: number[] = []
  // Parts of composite glyphs join the list while it is walked.
  for (let i = 0; i < glyphs.length; i++) {
    const choice = glyphs[i] ?? 'box'
    outlines.push(choice === 'box' ? boxOutline(main.unitsPerEm) : outlineFor(choice, numberOf))
    widths.push(advanceOf(choice))
  }
  return { bytes: fontBytes(main, outlines, widths), widths }
}

/** In thousandths of the font size. */
export function advanceOf(choice: Choice): number {
  return choice === 'box' ? 1000 : Math.round((choice.font.advanceOf(choice.glyph) * 1000) / choice.font.unitsPerEm)
}

function outlineFor(
  { font, glyph }: Exclude<Choice, 'box'>,
  numberOf: (font: FontFile, glyph: number) => number,
): Uint8Array {
  const outline = font.outlineOf(glyph)
  if (outline.length === 0) return outline
  const contours = viewOf(outline).getInt16(0)
  if (contours >= 0) return plainOutline(font, glyph, outline, contours)
  const copy = outline.slice()
  const view = viewOf(copy)
  let at = 10
  let flags: number = HEAVY.more
  while (flags & HEAVY.more) {
    flags = view.getUint16(at)
    view.setUint16(at, flags & ~HEAVY.instructions)
    view.setUint16(at + 2, numberOf(font, view.getUint16(at + 2)))
    at += flags & HEAVY.words ? 8 : 6
    at += flags & HEAVY.scaled ? 2 : flags & HEAVY.both ? 4 : flags & HEAVY.matrix ? 8 : 0
  }
  return copy.subarray(0, at)
}

/** Outlines without instructions by font and glyph: the same characters come in document after document. */
const plain = new WeakMap<FontFile, Map<number, Uint8Array>>()

function plainOutline(font: FontFile, glyph: number, outline: Uint8Array, contours: number): Uint8Array {
  const known = plain.get(font) ?? new Map<number, Uint8Array>()
  plain.set(font, known)
  const found = known.get(glyph) ?? withoutInstructions(outline, contours)
  known.set(glyph, found)
  return found
}

/** Hinting needs tables the subset leaves out. */
function withoutInstructions(outline: Uint8Array, contours: number): Uint8Array {
  const at = 10 + contours * 2
  const length = viewOf(outline).getUint16(at)
  const bytes = new Uint8Array(outline.length - length)
  bytes.set(outline.subarray(0, at))
  bytes.set(outline.subarray(at + 2 + length), at + 2)
  return bytes
}

/** A hollow square the size of a 汉字: two contours of straight lines, coordinates as 16-bit steps. */
function boxOutline(unitsPerEm: number): Uint8Array {
  const unit = (share: number) => Math.round(unitsPerEm * share)
  const [left, bottom, right, top, pen] = [unit(0.08), unit(-0.06), unit(0.92), unit(0.82), unit(0.05)]
  const points: readonly (readonly [number, number])[] = [
    [left, bottom],
    [left, top],
    [right, top],
    [right, bottom],
    [left + pen, bottom + pen],
    [right - pen, bottom + pen],
    [right - pen, top - pen],
    [left + pen, top - pen],
  ]
  const bytes = new Uint8Array(16 + points.length * 5)
  const view = viewOf(bytes)
  for (const [i, value] of [2, left, bottom, right, top, 3, 7, 0].entries()) view.setInt16(i * 2, value)
  bytes.fill(1, 16, 16 + points.length)
  for (const [i, [x, y]] of points.entries()) {
    const [beforeX, beforeY] = points[i - 1] ?? [0, 0]
    view.setInt16(16 + points.length + i * 2, x - beforeX)
    view.setInt16(16 + points.length * 3 + i * 2, y - beforeY)
  }
  return bytes
}

function fontBytes(main: FontFile, outlines: readonly Uint8Array[], widths: readonly number[]): Uint8Array {
  const places = viewOf(new Uint8Array((outlines.length + 1) * 4))
  const metrics = viewOf(new Uint8Array(outlines.length * 4))
  const glyf = new Uint8Array(outlines.reduce((sum, { length }) => sum + padded(length), 0))
  let at = 0
  for (const [i, outline] of outlines.entries()) {
    glyf.set(outline, at)
    at += padded(outline.length)
    places.setUint32((i + 1) * 4, at)
    metrics.setUint16(i * 4, Math.round(((widths[i] ?? 0) * main.unitsPerEm) / 1000))
    metrics.setInt16(i * 4 + 2, outline.length === 0 ? 0 : viewOf(outline).getInt16(2))
  }
  const head = main.table('head').slice()
  viewOf(head).setUint32(8, 0)
  viewOf(head).setInt16(50, 1)
  const hhea = main.table('hhea').slice()
  viewOf(hhea).setUint16(34, outlines.length)
  const maxp = main.table('maxp').slice()
  viewOf(maxp).setUint16(4, outlines.length)
  return tableFile([
    ['glyf', glyf],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', new Uint8Array(metrics.buffer)],
    ['loca', new Uint8Array(places.buffer)],
    ['maxp', maxp],
  ])
}

const CHECKSUM_OF_ALL = 0xb1b0afba

/** An sfnt file; the tables come in the order of their tags. */
function tableFile(tables: readonly (readonly [tag: string, bytes: Uint8Array])[]): Uint8Array {
  const start = 12 + tables.length * 16
  const file = new Uint8Array(tables.reduce((sum, [, { length }]) => sum + padded(length), start))
  const view = viewOf(file)
  const power = 2 ** Math.floor(Math.log2(tables.length))
  view.setUint32(0, 0x00010000)
  view.setUint16(4, tables.length)
  view.setUint16(6, power * 16)
  view.setUint16(8, Math.log2(power))
  view.setUint16(10, (tables.length - power) * 16)
  let at = start
  let head = 0
  for (const [i, [tag, bytes]] of tables.entries()) {
    file.set(bytes, at)
    const entry = 12 + i * 16
    for (let k = 0; k < 4; k++) file[entry + k] = tag.charCodeAt(k)
    view.setUint32(entry + 4, checksum(view, at, padded(bytes.length)))
    view.setUint32(entry + 8, at)
    view.setUint32(entry + 12, bytes.length)
    if (tag === 'head') head = at
    at += padded(bytes.length)
  }
  view.setUint32(head + 8, (CHECKSUM_OF_ALL - checksum(view, 0, file.length)) >>> 0)
  return file
}

function checksum(view: DataView, from: number, length: number): number {
  let sum = 0
  for (let at = from; at < from + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
  return sum
}

function padded(length: number): number {
  return (length + 3) & ~3
}
