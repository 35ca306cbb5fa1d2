import type { Picture } from './degrade.ts'

const latin = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** A PDF as scanners make it: a JPEG a page and nothing else. */
export function imagePdf(
  pages: readonly { readonly jpeg: Uint8Array; readonly width: number; readonly height: number }[],
  dpi: number,
): Uint8Array {
  const parts: Uint8Array[] = [latin('%PDF-1.4\n')]
  const places: number[] = []
  const add = (text: string, stream?: Uint8Array): void => {
    places.push(parts.reduce((sum, part) => sum + part.length, 0))
    const body = stream ? [latin(`${text}\nstream\n`), stream, latin('\nendstream')] : [latin(text)]
    parts.push(latin(`${places.length} 0 obj\n`), ...body, latin('\nendobj\n'))
  }
  add('<</Type/Catalog/Pages 2 0 R>>')
  add(`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, i) => `${3 + 3 * i} 0 R`).join(' ')}]>>`)
  for (const [i, { jpeg, width, height }] of pages.entries()) {
    const [w, h] = [(width * 72) / dpi, (height * 72) / dpi].map((points) => points.toFixed(2))
    const first = 3 + 3 * i
    add(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${w} ${h}]/Contents ${first + 1} 0 R/Resources<</XObject<</I ${first + 2} 0 R>>>>>>`,
    )
    const content = latin(`${w} 0 0 ${h} 0 0 cm /I Do`)
    add(`<</Length ${content.length}>>`, content)
    add(
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>`,
      jpeg,
    )
  }
  const start = parts.reduce((sum, part) => sum + part.length, 0)
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  parts.push(
    latin(
      `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${rows}trailer<</Size ${places.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  )
  return concat(parts)
}

/** A TIFF of one uncompressed strip, little-endian. */
export function tiff({ width, height, rgb }: Picture, dpi: number): Uint8Array {
  const entries: readonly (readonly [tag: number, type: 3 | 4 | 5, count: number, value: number])[] = [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, 3, 146],
    [259, 3, 1, 1],
    [262, 3, 1, 2],
    [273, 4, 1, 168],
    [277, 3, 1, 3],
    [278, 4, 1, height],
    [279, 4, 1, rgb.length],
    [282, 5, 1, 152],
    [283, 5, 1, 160],
  ]
  const head = new DataView(new ArrayBuffer(168))
  head.setUint32(0, 0x002a4949, true)
  head.setUint32(4, 8, true)
  head.setUint16(8, entries.length, true)
  for (const [i, [tag, type, count, value]] of entries.entries()) {
    const at = 10 + 12 * i
    head.setUint16(at, tag, true)
    head.setUint16(at + 2, type, true)
    head.setUint32(at + 4, count, true)
    if (type === 3 && count === 1) head.setUint16(at + 8, value, true)
    else head.setUint32(at + 8, value, true)
  }
  for (const [at, value] of [
    [146, 8],
    [148, 8],
    [150, 8],
  ] as const)
    head.setUint16(at, value, true)
  for (const [at, value] of [
    [152, dpi],
    [156, 1],
    [160, dpi],
    [164, 1],
  ] as const)
    head.setUint32(at, value, true)
  return concat([new Uint8Array(head.buffer), rgb])
}
