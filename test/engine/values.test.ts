import { describe, expect, test } from 'vitest'
import { isVerdict, outcomeOf, parseActual, parseFilingDate, parseTarget, quantitiesIn } from '#engine'

const quantity = (operator: string | null, value: string, unit: string | null) => ({
  kind: 'quantity',
  operator,
  value,
  unit,
})
const range = (min: string, max: string, unit: string | null) => ({ kind: 'range', min, max, unit })
const date = (value: string | null) => ({ kind: 'date', operator: '≤', value })
const qualitative = { kind: 'qualitative' }
const none = { kind: 'none' }

describe('a target cell', () => {
  test.each([
    ['=3次', quantity('=', '3', '次')],
    ['≥98%', quantity('≥', '98', '%')],
    ['≥９８％', quantity('≥', '98', '%')],
    ['≧98%', quantity('≥', '98', '%')],
    ['≦5天', quantity('≤', '5', '天')],
    ['＞＝5次', quantity('≥', '5', '次')],
    ['>=5次', quantity('≥', '5', '次')],
    ['＜3%', quantity('<', '3', '%')],
    ['≤20.57万元', quantity('≤', '20.57', '万元')],
    ['﹦72890 元', quantity('=', '72890', '元')],
    ['1,234.50元', quantity(null, '1234.50', '元')],
    ['≥100百分比', quantity('≥', '100', '%')],
    ['百分之九十五', quantity(null, '95', '%')],
    ['5场次以上', quantity('≥', '5', '场次')],
    ['5场次以内', quantity('≤', '5', '场次')],
    ['不少于320天', quantity('≥', '320', '天')],
    ['不低于95%', quantity('≥', '95', '%')],
    ['至少3次', quantity('≥', '3', '次')],
    ['不超过10次', quantity('≤', '10', '次')],
    ['不高于5%', quantity('≤', '5', '%')],
    ['控制在20万元以内', quantity('≤', '20', '万元')],
    ['三次', quantity(null, '3', '次')],
    ['叁次', quantity(null, '3', '次')],
    ['≥拾贰个', quantity('≥', '12', '个')],
    ['两个', quantity(null, '2', '个')],
    ['十二场次以上', quantity('≥', '12', '场次')],
    ['一百零五户', quantity(null, '105', '户')],
    ['12.6万页', quantity(null, '126000', '页')],
    ['≥21万人次', quantity('≥', '210000', '人次')],
    ['1.2亿元', quantity(null, '1.2', '亿元')],
    ['≤0.85元/页', quantity('≤', '0.85', '元/页')],
    ['≤3个工作日', quantity('≤', '3', '个工作日')],
    ['年度预算220万元', quantity(null, '220', '万元')],
    ['1', quantity(null, '1', null)],
    ['3-5次', range('3', '5', '次')],
    ['90%-95%', range('90', '95', '%')],
    ['80～90分', range('80', '90', '分')],
    ['2024年12月31日前', date('2024-12-31')],
    ['2024.12.31', date('2024-12-31')],
    ['12月底之前', date('2024-12-31')],
    ['第四季度', date('2024-12-31')],
    ['2024年2月底前', date('2024-02-29')],
    ['2023年2月29日', qualitative],
    ['按时保质完成', qualitative],
    ['优秀', qualitative],
    ['长期', qualitative],
    ['一般', qualitative],
    ['较上年提升2.1个百分点', qualitative],
    ['', none],
    ['—', none],
    ['……', none],
    ['无', none],
  ])('“%s” is read by the grammar', (text, expected) => {
    expect(parseTarget(text, { year: 2024 })).toMatchObject(expected)
  })

  test('a period without a year and without a fiscal year has no date', () => {
    expect(parseTarget('第二季度').value).toBeNull()
  })

  test('unit and operator from their own columns complete a bare number', () => {
    expect(parseTarget('95', { unit: '%', operator: '≥' })).toMatchObject(quantity('≥', '95', '%'))
  })
})

describe('an actual cell', () => {
  test.each([
    ['达成预期指标', 'achieved'],
    ['全部或基本达成预期指标', 'achieved'],
    ['达成年度指标', 'achieved'],
    ['达到预期目标', 'achieved'],
    ['部分达成年度指标并具有一定效果', 'partly'],
    ['部分达到预期目标,并且具备一定效果', 'partly'],
    ['未完成预期指标且效果较差', 'notAchieved'],
    ['未达成目标且效果较差', 'notAchieved'],
    ['未达到预期目标', 'notAchieved'],
    ['实现目标程度较低', 'notAchieved'],
  ])('the verdict “%s” is %s', (text, outcome) => {
    expect(parseActual(text)).toMatchObject({ kind: 'qualitative', outcome })
  })

  test('a word that is no verdict has no outcome, unless it repeats the target', () => {
    expect(parseActual('较好').outcome).toBeNull()
    expect(parseActual('健全', parseTarget('健全')).outcome).toBe('achieved')
  })

  test('a copied operator stays visible', () => {
    expect(parseActual('≥266米')).toMatchObject(quantity('≥', '266', '米'))
  })

  test('a bare verdict is told from a described result', () => {
    expect([isVerdict('达成预期指标'), isVerdict('完成3期培训，达成目标')]).toEqual([true, false])
    expect(outcomeOf('')).toBeNull()
  })
})

test('numbers in prose carry their unit, operator and noun; years and ordinals are passed over', () => {
  const found = quantitiesIn('1. 2024年开展巡河12次。2. 走访农户不少于200户，发放补助10.5万元，办班5场次以上。')
  expect(found.map(({ operator, value, unit, noun }) => [noun, operator, value, unit])).toEqual([
    ['开展巡河', null, '12', '次'],
    ['走访农户不少于', '≥', '200', '户'],
    ['发放补助', null, '10.5', '万元'],
    ['办班', '≥', '5', '场次'],
  ])
})

test.each([
  ['20250115', '2025-01-15'],
  ['2025年1月15日', '2025-01-15'],
  ['2026.02.06', '2026-02-06'],
  ['2025-02-30', undefined],
  ['明年', undefined],
])('the filing date “%s” is %s', (text, expected) => {
  expect(parseFilingDate(text)).toBe(expected)
})
