import { describe, expect, test } from 'vitest'
import { type Form, type Grid, recognise } from '#engine'
import { amountReadings } from '../../src/engine/reading/amounts.ts'
import { cutGlued } from '../../src/engine/reading/glued.ts'
import { type DamageClass, damageClasses } from '../damage/classes.ts'
import { measureDamage } from '../damage/measure.ts'

/** Lines of tab fields as the text reader hands them over. */
function looseGrid(...lines: string[]): Grid {
  const rows = lines.map((line) => line.split('\t'))
  return {
    name: 'text',
    rows: rows.length,
    columns: Math.max(...rows.map((row) => row.length)),
    positions: 'loose',
    cells: rows.flatMap((row, r) =>
      row.flatMap((text, c) =>
        text.trim() === ''
          ? []
          : [{ row: r, column: c, rowSpan: 1, columnSpan: 1, text, source: { line: r + 1, column: c + 1 } }],
      ),
    ),
  }
}

const only = (...lines: string[]): Form => recognise([looseGrid(...lines)])[0] as Form

describe('an amount cut over cells', () => {
  test.each([
    [['1,234', '4,567.89'], '1234567.89'],
    [['255', '5,573.38'], '255573.38'],
    [['2,070', ', 407. 84'], '2070407.84'],
    [['1,', '322, 000'], '1322000'],
    [['4,218.306.47'], '4218306.47'],
    [['810, 000'], '810000'],
    [['0'], '0'],
  ])('%j is read as %s', (pieces, value) => {
    expect(amountReadings(pieces, 2)[0]?.value).toBe(value)
  })

  test.each([[['12,34']], [['1O0']], [['']], [['1,234', '万元']]])('%j is no amount', (pieces) => {
    expect(amountReadings(pieces, 2)).toEqual([])
  })

  test('without separators a doubled digit stays open: both readings are offered', () => {
    expect(amountReadings(['1234', '4567'], 2).map(({ value }) => value)).toEqual(['12344567', '1234567'])
  })
})

test('glued names are cut at the names known from other rows, misread ones included', () => {
  const names = ['巡查重点河段', '整治入河排口', '开展护河宣传']
  expect(cutGlued('巡查重点河段整冶入河排口新建观测断面', names)).toEqual([
    '巡查重点河段',
    '整冶入河排口',
    '新建观测断面',
  ])
})

const FUNDS = '资金来源\t年初预算数\t全年预算数(A)\t全年执行数(B)\t\t分值\t执行率\t得分'
const HEAD = '一级指标\t二级指标\t三级指标\t年度指标值(A)\t实际完成值(B)\t分值\t得分\t未完成原因分析'

describe('a damaged fund table', () => {
  test('cut cells are joined and confirmed by the sums', () => {
    const form = only(
      '部门整体支出绩效自评表',
      '部门(单位)总体资金(元)',
      FUNDS,
      '资金总额\t300, 000. 00\t312, 000. 00\t312\t2, 000. 00\t10\t100.00\t10',
      '人员类项目\t200, 000. 00\t210, 000. 00\t210\t, 000. 00\t0\t-\t_',
      '特定目标类项目\t100, 000. 00\t102, 000. 00\t102\t2, 000. 00\t0\t-\t-',
      HEAD,
    )
    expect(form.funds.rows.map(({ execution }) => execution)).toEqual(['312000.00', '210000.00', '102000.00'])
    expect(form.reading['/funds/rows/0/execution']).toMatchObject({ status: 'repaired', raw: '312⇥2, 000. 00' })
    expect(form.funds.rows[1]?.score).toBeNull()
  })

  test('a column that does not add up leaves none of its amounts certain', () => {
    const form = only(
      '部门整体支出绩效自评表',
      FUNDS,
      '资金总额\t300,000\t300,000\t300,000\t\t10\t100.00\t10',
      '人员类项目\t200,000\t200,000\t200,000\t\t0\t-\t-',
      '特定目标类项目\t100,000\t100,000\t180,000\t\t0\t-\t-',
      HEAD,
    )
    expect([0, 1, 2].map((i) => form.reading[`/funds/rows/${i}/execution`]?.status)).toEqual([
      'doubtful',
      'doubtful',
      'doubtful',
    ])
    expect(form.reading['/funds/rows/0/annualBudget']?.status).toBe('literal')
  })

  test('an unreadable amount is missing, never 0', () => {
    const form = only('部门整体支出绩效自评表', FUNDS, '资金总额\t300,000\t\t300,000\t\t10\t100.00\t10', HEAD)
    expect(form.funds.rows[0]?.annualBudget).toBeNull()
    expect(form.reading['/funds/rows/0/annualBudget']?.status).toBe('missing')
  })
})

describe('one misread sign in a fund row', () => {
  const withTotal = (amount: string): Form =>
    only(
      '部门整体支出绩效自评表',
      FUNDS,
      `资金总额\t${amount}\t300,000.00\t300,000.00\t\t10\t100.00\t10`,
      '人员类项目\t200,000.00\t200,000.00\t200,000.00\t\t0\t-\t-',
      '特定目标类项目\t104,000.00\t100,000.00\t100,000.00\t\t0\t-\t-',
      HEAD,
    )

  test('a letter between digits is mended when the sums prove it', () => {
    const form = withTotal('3O4,000.00')
    expect(form.funds.rows[0]).toMatchObject({
      initialBudget: '304000.00',
      annualBudget: '300000.00',
      weight: 10,
      score: 10,
    })
    expect(form.reading['/funds/rows/0/initialBudget']).toMatchObject({ status: 'repaired', raw: '3O4,000.00' })
  })

  test('and stays doubtful when they do not', () => {
    expect(withTotal('3O9,000.00').reading['/funds/rows/0/initialBudget']?.status).toBe('doubtful')
  })

  test('what can’t be read is missing with its raw text, the rest of the row stands', () => {
    const form = withTotal('三十万')
    expect(form.funds.rows[0]).toMatchObject({ initialBudget: null, annualBudget: '300000.00', weight: 10 })
    expect(form.reading['/funds/rows/0/initialBudget']).toMatchObject({ status: 'missing', raw: '三十万' })
  })
})

describe('a damaged indicator table', () => {
  const table = (...rows: string[]): Form => only('部门整体支出绩效自评表', HEAD, ...rows, '总分')

  test('two rows fused in one cell come apart', () => {
    const form = table('产出指标(50分)\t数量指标\t巡查河段 整治排口\t=3次 =2个\t3次 2个\t30 20\t30 20')
    expect(form.indicators.map(({ name, target, weight }) => [name, target?.text, weight])).toEqual([
      ['巡查河段', '=3次', 30],
      ['整治排口', '=2个', 20],
    ])
    expect(form.reading['/indicators/0/weight']?.status).toBe('repaired')
  })

  test('rows that repeat everything before them are one list', () => {
    const form = table(
      '产出指标(50分)\t数量指标\t巡查河段\t=3次\t3次\t20\t20',
      '\t\t巡查河段 整治排口\t=3次 =2个\t3次 2个\t20 20\t20 20',
      '\t\t巡查河段整治排口护河宣传\t=3次 =2个 =1场\t3次 2个\t20 20 10\t20 20 10',
    )
    expect(form.indicators.map(({ name, actual, weight }) => [name, actual?.text ?? null, weight])).toEqual([
      ['巡查河段', '3次', 20],
      ['整治排口', '2个', 20],
      ['护河宣传', null, 10],
    ])
    expect(form.reading['/indicators/2/actual']?.status).toBe('missing')
  })

  test('an illegible ghost of a row is set aside and reported, its points are not invented', () => {
    const form = table(
      '产出指标(50分)\t数量指标\t巡查河段\t=3次\t3次\t20\t20',
      '\t\t門庭承土\t-1.1\tT\t4\t',
      '\t\t整治排口\t=2个\t2个\t20\t20',
    )
    expect(form.indicators).toHaveLength(2)
    expect(form.reading['/indicators']).toMatchObject({ status: 'missing' })
    expect(form.reading['/indicators']?.how).toContain('缺 10 分')
  })

  test('an impossible year is put right only in text that a machine read', () => {
    const lines = [
      '部门整体支出绩效自评表',
      '填报日期：20250116',
      HEAD,
      '产出指标\t时效指标\t完工时间\t2324年11月30日\t2024年11月3日\t10\t10',
      '总分',
    ]
    expect(only(...lines).indicators[0]?.target?.value).toBe('2024-11-30')
    expect(only(...lines).reading['/indicators/0/target/value']).toMatchObject({
      status: 'repaired',
      raw: '2324年11月30日',
    })
    const exact = recognise([{ ...looseGrid(...lines), positions: 'exact' }])[0]
    expect(exact?.indicators[0]?.target?.value).toBe('2324-11-30')
  })

  test('a reason that goes on in the next line is one reason', () => {
    const form = table(
      '产出指标(50分)\t数量指标\t巡查河段\t=12条\t10条\t50\t41.67\t汛期道路中断，',
      '\t\t\t\t\t\t\t下步加强调度',
    )
    expect(form.indicators[0]?.reason).toBe('汛期道路中断，下步加强调度')
    expect(form.reading['/indicators/0/reason']?.status).toBe('repaired')
  })

  test('a reason beside fused rows is kept as raw text, given to none of them', () => {
    const form = table('产出指标(50分)\t数量指标\t巡查河段 整治排口\t=3次 =2个\t3次 1个\t25 25\t25 12.5\t汛期道路中断')
    expect(form.indicators.map(({ reason }) => reason)).toEqual([null, null])
    expect(form.reading['/indicators/1/reason']).toMatchObject({ status: 'missing', raw: '汛期道路中断' })
  })

  test('a row that contradicts itself is doubtful', () => {
    const form = table('产出指标(50分)\t数量指标\t巡查河段\t=3次\t8次\t50\t50')
    expect(form.reading['/indicators/0/actual/value']?.status).toBe('doubtful')
  })
})

describe('what must not be mended', () => {
  const named = (name: string, goals: string): Form =>
    only(
      '部门整体支出绩效自评表',
      '(元)',
      FUNDS,
      '资金总额\t9\t9\t9\t\t10\t100.00\t10',
      '人员类项目\t9\t9\t9\t\t0\t-\t-',
      '预期目标\t\t\t\t实际完成情况',
      `${goals}\t\t\t\t已完成。`,
      HEAD,
      `产出指标\t数量指标\t${name}\t≥320天\t330天\t10\t10`,
      '总分',
    )

  test('a name that merely resembles a fund class keeps its words', () => {
    expect(named('培训农技人员和农户', '完成培训。').indicators[0]?.name).toBe('培训农技人员和农户')
    expect(named('人员娄项目支出', '完成培训。').indicators[0]?.name).toBe('人员类项目支出')
  })

  test('the goal text doubts a misread glyph, not another wording', () => {
    expect(named('全年开放天数', '1.全年开放不少于320天。').reading['/indicators/0/name']?.status).toBe('literal')
    expect(named('全牛开放天数', '1.全年开放天数320天。').reading['/indicators/0/name']).toMatchObject({
      status: 'doubtful',
      alternatives: ['全年开放天数'],
    })
  })

  test('letters behind a digit are no unit of measure', () => {
    const form = only(
      '部门整体支出绩效自评表',
      HEAD,
      '产出指标(50分)\t数量指标\t巡查河段\t=3次\t3次\t25\t25',
      '\t\t又放坟木\t-5OOO\t5\t1\t',
      '总分',
    )
    expect(form.indicators).toHaveLength(1)
  })
})

test('a text without a form is unrecognised and nothing is made up', () => {
  const form = only('关于召开年度工作会议的通知', '各科室：定于下周一召开会议。')
  expect(form).toMatchObject({ kind: 'unrecognised', indicators: [], funds: { rows: [] } })
})

describe('damaged forms with known truth', () => {
  /** Damage that no other reading of the document contradicts: a digit or a glyph that stands once and fits. */
  const UNDETECTABLE = ['value-digit', 'glyphs', 'mixed']
  /** Where the page shows no levels and columns may be lost, fewer cells can be certain. */
  const LEAST: Readonly<Record<string, number>> = { vertical: 700 }
  test.each(damageClasses.filter(({ id }) => !UNDETECTABLE.includes(id)).map((one) => [one.id, one] as const))(
    '%s: no wrong value looks certain',
    (_, damage) => {
      const tally = measureDamage(12, 7, [damage]).get(damage)
      expect(tally?.examples).toEqual([])
      expect(tally?.silent).toBe(0)
      expect((tally?.right ?? 0) + (tally?.repaired ?? 0)).toBeGreaterThan(LEAST[damage.id] ?? 1000)
    },
  )

  const WHOLE = ['run-together', 'space-separated', 'aligned', 'scrambled-order', 'traditional']
  const WITHIN = ['lost-cells', 'lost-rows', 'spaces', 'separators', 'fund-digit', 'captions']
  const pairs = WHOLE.flatMap((whole) => WITHIN.map((within) => [whole, within] as const)).filter(
    // There a piece of a caption becomes the head of a name: doubtful, and no longer to be paired with its row.
    ([whole, within]) => !(whole === 'run-together' && within === 'captions'),
  )
  test.each(pairs)('%s together with %s: no wrong value looks certain', (whole, within) => {
    const [text, cells] = [whole, within].map((id) => damageClasses.find((one) => one.id === id))
    if (!text || !cells) throw new Error(`no class ${whole} or ${within}`)
    const both: DamageClass = {
      ...text,
      apply(page, random) {
        cells.apply(page, random)
        text.apply(page, random)
      },
    }
    const [tally] = measureDamage(5, 4242, [both]).values()
    expect(tally?.examples).toEqual([])
    expect((tally?.right ?? 0) + (tally?.repaired ?? 0)).toBeGreaterThan(200)
  })

  test('no amount of money is silently wrong under any damage', () => {
    const all = [...measureDamage(12, 11).values()].flatMap(({ examples }) => examples)
    expect(all.filter((example) => example.includes('/funds/'))).toEqual([])
  })
})
