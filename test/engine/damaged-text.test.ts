import { describe, expect, test } from 'vitest'
import { type Form, recognise } from '#engine'
import { withoutPinyin } from '../../src/engine/reading/pinyin.ts'
import { withoutRadicals } from '../../src/engine/reading/radicals.ts'
import { textGrid } from './grids.ts'

const read = (...lines: readonly string[]): Form => recognise([textGrid(...lines)])[0] as Form

describe('pinyin behind characters', () => {
  test.each([
    ['教育(jiào yù)局', '教育局'],
    ['绩效（jì xiào）自评', '绩效自评'],
    ['教育jiàoyù支出', '教育支出'],
    ['绩效(ji xiao)目标', '绩效目标'],
    ['教育 jiào yù 局', '教育 局'],
  ])('%s is read as %s', (text, bare) => {
    expect(withoutPinyin(text)).toBe(bare)
  })

  test.each([
    '视频(APP)',
    '管网(km)',
    '开发App一个',
    '执行率(B/A)',
    '数据(data)',
    '里程(h)',
    '管理(manage)',
    '5G基站(个)',
  ])('%s keeps its letters', (text) => {
    expect(withoutPinyin(text)).toBe(text)
  })

  test('goes from headings and values, and the value says so', () => {
    const form = read(
      '部门(bù mén)整体支出绩效(jì xiào)自评表',
      '一级指标(yī jí zhǐ biāo)\t二级指标\t三级指标\t年度指标值(A)\t实际完成值(B)\t分值(fēn zhí)\t得分\t未完成原因分析',
      '产出指标(50分)\t数量指标\t巡查(xún chá)河段\t=3次\t3次\t50\t50',
    )
    expect(form.indicators[0]).toMatchObject({ level1: '产出指标', name: '巡查河段', weight: 50 })
    expect(form.reading['/indicators/0/name']).toMatchObject({
      status: 'repaired',
      raw: '巡查(xún chá)河段',
      how: '去掉汉字后面的拼音',
    })
  })
})

test('radicals that look like characters are the characters', () => {
  expect(withoutRadicals('⽬标⻓度、⼈员、⻔户、⼯作')).toBe('目标长度、人员、门户、工作')
  const form = read(
    '部⻔整体⽀出绩效⾃评表',
    '⼀级指标\t⼆级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分',
    '产出指标\t数量指标\t⽔质监测\t=3次\t3次\t50\t50',
  )
  expect(form.indicators[0]).toMatchObject({ level1: '产出指标', name: '水质监测' })
})

describe('traditional characters', () => {
  const form = read(
    '部門整體支出績效自評表',
    '部門（單位）名稱\t雲嶺州河湖守護中心',
    '（萬元）',
    '資金來源\t年初預算數\t全年預算數(A)\t全年執行數(B)\t分值\t執行率\t得分',
    '資金總額\t30.00\t30.00\t30.00\t10\t100.00%\t10',
    '人員類項目\t20.00\t20.00\t20.00\t0\t-\t-',
    '特定目標類項目\t10.00\t10.00\t10.00\t0\t-\t-',
    '預期目標\t\t\t實際完成情況',
    '完成巡查。\t\t\t已完成巡查。',
    '一級指標\t二級指標\t三級指標\t年度指標值(A)\t實際完成值(B)\t分值\t得分\t未完成原因分析',
    '產出指標(50分)\t數量指標\t巡查河段\t=3個\t3個\t50\t50',
    '效益指標(30分)\t社會效益指標\t居民認可\t明顯提升\t達成預期指標\t30\t30',
    '總分\t\t\t\t\t90\t90',
  )

  test('are known in headings, levels and verdicts', () => {
    expect(form.kind).toBe('department-self-evaluation')
    expect(form.funds.unit).toBe('万元')
    expect(form.indicators.map(({ level1, level2 }) => [level1, level2])).toEqual([
      ['产出指标', '数量指标'],
      ['效益指标', '社会效益指标'],
    ])
    expect(form.indicators[1]?.actual?.outcome).toBe('achieved')
    expect(form.total).toEqual({ weight: 90, score: 90 })
    expect(form.reading['/indicators/0/level1']).toMatchObject({
      status: 'repaired',
      raw: '產出指標(50分)',
      how: '繁体字，按简体的名称记',
    })
  })

  test('stay as printed in names and texts, their units can be compared', () => {
    expect(form.department).toBe('雲嶺州河湖守護中心')
    expect(form.funds.rows.map(({ source }) => source)).toEqual(['資金總額', '人員類項目', '特定目標類項目'])
    expect(form.indicators[0]).toMatchObject({
      name: '巡查河段',
      target: { text: '=3個', unit: '个', value: '3' },
      actual: { text: '3個', unit: '个' },
    })
  })
})

/** One cell a line, as text without tabs is read. */
const readLines = (...lines: readonly string[]): Form => recognise([textGrid(...lines)])[0] as Form

describe('text without separators', () => {
  const FUNDS = '年初预算数全年预算数(A)全年执行数(B)分值执行率得分'
  const HEAD = '一级指标二级指标三级指标年度指标值(A)实际完成值(B)分值得分未完成原因分析'
  const form = readLines(
    '部门整体支出绩效自评表',
    '部门(单位)名称云岭州河湖守护中心',
    '（元）',
    FUNDS,
    '资金总额300,000.00312,000.00312,000.0010100.00%10',
    '人员类项目200,000.00210,000.00210,000.000--',
    '特定目标类项目100,000.00102,000.00102,000.000--',
    HEAD,
    '产出指标(50分)数量指标巡查河段=3次3次3030',
    '整治排口≥12个10个1512.5汛期停工顺延下年安排',
    '编印手册≥2000份2100份511',
    '效益指标(30分)社会效益指标长效管护机制健全达成预期指标3030',
    '总分10097.5',
  )

  test('amounts are cut where the sums leave one way only', () => {
    expect(form.department).toBe('云岭州河湖守护中心')
    expect(
      form.funds.rows.map(({ initialBudget, annualBudget, execution }) => [initialBudget, annualBudget, execution]),
    ).toEqual([
      ['300000.00', '312000.00', '312000.00'],
      ['200000.00', '210000.00', '210000.00'],
      ['100000.00', '102000.00', '102000.00'],
    ])
    expect(form.funds.rows[0]).toMatchObject({ weight: 10, executionRate: '100.00', score: 10 })
    expect(form.reading['/funds/rows/0/execution']).toMatchObject({
      status: 'repaired',
      raw: '资金总额300,000.00312,000.00312,000.0010100.00%10',
      source: { line: 5 },
    })
  })

  test('rate and score alone prove 20|20|10|100.00%|10', () => {
    const one = readLines(
      '项目支出绩效自评表',
      '全年预算数全年执行数分值执行率得分',
      '资金总额202010100.00%10',
      HEAD,
      '产出指标(50分)数量指标巡查河段=3次3次5050',
    )
    expect(one.funds.rows[0]).toMatchObject({
      annualBudget: '20',
      execution: '20',
      weight: 10,
      executionRate: '100.00',
      score: 10,
    })
    expect(one.reading['/funds/rows/0/annualBudget']?.status).toBe('repaired')
  })

  test('without rate, score and sums several cuts stay open and say which', () => {
    const open = readLines(
      '项目支出绩效自评表',
      '年初预算数全年预算数全年执行数',
      '资金总额121212',
      HEAD,
      '产出指标(50分)数量指标巡查河段=3次3次5050',
    )
    const reading = open.reading['/funds/rows/0/execution']
    expect(reading?.status).toBe('doubtful')
    expect(reading?.alternatives?.length).toBeGreaterThan(0)
  })

  test('a row of the table is cut where it agrees with itself', () => {
    expect(
      form.indicators
        .map(({ name, target, actual, weight, score, reason }) => [
          name,
          target?.text,
          actual?.text,
          weight,
          score,
          reason,
        ])
        .slice(0, 2),
    ).toEqual([
      ['巡查河段', '=3次', '3次', 30, 30, null],
      ['整治排口', '≥12个', '10个', 15, 12.5, '汛期停工顺延下年安排'],
    ])
    expect(form.indicators[3]).toMatchObject({
      level1: '效益指标',
      level2: '社会效益指标',
      name: '长效管护机制',
      weight: 30,
    })
  })

  test('where no cut agrees, everything but the name is missing with its raw text', () => {
    expect(form.indicators[2]).toMatchObject({
      name: '编印手册',
      target: null,
      actual: null,
      weight: null,
      score: null,
    })
    expect(form.reading['/indicators/2/weight']).toMatchObject({ status: 'missing', raw: '≥2000份2100份511' })
  })

  test('points that do not add up to their heading are doubtful, however well each row agrees', () => {
    const short = readLines(
      '部门整体支出绩效自评表',
      HEAD,
      '产出指标(50分)数量指标巡查河段=3次3次3030',
      '整治排口≥12个12个1515',
      '总分',
    )
    expect([0, 1].map((i) => short.reading[`/indicators/${i}/weight`]?.status)).toEqual(['doubtful', 'doubtful'])
  })
})

describe('text with nothing but spaces', () => {
  const HEAD = '一级指标 二级指标 三级指标 年度指标值(A) 实际完成值(B) 分值 得分 未完成原因分析'
  const form = readLines(
    '项目支出绩效自评表',
    '项目名称 河道清淤',
    '资金来源 年初预算数 全年预算数(A) 全年执行数(B) 分值 执行率 得分',
    '年度资金总额 20.00 20.00 10.00 10 50.00% 5',
    '其中：财政拨款 12.00 12.00 6.00 - - -',
    '其他资金 8.00 4.00 - - -',
    HEAD,
    '产出指标(50分) 数量指标 巡查河段 =3次 3次 30 30',
    '整治 排口 ≥12个 10个 15 12.5 汛期停工顺延',
    '编印手册 ≥2000份 5 5',
    '总分 100 97.5',
  )

  test('is cut by them where there are as many pieces as columns', () => {
    expect(form.project).toBe('河道清淤')
    expect(form.funds.rows[0]).toMatchObject({ annualBudget: '20.00', execution: '10.00', executionRate: '50.00' })
    expect(form.indicators[0]).toMatchObject({ name: '巡查河段', weight: 30, score: 30 })
    expect(form.indicators[1]).toMatchObject({ name: '整治排口', weight: 15, score: 12.5, reason: '汛期停工顺延' })
    expect(form.reading['/indicators/1/actual/text']).toMatchObject({
      status: 'repaired',
      source: { line: 9, column: 12 },
    })
    expect(form.total).toEqual({ weight: 100, score: 97.5 })
  })

  test('a blank cell leaves the row open: nothing is moved into it silently', () => {
    expect(form.indicators[2]).toMatchObject({ name: '编印手册', actual: null, weight: null, score: null })
    expect(form.reading['/indicators/2/weight']).toMatchObject({ status: 'missing', raw: '5 5' })
    const other = form.funds.rows.findIndex(({ source }) => source === '其他资金')
    for (const column of ['initialBudget', 'annualBudget', 'execution'])
      expect(form.reading[`/funds/rows/${other}/${column}`]?.status).toMatch(/doubtful|missing/)
  })
})

describe('text out of order', () => {
  const head = ['部门整体支出绩效自评表', '部门(单位)名称\t云岭州河湖守护中心']
  const funds = [
    '资金来源\t年初预算数\t全年预算数(A)\t全年执行数(B)\t分值\t执行率\t得分',
    '资金总额\t300,000\t300,000\t300,000\t10\t100.00\t10',
    '人员类项目\t300,000\t300,000\t300,000\t0\t-\t-',
  ]
  const table = [
    '一级指标\t二级指标\t三级指标\t年度指标值(A)\t实际完成值(B)\t分值\t得分',
    '产出指标(50分)\t数量指标\t巡查河段\t=3次\t3次\t30\t30',
  ]
  const torn = ['\t\t整治排口\t≥12个\t12个\t20\t20', '效益指标(30分)\t社会效益指标\t水质达标率\t≥90%\t95%\t30\t30']
  const foot = ['总分\t\t\t\t\t80\t80', '绩效自评结论\t优。']

  test('blocks are found by their anchors wherever they stand', () => {
    const form = readLines(...table, ...torn, ...foot, ...funds, ...head)
    expect(form.department).toBe('云岭州河湖守护中心')
    expect(form.funds.rows.map(({ source }) => source)).toEqual(['资金总额', '人员类项目'])
    expect(form.indicators.map(({ name }) => name)).toEqual(['巡查河段', '整治排口', '水质达标率'])
    expect(form.grade).toBe('优')
    expect(form.reading['/funds/rows/0/execution']?.source).toEqual({ line: 8, column: 4 })
  })

  test('a row torn from its level does not get the level of the row it was put behind', () => {
    const form = readLines(...head, ...torn, ...funds, ...table, ...foot)
    const i = form.indicators.findIndex(({ name }) => name === '整治排口')
    expect(form.reading[`/indicators/${i}/level1`]?.status).toBe('doubtful')
    expect(form.reading[`/indicators/${i}/level2`]?.status).toBe('doubtful')
    const k = form.indicators.findIndex(({ name }) => name === '水质达标率')
    expect(form.indicators[k]?.level1).toBe('效益指标')
    expect(form.reading[`/indicators/${k}/level1`]?.status).not.toBe('doubtful')
  })

  const column = (heading: string, ...values: readonly string[]) => [heading, ...values]
  const names = column('三级指标', '巡查河段', '整治排口')
  const targets = column('年度指标值', '=3次', '≥12个')
  const points = [...column('分值', '30', '20'), ...column('得分', '30', '20')]

  test('a table read by columns is put together where every row proves it', () => {
    const form = readLines(...head, ...names, ...targets, ...column('实际完成值', '3次', '12个'), ...points, ...foot)
    expect(form.indicators.map(({ name, actual, score }) => [name, actual?.text, score])).toEqual([
      ['巡查河段', '3次', 30],
      ['整治排口', '12个', 20],
    ])
    expect(form.reading['/indicators/1/actual/text']?.status).toBe('repaired')
  })

  test('a column that lost a value is given to no row', () => {
    const form = readLines(...head, ...names, ...targets, ...column('实际完成值', '3次'), ...points, ...foot)
    expect(form.indicators.map(({ name, actual }) => [name, actual])).toEqual([
      ['巡查河段', null],
      ['整治排口', null],
    ])
    expect(form.reading['/indicators/0/actual']).toMatchObject({ status: 'missing', raw: '实际完成值：3次' })
    expect(form.reading['/indicators/0/score']?.status).toBe('doubtful')
  })
})

describe('cells that run on in the next line', () => {
  const form = read(
    '部门整体支出绩效自评表',
    '资金来源\t年初预算数\t全年预算数(A)\t全年执行数(B)\t\t分值\t执行率\t得分',
    '资金总额\t300,\t312,\t312,000.\t\t10\t100.00\t10',
    '\t000.00\t000.00\t00',
    '人员类项目\t200,000.00\t210,000.00\t210,000.00\t\t0\t-\t-',
    '特定目标类项目\t100,000.00\t102,000.00\t102,000.00\t\t0\t-\t-',
    '一级指标\t二级指标\t三级指标\t年度指标值(A)\t实际完成值(B)\t分值\t得分',
    '产出指标(50分)\t数量指标\t组织开展业务骨干培训\t=1期\t1期\t50\t50',
    '\t\t班',
    '总分',
  )

  test('an amount over two lines is one amount, proved by the sums', () => {
    expect(form.funds.rows.map(({ initialBudget, execution }) => [initialBudget, execution])).toEqual([
      ['300000.00', '312000.00'],
      ['200000.00', '210000.00'],
      ['100000.00', '102000.00'],
    ])
    expect(form.reading['/funds/rows/0/execution']).toMatchObject({ status: 'repaired', raw: '312,000. 00' })
  })

  test('the last character of a name is not lost and not given to the target', () => {
    expect(form.indicators.map(({ name, target }) => [name, target?.text])).toEqual([
      ['组织开展业务骨干培训班', '=1期'],
    ])
    expect(form.reading['/indicators/0/name']?.status).toBe('doubtful')
  })
})
