import { expect, test } from 'vitest'
import { cellIn, cropOf, placeIn, rowsOf } from './originals.ts'

const page = { page: 2, width: 595, height: 842, blob: new Blob() }
const grid = {
  name: '表',
  rows: 2,
  columns: 2,
  positions: 'exact',
  cells: [
    { row: 1, column: 1, rowSpan: 1, columnSpan: 1, text: '乙', source: { sheet: '表', row: 2, column: 2 } },
    { row: 1, column: 0, rowSpan: 1, columnSpan: 1, text: '甲', source: { sheet: '表', row: 2, column: 1 } },
  ],
} as const

test('a value on a page that is shown has its place there, on another it has none', () => {
  const box = [10, 20, 30, 40]
  expect(placeIn({ pages: [page] }, { page: 2, box })).toEqual({ page: 2, box })
  expect(placeIn({ pages: [page] }, { page: 3, box })).toBeUndefined()
  expect(placeIn({ grids: [grid] }, { page: 2, box })).toBeUndefined()
})

test('a value in a sheet is found by its address', () => {
  expect(cellIn({ grids: [grid] }, { sheet: '表', row: 2, column: 1 })).toEqual({ grid: 0, cell: 1 })
  expect(cellIn({ grids: [grid] }, { sheet: '表', row: 9, column: 1 })).toBeUndefined()
})

test('rows hold their cells from left to right', () => {
  expect(rowsOf(grid).map((row) => row.map(({ cell }) => cell.text))).toEqual([[], ['甲', '乙']])
})

test('a crop keeps to its page and to its room', () => {
  expect(cropOf({ page: 1, box: [2, 2, 102, 22] }, page, 318, 90)).toEqual({
    left: 0,
    top: 0,
    width: 108,
    height: 28,
    zoom: 2.4,
  })
  const wide = cropOf({ page: 1, box: [10, 100, 590, 120] }, page, 300, 90)
  expect(wide.width * wide.zoom).toBeCloseTo(300)
})
