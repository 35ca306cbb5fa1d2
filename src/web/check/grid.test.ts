import { describe, expect, test } from 'vitest'
import { officialSheet } from '#documents'
import { emptyForm, type Form, type Indicator, parseActual, parseTarget } from '#engine'
import { commandOf, type EditMode } from './keys.ts'
import { canonical, cellsOf, layOut, openQuestions, readingsByCell } from './layout.ts'
import { between, farthest, inOrder, neighbour, rowEnd } from './moves.ts'
import { confirmCell, editableText, fillDown, pasteBlock, typeCell } from './typing.ts'

const row = (name: string, level2: string, target: string, actual: string): Indicator => ({
  level1: '产出指标',
  level1Weight: 50,
  level2,
  name,
  target: parseTarget(target),
  actual: parseActual(actual),
  weight: 10,
  score: 10,
  reason: null,
})

const form: Form = {
  ...emptyForm('department-self-evaluation'),
  title: '部门整体支出绩效自评表',
  fiscalYear: 2024,
  department: '云岭市青禾区图书馆',
  funds: {
    unit: '元',
    rows: [
      {
        source: '资金总额',
        role: 'total',
        initialBudget: '100.00',
        annualBudget: '120.00',
        execution: '120.00',
        weight: 10,
        executionRate: '100.00',
        score: 10,
      },
    ],
  },
  indicators: [
    row('举办读者活动', '数量指标', '≥48场次', '50场次'),
    row('建成街道分馆', '数量指标', '=2个', '2个'),
    row('分馆验收合格率', '质量指标', '=100%', '100%'),
  ],
  reading: {
    '/indicators/1/actual/value': { status: 'doubtful', raw: '2 2个', how: '两种读法' },
    '/total/score': { status: 'missing' },
  },
}

const layout = layOut(officialSheet(form))
const at = (pointer: string) => {
  const cell = layout.byPointer.get(pointer)
  if (!cell) throw new Error(pointer)
  return cell
}

describe('cells and pointers', () => {
  test.each([
    ['/indicators/0/target/value', '/indicators/0/target'],
    ['/indicators/0/actual/text', '/indicators/0/actual'],
    ['/indicators/0/level1Weight', '/indicators/0/level1'],
    ['/funds/rows/0/execution', '/funds/rows/0/execution'],
  ])('%s is shown by the cell of %s', (pointer, shown) => {
    expect(canonical(pointer)).toBe(shown)
    expect(cellsOf(layout, pointer)).toEqual([at(shown)])
  })

  test('a merged level cell stands for every row it covers', () => {
    expect(at('/indicators/1/level2')).toBe(at('/indicators/0/level2'))
    expect(at('/indicators/2/level2')).not.toBe(at('/indicators/0/level2'))
  })

  test('a row pointer means the cells of that row, an unknown leaf the row it is in', () => {
    const texts = cellsOf(layout, '/indicators/1').map((cell) => cell.text)
    expect(texts).toEqual(['建成街道分馆', '=2个', '2个', '10', '10', ''])
    expect(cellsOf(layout, '/nowhere')).toEqual([])
  })

  test('doubtful and missing values are asked for in reading order', () => {
    const questions = openQuestions(layout, readingsByCell(form, layout))
    expect(questions.map(({ cell }) => cell.at)).toEqual(['/indicators/1/actual/text', '/total/score'])
  })
})

describe('moving', () => {
  test.each([
    ['right', '/indicators/0/target', '/indicators/0/actual'],
    ['left', '/indicators/0/target', '/indicators/0/name'],
    ['down', '/indicators/0/actual', '/indicators/1/actual'],
    ['up', '/indicators/1/actual', '/indicators/0/actual'],
    ['down', '/indicators/0/level2', '/indicators/2/level2'],
  ] as const)('%s from %s goes to %s', (direction, from, to) => {
    expect(neighbour(layout, at(from), direction)).toBe(at(to))
  })

  test('Tab goes on in the next row after the last cell of a row', () => {
    expect(inOrder(layout, at('/indicators/0/reason'), 1)).toBe(at('/indicators/1/name'))
    expect(inOrder(layout, at('/indicators/1/name'), -1)).toBe(at('/indicators/0/reason'))
  })

  test('Home, End and Ctrl+arrow reach the ends', () => {
    expect(rowEnd(layout, at('/indicators/1/target'), 'last')).toBe(at('/indicators/1/reason'))
    expect(farthest(layout, at('/indicators/0/weight'), 'down')).toBe(at('/contact/phone'))
  })

  test('a block is the rectangle between two cells', () => {
    const block = between(layout, at('/indicators/1/actual'), at('/indicators/0/target'))
    expect(block.map((cell) => cell.text)).toEqual(['≥48场次', '50场次', '=2个', '2个'])
  })
})

describe('typing', () => {
  test('the editor starts with the bare value', () => {
    expect(editableText(form, at('/funds/rows/0/execution'))).toBe('120.00')
    expect(editableText(form, at('/indicators/0/target'))).toBe('≥48场次')
  })

  test('typing the same text changes nothing', () => {
    expect(typeCell(form, at('/indicators/0/target'), '≥48场次')).toBe(form)
  })

  test('text in the place of a number is kept and given back, and the value is unknown', () => {
    const typed = typeCell(form, at('/indicators/0/score'), '十分')
    expect(typed.indicators[0]?.score).toBeNull()
    expect(editableText(typed, at('/indicators/0/score'))).toBe('十分')
  })

  test('a merged level cell is typed once for all its rows', () => {
    const typed = typeCell(form, at('/indicators/0/level2'), '效率指标')
    expect(typed.indicators.map(({ level2 }) => level2)).toEqual(['效率指标', '效率指标', '质量指标'])
  })

  test('a pasted block fills cells to the right and down and leaves the rest', () => {
    const pasted = pasteBlock(form, layout, at('/indicators/0/actual'), [
      ['49场次', '9'],
      [null, '8'],
    ])
    expect(pasted.indicators.map(({ actual, weight }) => [actual?.text, weight])).toEqual([
      ['49场次', 9],
      ['2个', 8],
      ['100%', 10],
    ])
  })

  test('filling down repeats the first cell', () => {
    const cells = between(layout, at('/indicators/0/actual'), at('/indicators/2/actual'))
    expect(fillDown(form, cells, undefined).indicators.map(({ actual }) => actual?.text)).toEqual([
      '50场次',
      '50场次',
      '50场次',
    ])
  })

  test('a confirmed value is literal, by a person', () => {
    const confirmed = confirmCell(form, at('/indicators/1/actual'))
    expect(confirmed.reading['/indicators/1/actual/value']).toMatchObject({
      status: 'literal',
      how: '人工确认',
      raw: '2 2个',
    })
    expect(confirmCell(confirmed, at('/indicators/1/actual'))).toBe(confirmed)
  })
})

describe('keys', () => {
  const press = (key: string, mode: EditMode, modifiers: Partial<Record<'ctrl' | 'shift' | 'alt', boolean>> = {}) =>
    commandOf({ key, ctrl: false, shift: false, alt: false, ...modifiers }, mode)

  test.each([
    [
      'an arrow moves over selected cells',
      press('ArrowDown', 'select'),
      { do: 'move', direction: 'down', extend: false, far: false },
    ],
    [
      'Shift and an arrow extend the block',
      press('ArrowDown', 'select', { shift: true }),
      { do: 'move', direction: 'down', extend: true, far: false },
    ],
    [
      'an arrow leaves a cell that is typed over',
      press('ArrowLeft', 'replace'),
      { do: 'move', direction: 'left', extend: false, far: false },
    ],
    ['an arrow moves inside a text that is edited', press('ArrowLeft', 'inside'), undefined],
    ['Enter goes down', press('Enter', 'inside'), { do: 'line', step: 1 }],
    ['Shift+Enter goes up', press('Enter', 'select', { shift: true }), { do: 'line', step: -1 }],
    ['Alt+Enter breaks the line', press('Enter', 'inside', { alt: true }), { do: 'breakLine' }],
    ['Home belongs to the text while it is edited', press('Home', 'inside'), undefined],
    ['Ctrl+D fills down', press('d', 'select', { ctrl: true }), { do: 'fillDown' }],
    ['a letter belongs to the text', press('5', 'select'), undefined],
    ['Alt+Delete removes the row', press('Delete', 'select', { alt: true }), { do: 'row', what: 'remove' }],
    ['Alt and an arrow move the row', press('ArrowUp', 'select', { alt: true }), { do: 'row', what: 'up' }],
    ['Delete clears selected cells', press('Delete', 'select'), { do: 'clear' }],
    ['Delete deletes letters while editing', press('Delete', 'replace'), undefined],
  ])('%s', (_, command, expected) => {
    expect(command).toEqual(expected)
  })
})
