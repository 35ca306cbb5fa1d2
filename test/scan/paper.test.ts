import { expect, test } from 'vitest'
import { paperOf } from '../../src/documents/image/paper.ts'

/** A page of shaded paper with a filled round seal: where the seal is taken away the page is whiter than its paper. */
test('paper beside a seal on a shaded page is as white as everywhere', () => {
  const [width, height, dpi] = [1240, 1754, 150]
  const [shade, red] = [
    [185, 185, 185],
    [160, 45, 45],
  ] as const
  const data = new Uint8Array(width * height * 3)
  const isSeal = (x: number, y: number): boolean => {
    const distance = Math.hypot(x - 600, y - 500)
    return distance < 110 && (distance > 100 || (distance > 70 && distance < 88 && x % 12 < 8) || distance < 30)
  }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set(isSeal(x, y) ? red : shade, 3 * (y * width + x))
  const { grey, seal } = paperOf({ width, height, channels: 3, data, dpi })
  expect(seal[500 * width + 600]).toBe(1)
  const around = [45, 60, 94, 120, 140].map((step) => grey[500 * width + 600 + step] ?? 0)
  expect(Math.min(...around)).toBeGreaterThan(235)
})
