/** A glyph on a page: box in points from the top left, baseline, font size, and the clip it is drawn under where it has one. */
export type Glyph = {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly baseline: number
  readonly size: number
  readonly clip: Box | undefined
}

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

/** A straight ruling: horizontal when `top === bottom`. */
export type Ruling = Box

export type Page = {
  readonly width: number
  readonly height: number
  readonly glyphs: readonly Glyph[]
  readonly rulings: readonly Ruling[]
  /** Where a note laid over the page strikes text out. */
  readonly strikes?: readonly Box[]
  /** It lies under a picture: a scan, with or without a reading of it as hidden text. */
  readonly isCovered?: boolean
}
