import { describe, expect, test } from 'vitest'
import { type Cell, type Form, type Grid, type Recognition, recognise } from '#engine'

type Printed = string | readonly [text: string, recognition: Partial<Recognition>]

function pictured(rows: readonly (readonly Printed[])[]): Form {
  const cells = rows.flatMap((row, y) =>
    row.flatMap((printed, x): readonly Cell[] => {
      const [text, own] = typeof printed === 'string' ? [printed, {}] : printed
      const recognition = { confidence: 0.999, alternatives: [], isUnderSeal: false, ...own }
      const source = { page: 1, box: [x * 50, y * 20, x * 50 + 50, y * 20 + 20] }
      return text === '' ? [] : [{ row: y, column: x, rowSpan: 1, columnSpan: 1, text, source, recognition }]
    }),
  )
  const grid: Grid = { name: '图片', rows: rows.length, columns: 8, positions: 'exact', cells }
  return recognise([grid])[0] as Form
}

const TITLE = [['部门整体支出绩效自评表'], ['部门名称', '云岭市青禾区图书馆'], ['（2024年度）', '单位：元']]
const HEAD: readonly Printed[] = ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分']
const ROW: readonly Printed[] = ['产出指标', '数量指标', '送书下乡', '≥12次', '14次', '5', '5']
const withHead = (at: number, printed: Printed, ...rows: readonly (readonly Printed[])[]): Form =>
  pictured([...TITLE, HEAD.map((head, i) => (i === at ? printed : head)), ...(rows.length > 0 ? rows : [ROW])])
const status = (form: Form, at: string): string | undefined => form.reading[at]?.status

describe('the words of a form read from a picture', () => {
  test.each([
    ['a heading of which another reading is a word', 3, ['目际值', { confidence: 0.6, alternatives: ['目标值'] }]],
    ['a heading with a look-alike', 3, ['日标值', { confidence: 0.8 }]],
  ] as const)('%s is that heading', (_, at, printed) => {
    expect(withHead(at, printed).indicators[0]?.target?.text).toBe('≥12次')
  })

  test.each([
    [1, '级指标', 'level2', '数量指标'],
    [2, '二级指标', 'name', '送书下乡'],
  ] as const)('of three level headings, number %d read as %s is what the others lack', (at, text, field, value) => {
    const form = withHead(at, [text, { confidence: 0.6, isUnderSeal: true }])
    expect(form.indicators[0]?.[field]).toBe(value)
  })

  test('a column whose heading is lost is missing in every row', () => {
    const form = withHead(6, ['口口', { confidence: 0.2 }])
    expect(status(form, '/indicators/0/score')).toBe('missing')
  })

  test('numbers of a row whose name was hardly read are doubtful', () => {
    const form = withHead(7, '', ['产出指标', '数量指标', ['送芋下彡', { confidence: 0.4 }], '≥12次', '14次', '5', '5'])
    expect(status(form, '/indicators/0/actual/value')).toBe('doubtful')
    expect(status(form, '/indicators/0/weight')).toBe('doubtful')
  })

  test('a level whose cell was not read is not certainly that of the row above', () => {
    const unread = ['□', { confidence: 0 }] as const
    const second = ['产出指标', unread, '办讲座', '≥5场', '5场', '5', '5'] as const
    const form = withHead(7, '', ROW, second, ['产出指标', '时效指标', '按期开馆', '≥300天', '310天', '5', '5'])
    expect(status(form, '/indicators/1/level2')).toBe('doubtful')
  })
})
