import { describe, expect, test } from 'vitest'
import { type Cell, type Form, type Grid, type Recognition, recognise } from '#engine'

type Printed = string | readonly [text: string, recognition: Partial<Recognition>]

/** A form as read from a picture: cells are sure unless they say otherwise. */
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

const FUND_HEAD = ['资金来源', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分']
const INDICATOR_HEAD = [
  '一级指标',
  '二级指标',
  '三级指标',
  '年度指标值',
  '实际完成值',
  '分值',
  '得分',
  '未完成原因分析',
]
const TITLE = [['部门整体支出绩效自评表'], ['部门名称', '云岭市青禾区图书馆'], ['（2024年度）', '单位：元']]

const funds = (total: Printed, first: Printed, second: Printed): readonly (readonly Printed[])[] => [
  ...TITLE,
  FUND_HEAD,
  ['资金总额', '', total, '', '10', '', ''],
  ['人员类项目', '', first, '', '', '', ''],
  ['特定目标类项目', '', second, '', '', '', ''],
]
const indicators = (...rows: readonly (readonly Printed[])[]): readonly (readonly Printed[])[] => [
  ...TITLE,
  INDICATOR_HEAD,
  ...rows,
]
const status = (form: Form, at: string): string | undefined => form.reading[at]?.status

describe('a value read from a picture', () => {
  test('that was read with certainty is literal and says how sure it is', () => {
    const form = pictured(indicators(['产出指标', '数量指标', '送书下乡', '≥12次', '14次', '5', '5']))
    expect(form.reading['/indicators/0/actual/value']).toMatchObject({ status: 'literal', confidence: 0.999 })
  })

  test('that was not is doubtful, with its raw text and what else it may be', () => {
    const actual = ['14次', { confidence: 0.7, alternatives: ['11次'] }] as const
    const form = pictured(indicators(['产出指标', '数量指标', '送书下乡', '≥12次', actual, '5', '5']))
    expect(form.reading['/indicators/0/actual/value']).toMatchObject({
      status: 'doubtful',
      raw: '14次',
      confidence: 0.7,
      alternatives: ['11次'],
    })
  })

  test('under a seal needs more certainty', () => {
    const name = ['送书下乡', { confidence: 0.97, isUnderSeal: true }] as const
    const form = pictured(indicators(['产出指标', '数量指标', name, '≥12次', '14次', '5', '5']))
    expect(status(form, '/indicators/0/name')).toBe('doubtful')
    expect(form.reading['/indicators/0/name']?.how).toContain('印章')
  })

  test('is taken when the column adds up, however unsure it was', () => {
    const form = pictured(funds('3,000.50', ['1,000.20', { confidence: 0.6 }], '2,000.30'))
    expect(status(form, '/funds/rows/1/annualBudget')).toBe('literal')
  })

  test('is never bent to a less sure one: it stays as read and becomes doubtful, with what would add up', () => {
    const total = ['3,000.20', { confidence: 0.6, alternatives: [] }] as const
    const first = ['1,000.62', { confidence: 0.98, alternatives: ['999.90'] }] as const
    const form = pictured(funds(total, first, '2,000.30'))
    expect(form.funds.rows.map(({ annualBudget }) => annualBudget)).toEqual(['3000.20', '1000.62', '2000.30'])
    expect(form.reading['/funds/rows/0/annualBudget']?.status).toBe('doubtful')
    expect(form.reading['/funds/rows/1/annualBudget']).toMatchObject({ status: 'doubtful', alternatives: ['999.90'] })
  })

  test('with one decimal among amounts with two is doubtful, though the column adds up: both lost the same digit', () => {
    const rows = (total: string, first: string) => [
      ...TITLE,
      FUND_HEAD,
      ['资金总额', '3,000.50', '3,200.50', total, '10', '', ''],
      ['人员类项目', '1,000.20', '1,200.20', first, '', '', ''],
      ['特定目标类项目', '2,000.30', '2,000.30', '2,000.30', '', '', ''],
    ]
    const form = pictured(rows('3,100.2', '1,099.9'))
    expect(status(form, '/funds/rows/0/execution')).toBe('doubtful')
    expect(form.reading['/funds/rows/1/execution']?.how).toContain('两位小数')
    expect(status(form, '/funds/rows/2/execution')).toBe('literal')
    const sound = pictured(rows('3,100.20', '1,099.90'))
    expect(status(sound, '/funds/rows/0/execution')).toBe('literal')
  })

  test('with one decimal as all others have is as sure as it was read', () => {
    const form = pictured(funds('3,000.5', '1,000.2', '2,000.3'))
    expect(status(form, '/funds/rows/1/annualBudget')).toBe('literal')
  })

  test('is put right when one other reading of one cell makes the column add up', () => {
    const first = ['1,000.70', { confidence: 0.6, alternatives: ['1,000.20', '1,006.70'] }] as const
    const form = pictured(funds('3,000.50', first, '2,000.30'))
    expect(form.funds.rows[1]?.annualBudget).toBe('1000.20')
    expect(form.reading['/funds/rows/1/annualBudget']).toMatchObject({ status: 'repaired', raw: '1,000.70' })
  })

  test('stays doubtful when two other readings would do', () => {
    const first = ['1,000.70', { confidence: 0.6, alternatives: ['1,000.20'] }] as const
    const total = ['3,000.50', { confidence: 0.6, alternatives: ['3,001.00'] }] as const
    const form = pictured(funds(total, first, '2,000.30'))
    expect(form.funds.rows[1]?.annualBudget).toBe('1000.70')
    expect(status(form, '/funds/rows/1/annualBudget')).toBe('doubtful')
    expect(status(form, '/funds/rows/0/annualBudget')).toBe('doubtful')
  })

  test('is taken when the goals say the same: a bound with its unit, and the name of a row with all that stands in it', () => {
    const unsure = (text: string) => [text, { confidence: 0.7 }] as const
    const formOf = (expected: string): Form =>
      pictured([
        ...TITLE,
        ['年度总体目标', '预期目标', '', '实际完成情况'],
        ['', expected, '', '已完成。'],
        INDICATOR_HEAD,
        ['产出指标', '数量指标', unsure('清淤疏浚河道'), unsure('≥34.6公里'), '37.7公里', '5', '5'],
      ])
    const said = formOf('清淤疏浚河道不少于34.6公里。')
    const places = ['name', 'target/text', 'target/value', 'actual/value', 'score'].map((at) => `/indicators/0/${at}`)
    expect(places.map((at) => status(said, at))).toEqual(Array(5).fill('literal'))
    const unsaid = formOf('疏浚河道不少于43.6公里。')
    expect(places.map((at) => status(unsaid, at))).toEqual(Array(5).fill('doubtful'))
  })

  test('of a first level that is none is the one the second level belongs to, and doubtful', () => {
    const row = (level1: Printed, level2: Printed) => [level1, level2, '送书下乡', '≥12次', '14次', '5', '5'] as const
    const garbled = ['一良I18', { confidence: 0.4 }] as const
    const form = pictured(indicators(row(garbled, '数量指标')))
    expect(form.indicators[0]?.level1).toBe('产出指标')
    expect(form.reading['/indicators/0/level1']).toMatchObject({ status: 'doubtful', raw: '一良I18' })
    const open = pictured(indicators(row(garbled, ['数星指标', { confidence: 0.4 }])))
    expect(open.indicators[0]?.level1).toBe('一良I18')
  })

  test('that lost its percent sign gets it back, and is certain only when the score proves it', () => {
    const actual = ['90.59', { confidence: 0.8 }] as const
    const proven = pictured(indicators(['产出指标', '质量指标', '合格率', '≥100%', actual, '4', '3.62', '两处返工']))
    expect(proven.indicators[0]?.actual).toMatchObject({ text: '90.5%', unit: '%' })
    expect(status(proven, '/indicators/0/actual/value')).toBe('repaired')
    const open = pictured(indicators(['产出指标', '质量指标', '合格率', '≥90%', actual, '4', '4']))
    expect(status(open, '/indicators/0/actual/value')).toBe('doubtful')
  })

  test('that the others bound and this one does not may have lost its sign', () => {
    const row = (name: string, target: string) => ['产出指标', '数量指标', name, target, '40次', '5', '5']
    const form = pictured(indicators(row('送书下乡', '≥12次'), row('流动服务', '≥30次'), row('读者活动', '20次')))
    expect(status(form, '/indicators/2/target/text')).toBe('doubtful')
    expect(status(form, '/indicators/1/target/text')).toBe('literal')
  })

  test('of a field that all other rows have is missing where nothing was seen', () => {
    const row = (name: string, actual: string) => ['产出指标', '数量指标', name, '≥12次', actual, '5', '5']
    const form = pictured(indicators(row('送书下乡', '14次'), row('流动服务', ''), row('读者活动', '14次')))
    expect(status(form, '/indicators/1/actual')).toBe('missing')
  })

  test('that no cell holds is missing: the fund table of a form whose heading was not recognised', () => {
    const form = pictured(indicators(['产出指标', '数量指标', '送书下乡', '≥12次', '14次', '5', '5']))
    expect(status(form, '/funds/rows')).toBe('missing')
  })

  test('whose label was read with a character wrong, however surely, is missing; where the label is right it is blank', () => {
    const labelled = (label: Printed): Form =>
      pictured([
        ...TITLE,
        ['主管部门', '云岭市青禾区文化局', label, ''],
        INDICATOR_HEAD,
        ['产出指标', '数量指标', '送书下乡', '≥12次', '14次', '5', '5'],
      ])
    expect(status(labelled(['实施中位', { confidence: 0.95 }]), '/unit')).toBe('missing')
    expect(status(labelled('实施单位'), '/unit')).toBeUndefined()
  })
})

describe('a table whose rulings were not all seen', () => {
  const row = (level2: string, name: string) => ['产出指标', level2, name, '≥12次', '14次', '5', '5']

  test.each([
    ['two levels in one cell', row('数量指标质量指标', '送书下乡')],
    ['two names in one cell', row('数量指标', '送书下乡4.流动服务')],
  ])('holds no certain value, and rows may be lost: %s', (_, broken) => {
    const form = pictured(indicators(row('数量指标', '读者活动'), broken))
    for (const at of ['/indicators/0/actual/value', '/indicators/1/weight', '/indicators/1/name'])
      expect([at, status(form, at)]).toEqual([at, 'doubtful'])
    expect(status(form, '/indicators')).toBe('missing')
  })

  test('two sources in one cell: what the sums don’t prove is doubtful', () => {
    const rows = funds('100.00', '60.00', '45.00').map((cells) =>
      cells.map((cell) => (cell === '人员类项目' ? '人员类项目特定目标类项目' : cell)),
    )
    expect(status(pictured(rows), '/funds/rows/1/annualBudget')).toBe('doubtful')
  })

  test('with all its rulings keeps its certain values', () => {
    const form = pictured(indicators(row('数量指标', '读者活动'), row('质量指标', '图书完好率')))
    expect(status(form, '/indicators/1/actual/value')).toBe('literal')
    expect(status(form, '/indicators')).toBeUndefined()
  })
})

test('a form with characters of its own is not weighed', () => {
  const text = ['资金来源', '全年预算数', '全年执行数']
  const cells = [...text, '资金总额', '1,000.70', '900.00'].map(
    (one, i): Cell => ({
      row: Math.floor(i / 3),
      column: i % 3,
      rowSpan: 1,
      columnSpan: 1,
      text: one,
      source: { sheet: '表', row: Math.floor(i / 3) + 1, column: (i % 3) + 1 },
    }),
  )
  const [form] = recognise([{ name: '表', rows: 2, columns: 3, positions: 'exact', cells }])
  expect(form?.reading['/funds/rows/0/annualBudget']?.status).toBe('literal')
  expect(form?.reading['/title']).toBeUndefined()
})
