import type { Random } from '../damage/random.ts'

/** A picture, three bytes a pixel, row by row from the top left. */
export type Picture = { readonly width: number; readonly height: number; readonly rgb: Uint8Array }

/** What befalls a page on its way through printer, pen, stamp and scanner. */
export type Wear = {
  readonly dpi: number
  /** Degrees, to either side. */
  readonly skew: number
  /** Standard deviation of the noise, in 256ths. */
  readonly noise: number
  /** How much darker one side of the page is, as a share. */
  readonly shade: number
  readonly seal: 'none' | 'over-head' | 'over-table'
  /** How much of their darkness rulings keep, and the share of their length that is gone. */
  readonly rulings: { readonly kept: number; readonly gone: number }
}

/** Rulings of a page in points from the top left. */
type Line = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

export function worn(page: Picture, lines: readonly Line[], wear: Wear, random: Random): Picture {
  const faded = fade(page, lines, wear, random)
  const sealed = wear.seal === 'none' ? faded : withSeal(faded, wear, random)
  return noisy(turned(sealed, (random.unit() * 2 - 1) * wear.skew), wear, random)
}

/** Rulings bleached, stretches of them wholly. Text that crosses a ruling is left alone: only a thin band is touched. */
function fade(page: Picture, lines: readonly Line[], { dpi, rulings }: Wear, random: Random): Picture {
  if (rulings.kept >= 1 && rulings.gone <= 0) return page
  const rgb = page.rgb.slice()
  const scale = dpi / 72
  const bleach = (x: number, y: number, kept: number): void => {
    if (x < 0 || y < 0 || x >= page.width || y >= page.height) return
    for (let k = 0; k < 3; k++) {
      const at = 3 * (y * page.width + x) + k
      rgb[at] = 255 - Math.round((255 - (rgb[at] ?? 255)) * kept)
    }
  }
  for (const { left, right, top, bottom } of lines) {
    const isLevel = top === bottom
    const [from, to] = (isLevel ? [left, right] : [top, bottom]).map((at) => Math.round(at * scale)) as [number, number]
    const middle = Math.round((isLevel ? top : left) * scale)
    let kept = rulings.kept
    for (let at = from; at <= to; at++) {
      if ((at - from) % Math.round(6 * scale) === 0) kept = random.chance(rulings.gone) ? 0 : rulings.kept
      for (let across = middle - 1; across <= middle + 1; across++)
        if (isLevel) bleach(at, across, kept)
        else bleach(across, at, kept)
    }
  }
  return { ...page, rgb }
}

/** A round red seal with a star, 42 mm across as the rules for official seals have it, printed over whatever is there. */
function withSeal(page: Picture, { dpi, seal }: Wear, random: Random): Picture {
  const rgb = page.rgb.slice()
  const radius = (21 / 25.4) * dpi
  const x0 = page.width * (0.25 + random.unit() * 0.4)
  const y0 = seal === 'over-head' ? radius * 1.5 : page.height * (0.3 + random.unit() * 0.3)
  for (let y = Math.max(0, Math.floor(y0 - radius)); y < Math.min(page.height, y0 + radius); y++)
    for (let x = Math.max(0, Math.floor(x0 - radius)); x < Math.min(page.width, x0 + radius); x++) {
      const [dx, dy] = [(x - x0) / radius, (y - y0) / radius]
      const away = Math.hypot(dx, dy)
      const angle = Math.atan2(dx, -dy)
      const turn = ((angle + 2 * Math.PI) % ((2 * Math.PI) / 5)) - Math.PI / 5
      const isStar = away < 0.3 * (Math.cos(Math.PI / 5) / Math.cos(Math.PI / 5 - Math.abs(turn)) + 0.2)
      const isRing = away > 0.93 && away <= 1
      const isText = away > 0.68 && away < 0.85 && Math.abs(angle) < 2.1 && Math.sin(angle * 26) > 0.1
      if (!(isStar || isRing || isText)) continue
      const ink = 0.75 + 0.25 * random.unit()
      const at = 3 * (y * page.width + x)
      rgb[at + 1] = Math.round((rgb[at + 1] ?? 255) * (1 - 0.75 * ink))
      rgb[at + 2] = Math.round((rgb[at + 2] ?? 255) * (1 - 0.7 * ink))
    }
  return { ...page, rgb }
}

/** Turned about its middle, between pixels by their neighbours; paper is white beyond the page. */
function turned(page: Picture, degrees: number): Picture {
  if (degrees === 0) return page
  const { width, height } = page
  const rgb = new Uint8Array(3 * width * height).fill(255)
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [dx, dy] = [x - width / 2, y - height / 2]
      const [fromX, fromY] = [cos * dx + sin * dy + width / 2, cos * dy - sin * dx + height / 2]
      const [left, top] = [Math.floor(fromX), Math.floor(fromY)]
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue
      const [u, v] = [fromX - left, fromY - top]
      const at = 3 * (top * width + left)
      for (let k = 0; k < 3; k++) {
        const over = (page.rgb[at + k] ?? 255) * (1 - u) + (page.rgb[at + 3 + k] ?? 255) * u
        const under = (page.rgb[at + 3 * width + k] ?? 255) * (1 - u) + (page.rgb[at + 3 * width + 3 + k] ?? 255) * u
        rgb[3 * (y * width + x) + k] = over * (1 - v) + under * v
      }
    }
  return { width, height, rgb }
}

/** Uneven light and the grain of the scanner. */
function noisy(page: Picture, { noise, shade }: Wear, random: Random): Picture {
  const rgb = new Uint8Array(page.rgb.length)
  const tilt = random.unit() * 2 * Math.PI
  const [byX, byY] = [Math.cos(tilt) / page.width, Math.sin(tilt) / page.height]
  for (let y = 0; y < page.height; y++)
    for (let x = 0; x < page.width; x++) {
      const light = 1 - shade * (0.5 + 0.5 * (byX * (x - page.width / 2) + byY * (y - page.height / 2)) * 2)
      const grain = noise * (random.unit() + random.unit() + random.unit() - 1.5) * 2
      const at = 3 * (y * page.width + x)
      for (let k = 0; k < 3; k++) rgb[at + k] = Math.max(0, Math.min(255, (page.rgb[at + k] ?? 255) * light + grain))
    }
  return { ...page, rgb }
}
