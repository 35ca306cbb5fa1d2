import { expect, test } from 'vitest'
import {
  fenToDecimal,
  formatFen,
  hundredths,
  parseFen,
  parseRatio,
  percentOf,
  printedTolerance,
  roundRatio,
  sumFen,
  sumPoints,
} from '#engine'

test.each([
  ['3,647,981.22', '元', 364798122],
  ['20.57', '万元', 20570000],
  ['20.574884', '万元', 20574884],
  ['20.5748841', '万元', undefined],
  ['1.005', '元', undefined],
  ['1.50000', '元', 150],
  ['-3', '元', -300],
  ['', '元', undefined],
  ['三', '元', undefined],
  ['99999999999999999', '元', undefined],
  [null, '元', undefined],
] as const)('%s %s is %s 分', (text, unit, fen) => {
  expect(parseFen(text, unit)).toBe(fen)
})

test('a sum with an unknown part is unknown, not smaller', () => {
  expect(sumFen([parseFen('1', '元'), undefined])).toBeUndefined()
  expect(sumFen([parseFen('0.1', '元'), parseFen('0.2', '元')])).toBe(30)
  expect(sumPoints([2.98, null])).toBeNull()
  expect(sumPoints([0.1, 0.2])).toBe(0.3)
})

test('amounts print in their own unit', () => {
  const fen = parseFen('3647981.22', '元')
  expect(fen && formatFen(fen, '元')).toBe('3,647,981.22 元')
  expect(fen && fenToDecimal(fen, '万元')).toBe('364.798122')
  expect(printedTolerance('20.57', '万元')).toBe(5000)
})

test('rates and rounding are exact and named', () => {
  expect(percentOf(479211805, 487365219)).toBe('98.33')
  expect(percentOf(1, 0)).toBeUndefined()
  const share = parseRatio('8.625')
  expect(share && [roundRatio(share, 2, 'half-up'), roundRatio(share, 2, 'truncate')]).toEqual([863, 862])
  expect(hundredths(2.675)).toBe(268)
})
