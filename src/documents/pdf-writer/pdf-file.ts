import { strToU8, zlibSync } from 'fflate'

export type Objects = {
  /** Keeps a number for an object that is written later. */
  readonly reserve: () => number
  readonly put: (number: number, body: string) => void
  readonly putStream: (number: number, entries: string, data: Uint8Array) => void
  /** A stream that is a zlib stream already. */
  readonly putPacked: (number: number, entries: string, packed: Uint8Array) => void
  /** The file with all objects; neither clock nor chance goes into it. */
  readonly file: (root: number, info: number) => Uint8Array
}

const HEAD = new Uint8Array([...strToU8('%PDF-1.7\n%'), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a])

/** The objects of a PDF on their way to a file. */
export function pdfObjects(): Objects {
  const bodies: (readonly Uint8Array[] | undefined)[] = []
  const put = (number: number, body: string) => {
    bodies[number - 1] = [strToU8(body)]
  }
  const putPacked = (number: number, entries: string, packed: Uint8Array) => {
    const head = `<<${entries}/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`
    bodies[number - 1] = [strToU8(head), packed, strToU8('\nendstream')]
  }
  return {
    reserve: () => bodies.push(undefined),
    put,
    putPacked,
    putStream: (number, entries, data) => putPacked(number, entries, zlibSync(data, { level: 6 })),
    file(root, info) {
      const chunks: Uint8Array[] = [HEAD]
      let at = HEAD.length
      const write = (chunk: Uint8Array) => {
        chunks.push(chunk)
        at += chunk.length
      }
      const places = bodies.map((body = [strToU8('null')], i) => {
        const place = at
        write(strToU8(`${i + 1} 0 obj\n`))
        for (const chunk of body) write(chunk)
        write(strToU8('\nendobj\n'))
        return place
      })
      const size = bodies.length + 1
      const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
      const trailer = `trailer\n<</Size ${size}/Root ${root} 0 R/Info ${info} 0 R>>\nstartxref\n${at}\n%%EOF\n`
      write(strToU8(`xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`))
      return joined(chunks, at)
    },
  }
}

/** A text as PDF keeps it outside pages: UTF-16 with a mark in front. */
export function textString(text: string): string {
  return `<FEFF${utf16(text)}>`
}

/** Hexadecimal UTF-16BE. */
export function utf16(text: string): string {
  let hex = ''
  for (let i = 0; i < text.length; i++) hex += hex4(text.charCodeAt(i))
  return hex
}

export function hex4(value: number): string {
  HEX[value] ??= value.toString(16).toUpperCase().padStart(4, '0')
  return HEX[value] ?? ''
}

const HEX: string[] = []

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const file = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    file.set(chunk, at)
    at += chunk.length
  }
  return file
}
