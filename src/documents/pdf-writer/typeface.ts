import { type FontAsset, loadAsset } from '../assets.ts'
import { type FontFile, openFont } from './font-file.ts'
import { advanceOf, type Choice, type Subset, subsetOf } from './subset.ts'

/** The glyphs one document needs: a main font and slices for rarer signs, as one font. */
export type Typeface = {
  /** Characters that no font has: they are drawn as boxes. */
  readonly missing: readonly string[]
  /** Glyph number of a character. */
  readonly glyphOf: (character: string) => number
  /** In thousandths of the font size. */
  readonly widthOf: (text: string) => number
  readonly characters: readonly string[]
  readonly ascent: number
  readonly descent: number
  readonly subset: () => Subset
}

const MAIN: FontAsset = 'noto-sans-sc/chinese-simplified'
const INDEX = 'noto-sans-sc/unicode.json'
const opened = new Map<FontAsset, Promise<FontFile | undefined>>()
let slices: Promise<readonly Slice[]> | undefined

type Slice = { readonly asset: FontAsset; readonly ranges: readonly (readonly [first: number, last: number])[] }

/** Finds every character in the fonts. Undefined where no fonts were provided. */
export async function typefaceFor(texts: readonly string[]): Promise<Typeface | undefined> {
  const main = await open(MAIN)
  if (!main) return undefined
  const codes = [...new Set(texts.flatMap((text) => [...text]).map((character) => character.codePointAt(0) ?? 0))]
  codes.sort((a, b) => a - b)
  const choices = await Promise.all(codes.map((code) => choose(main, code)))
  const numbers = new Map(codes.map((code, i) => [String.fromCodePoint(code), i + 1]))
  const widths = new Map(codes.map((code, i) => [String.fromCodePoint(code), advanceOf(choices[i] ?? 'box')]))
  return {
    missing: codes.filter((_, i) => choices[i] === 'box').map((code) => String.fromCodePoint(code)),
    glyphOf: (character) => numbers.get(character) ?? 0,
    widthOf(text) {
      let width = 0
      for (const character of text) width += widths.get(character) ?? 1000
      return width
    },
    characters: [...numbers.keys()],
    ascent: Math.round((main.ascent * 1000) / main.unitsPerEm),
    descent: Math.round((main.descent * 1000) / main.unitsPerEm),
    subset: () => subsetOf(main, choices),
  }
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
