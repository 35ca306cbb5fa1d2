import { strToU8 } from 'fflate'
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
  objects.putStream(file, `/Length1 ${bytes.length}`, bytes)
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

function characterMap(face: Typeface): string {
  const pairs = face.characters.map((character) => `<${hex4(face.glyphOf(character))}> <${utf16(character)}>`)
  const blocks: string[] = []
  for (let i = 0; i < pairs.length; i += MAPPED_AT_ONCE) {
    const block = pairs.slice(i, i + MAPPED_AT_ONCE)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
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
