import { strToU8 } from 'fflate'
import { deflateLiterals } from './literal-code.ts'
import { hex4, type Objects, utf16 } from './pdf-file.ts'
import type { Typeface } from './typeface.ts'

const NAME = 'JHZWQA+NotoSansSC-Regular'
/** One block of a character map holds no more. */
const MAPPED_AT_ONCE = 100

/** Writes the embedded subset; the number of its font object. Text is set in two-byte glyph numbers and copies as Unicode. */
export function putFont(objects: Objects, face: Typeface): number {
  const font = objects.reserve()
  const descendant = objects.reserve()
  const descriptor = objects.reserve()
  const file = objects.reserve()
  const map = objects.reserve()
  const { bytes, widths } = face.subset()
  objects.put(
    font,
    `<</Type/Font/Subtype/Type0/BaseFont/${NAME}/Encoding/Identity-H/DescendantFonts[${descendant} 0 R]/ToUnicode ${map} 0 R>>`,
  )
  objects.put(
    descendant,
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${NAME}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
      `/FontDescriptor ${descriptor} 0 R/CIDToGIDMap/Identity/DW 1000/W[${widthList(widths)}]>>`,
  )
  objects.put(
    descriptor,
    `<</Type/FontDescriptor/FontName/${NAME}/Flags 4/FontBBox[-100 -300 1100 1100]/ItalicAngle 0` +
      `/Ascent ${face.ascent}/Descent ${face.descent}/CapHeight 733/StemV 80/FontFile2 ${file} 0 R>>`,
  )
  objects.putPacked(file, `/Length1 ${bytes.length}`, deflateLiterals(bytes, face.code))
  objects.putStream(map, '', strToU8(characterMap(face)))
  return font
}

/** Only what is no full em: runs as `first [w w …]`. */
function widthList(widths: readonly number[]): string {
  const runs: string[] = []
  let run: number[] = []
  for (let i = 0; i <= widths.length; i++) {
    const width = widths[i] ?? 1000
    if (width !== 1000) run.push(width)
    else if (run.length > 0) {
      runs.push(`${i - run.length}[${run.join(' ')}]`)
      run = []
    }
  }
  return runs.join(' ')
}

/** Glyphs are numbered by their characters in a row, so that a range names its first and last and lists what they stand for. */
function characterMap(face: Typeface): string {
  const characters = face.characters
  const blocks: string[] = []
  for (let i = 0; i < characters.length; ) {
    const first = i + 1
    // A range stays within numbers that share their upper byte.
    const last = Math.min(characters.length, first | 0xff, first + MAPPED_AT_ONCE - 1)
    const list = characters.slice(i, last).map((character) => `<${utf16(character)}>`)
    blocks.push(`1 beginbfrange\n<${hex4(first)}> <${hex4(last)}> [${list.join('')}]\nendbfrange`)
    i = last
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}
