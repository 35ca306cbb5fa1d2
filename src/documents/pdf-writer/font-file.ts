import { unzlibSync } from 'fflate'

/** A TrueType font as far as a subset needs it. Distances in units of `unitsPerEm`. */
export type FontFile = {
  readonly unitsPerEm: number
  readonly ascent: number
  readonly descent: number
  /** Glyph number by code point. */
  readonly glyphs: ReadonlyMap<number, number>
  readonly advanceOf: (glyph: number) => number
  /** The outline as it stands in `glyf`; empty for a space. */
  readonly outlineOf: (glyph: number) => Uint8Array
  /** All outlines, one behind the other. */
  readonly outlines: Uint8Array
  readonly table: (tag: 'head' | 'hhea' | 'maxp') => Uint8Array
}

const WOFF = 0x774f4646
const DIRECTORY = 44
const ENTRY = 20

/** Opens a .woff with TrueType outlines: only the tables a subset needs are unpacked. Throws for any other file. */
export function openFont(bytes: Uint8Array): FontFile {
  const tables = tablesOf(bytes)
  const table = (tag: string): Uint8Array => {
    const found = tables.get(tag)
    if (!found) throw new Error(`the font has no table ${tag}`)
    return found()
  }
  const head = viewOf(table('head'))
  const hhea = viewOf(table('hhea'))
  const metrics = viewOf(table('hmtx'))
  const outlines = table('glyf')
  const places = viewOf(table('loca'))
  const isLong = head.getInt16(50) === 1
  const placeOf = (glyph: number): number => (isLong ? places.getUint32(glyph * 4) : places.getUint16(glyph * 2) * 2)
  const lastMetric = hhea.getUint16(34) - 1
  return {
    unitsPerEm: head.getUint16(18),
    ascent: hhea.getInt16(4),
    descent: hhea.getInt16(6),
    glyphs: characterMap(viewOf(table('cmap'))),
    advanceOf: (glyph) => metrics.getUint16(Math.min(glyph, lastMetric) * 4),
    outlines,
    outlineOf: (glyph) => outlines.subarray(placeOf(glyph), placeOf(glyph + 1)),
    table,
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function tablesOf(bytes: Uint8Array): ReadonlyMap<string, () => Uint8Array> {
  const view = viewOf(bytes)
  if (view.getUint32(0) !== WOFF) throw new Error('the font is no .woff')
  const tables = new Map<string, () => Uint8Array>()
  for (let i = 0; i < view.getUint16(12); i++) {
    const at = DIRECTORY + i * ENTRY
    const tag = String.fromCharCode(...bytes.subarray(at, at + 4))
    const from = view.getUint32(at + 4)
    const packed = bytes.subarray(from, from + view.getUint32(at + 8))
    const size = view.getUint32(at + 12)
    tables.set(tag, () => (packed.length === size ? packed : unzlibSync(packed, { out: new Uint8Array(size) })))
  }
  return tables
}

/** The fullest Unicode table: format 12 where there is one, else format 4. */
function characterMap(cmap: DataView): ReadonlyMap<number, number> {
  const offsets = Array.from({ length: cmap.getUint16(2) }, (_, i) => cmap.getUint32(4 + i * 8 + 4))
  const full = offsets.find((at) => cmap.getUint16(at) === 12)
  if (full !== undefined) return readGroups(cmap, full)
  const basic = offsets.find((at) => cmap.getUint16(at) === 4)
  if (basic === undefined) throw new Error('the font has no Unicode character map')
  return readSegments(cmap, basic)
}

function readGroups(cmap: DataView, at: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>()
  for (let i = 0; i < cmap.getUint32(at + 12); i++) {
    const group = at + 16 + i * 12
    const first = cmap.getUint32(group)
    const last = cmap.getUint32(group + 4)
    for (let code = first; code <= last; code++) glyphs.set(code, cmap.getUint32(group + 8) + code - first)
  }
  return glyphs
}

function readSegments(cmap: DataView, at: number): ReadonlyMap<number, number> {
  const glyphs = new Map<number, number>()
  const twice = cmap.getUint16(at + 6)
  for (let i = 0; i < twice; i += 2) {
    const last = cmap.getUint16(at + 14 + i)
    const first = cmap.getUint16(at + 16 + twice + i)
    const delta = cmap.getInt16(at + 16 + 2 * twice + i)
    const rangeAt = at + 16 + 3 * twice + i
    const range = cmap.getUint16(rangeAt)
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const raw = range === 0 ? code : cmap.getUint16(rangeAt + range + (code - first) * 2)
      const glyph = raw === 0 ? 0 : (raw + delta) & 0xffff
      if (glyph !== 0) glyphs.set(code, glyph)
    }
  }
  return glyphs
}
