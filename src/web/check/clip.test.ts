import { expect, test } from 'vitest'
import type { SheetCell } from '#documents'
import { copyBlock, fromTabText } from './clip.ts'

test.each([
  ['one value', '47场次', [['47场次']]],
  ['a row', '6\t9.5\t', [['6', '9.5', '']]],
  [
    'a block with the line end that Excel adds',
    'a\tb\r\nc\td\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a quoted cell with a line break and quotes', '"一\n""二"""\tx', [['一\n"二"', 'x']]],
  ['an empty cell in the middle', 'a\t\tb', [['a', '', 'b']]],
  ['a quote inside a word', '5"屏\t1', [['5"屏', '1']]],
])('tab text: %s', (_, text, expected) => {
  expect(fromTabText(text)).toEqual(expected)
})

const cell = (row: number, column: number, text: string, columnSpan = 1): SheetCell => ({
  row,
  column,
  rowSpan: 1,
  columnSpan,
  text,
  role: 'text',
})

test('a copied block is tab text and a table with its spans', () => {
  const block = copyBlock(
    [cell(0, 0, '甲'), cell(0, 1, '1\n2', 2), cell(1, 0, '<乙>'), cell(1, 1, '3')],
    ({ text }) => text,
  )
  expect(block.text).toBe('甲\t"1\n2"\n<乙>\t3')
  expect(block.html).toBe(
    '<table><tr><td rowspan="1" colspan="1">甲</td><td rowspan="1" colspan="2">1<br>2</td></tr>' +
      '<tr><td rowspan="1" colspan="1">&lt;乙></td><td rowspan="1" colspan="1">3</td></tr></table>',
  )
})
