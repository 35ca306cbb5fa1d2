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
