import { type FontAsset, loadAsset } from '../assets.ts'
import { type FontFile, openFont } from './font-file.ts'
import { type LiteralCode, literalCode } from './literal-code.ts'
import { hex4 } from './pdf-file.ts'
import { advanceOf, type Choice, type Subset, subsetOf } from './subset.ts'

/** The glyphs one document needs: a main font and slices for rarer signs, as one font. */
export type Typeface = {
  /** Characters that no font has: they are drawn as boxes. */
  readonly missing: readonly string[]
  /** The glyph numbers of a text in hexadecimal, four digits each. */
  readonly hexOf: (text: string) => string
  /** In thousandths of the font size. */
  readonly widthOf: (text: string) => number
  readonly characters: readonly string[]
  readonly ascent: number
  readonly descent: number
  readonly subset: () => Subset
  /** The code its subsets are packed in: one for all documents. */
  readonly code: LiteralCode
}

const MAIN: FontAsset = 'noto-sans-sc/chinese-simplified'
const INDEX = 'noto-sans-sc/unicode.json'
const opened = new Map<FontAsset, Promise<FontFile | undefined>>()
let slices: Promise<readonly Slice[]> | undefined

type Slice = { readonly asset: FontAsset; readonly ranges: readonly (readonly [first: number, last: number])[] }

/** What is known of a code point from earlier documents. */
type Known = { readonly character: string; readonly choice: Choice; readonly width: number }
const known = new Map<number, Known>()
const codes = new WeakMap<FontFile, LiteralCode>()
/** So much of the outlines tells how often each byte stands in them. */
const SAMPLE = 400_000

/** Finds every character in the fonts. Undefined where no fonts were provided. */
export async function typefaceFor(texts: readonly string[]): Promise<Typeface | undefined> {
  const main = await open(MAIN)
  if (!main) return undefined
  const used = new Set<number>()
  for (const text of texts) for (const character of text) used.add(character.codePointAt(0) ?? 0)
  const glyphs: Known[] = []
  for (const code of [...used].sort((a, b) => a - b)) glyphs.push(known.get(code) ?? (await find(main, code)))
  const numbers = new Map(glyphs.map(({ character }, i) => [character, hex4(i + 1)]))
  const widths = new Map(glyphs.map(({ character, width }) => [character, width]))
  return {
    missing: glyphs.filter(({ choice }) => choice === 'box').map(({ character }) => character),
    hexOf(text) {
      let hex = ''
      for (const character of text) hex += numbers.get(character) ?? '0000'
      return hex
    },
    widthOf(text) {
      let width = 0
      for (const character of text) width += widths.get(character) ?? 1000
      return width
    },
    characters: glyphs.map(({ character }) => character),
    ascent: Math.round((main.ascent * 1000) / main.unitsPerEm),
    descent: Math.round((main.descent * 1000) / main.unitsPerEm),
    subset: () =>
      subsetOf(
        main,
        glyphs.map(({ choice }) => choice),
      ),
    code: codeOf(main),
  }
}

function codeOf(font: FontFile): LiteralCode {
  const code = codes.get(font) ?? literalCode(font.outlines.subarray(0, SAMPLE))
  codes.set(font, code)
  return code
}

async function find(main: FontFile, code: number): Promise<Known> {
  const choice = await choose(main, code)
  const found = { character: String.fromCodePoint(code), choice, width: advanceOf(choice) }
  // A box may come of a slice that could not be fetched this time.
  if (choice !== 'box') known.set(code, found)
  return found
}

async function choose(main: FontFile, code: number): Promise<Choice> {
  const glyph = main.glyphs.get(code)
  if (glyph !== undefined) return { font: main, glyph }
  const slice = (await sliceList()).find(({ ranges }) => ranges.some(([first, last]) => code >= first && code <= last))
  const font = slice && (await open(slice.asset))
  const found = font?.glyphs.get(code)
  return font && found !== undefined ? { font, glyph: found } : 'box'
}

function open(asset: FontAsset): Promise<FontFile | undefined> {
  const known = opened.get(asset)
  if (known) return known
  const font = loadAsset(asset).then((bytes) => bytes && openFont(bytes))
  opened.set(asset, font)
  // A font that could not be fetched (no network) is tried again next time.
  font.catch(() => opened.delete(asset))
  return font
}

function sliceList(): Promise<readonly Slice[]> {
  if (slices) return slices
  slices = readSlices()
  slices.catch(() => {
    slices = undefined
  })
  return slices
}

/** Which slice has which code points: `{"[100]": "U+2264,U+4e00-4e05"}`. The named entries (latin …) are parts of the main font. */
async function readSlices(): Promise<readonly Slice[]> {
  const bytes = await loadAsset(INDEX)
  if (!bytes) return []
  const index: unknown = JSON.parse(new TextDecoder().decode(bytes))
  return Object.entries(index ?? {}).flatMap(([name, list]) => {
    const number = /^\[(\d+)\]$/.exec(name)?.[1]
    if (number === undefined) return []
    return [{ asset: `noto-sans-sc/${Number(number)}` as const, ranges: rangesOf(String(list)) }]
  })
}

function rangesOf(list: string): Slice['ranges'] {
  return [...list.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(([, first = '', last = first]) => [
    Number.parseInt(first, 16),
    Number.parseInt(last, 16),
  ])
}
