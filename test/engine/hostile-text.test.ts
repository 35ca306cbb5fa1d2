import { describe, expect, test } from 'vitest'
import { type Form, parseActual, parseTarget, recognise } from '#engine'
import { read } from '../../src/documents/from-text.ts'

/** Every form of a text whose lines hold tab fields, as the program would read it. */
function forms(...lines: string[]): readonly Form[] {
  return recognise(read(new TextEncoder().encode(lines.join('\n'))).grids)
}

const only = (...lines: string[]): Form => forms(...lines)[0] as Form
const status = (form: Form, at: string): string => form.reading[at]?.status ?? 'literal'

const TITLE = '部门整体支出绩效自评表'
const HEAD = '一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t未完成原因分析'

describe('columns of text that the national form does not have', () => {
  const form = only(
    '项目支出绩效自评表',
    '一级指标\t二级指标\t三级指标\t指标性质\t年初指标值\t调整指标值\t度量单位\t实际完成值\t分值\t得分',
    '产出指标\t数量指标\t古树挂牌\t≥\t120\t100\t株\t0\t20\t0',
    '产出指标\t时效指标\t完成时间\t≤\t2024年10月底\t2024年12月底\t月\t2024年11月\t10\t10',
  )

  test('the adjusted target counts, the initial one is kept', () => {
    expect(form.indicators[0]?.target).toMatchObject({ text: '100', operator: '≥', value: '100', unit: '株' })
    expect(form.indicators[0]?.initialTarget).toMatchObject({ text: '120', value: '120' })
    expect(form.indicators[1]?.target).toMatchObject({ kind: 'date', value: '2024-12-31' })
  })

  test('operator and unit come from their own columns', () => {
    expect(form.indicators[0]?.actual).toMatchObject({ value: '0', unit: '株' })
  })
})

describe('total rows and pages', () => {
  const rows = [
    '产出指标\t数量指标\t举办讲座\t≥20场\t19场\t10\t9.5\t一场因暴雨取消',
    '\t\t新购图书\t≥1.2万册\t12350册\t10\t10',
  ]

  test('a total row above the rows loses none of them', () => {
    const form = only(TITLE, HEAD, '总分\t\t\t\t\t20\t19.5', ...rows, '自评结论\t优。任务完成。')
    expect(form.indicators.map(({ name }) => name)).toEqual(['举办讲座', '新购图书'])
    expect(form.total).toEqual({ weight: 20, score: 19.5 })
    expect(form.conclusion).toBe('优。任务完成。')
  })

  test('a subtotal between the rows ends nothing', () => {
    const form = only(
      TITLE,
      HEAD,
      rows[0] as string,
      '合计\t\t\t\t\t10\t9.5',
      rows[1] as string,
      '总分\t\t\t\t\t20\t19.5',
    )
    expect(form.indicators.map(({ name }) => name)).toEqual(['举办讲座', '新购图书'])
    expect(form.total).toEqual({ weight: 20, score: 19.5 })
  })

  test('a second page that repeats title and heading continues the form', () => {
    const all = forms(TITLE, HEAD, rows[0] as string, '第1页 共2页', `${TITLE}(续)`, HEAD, rows[1] as string)
    expect(all).toHaveLength(1)
    expect(all[0]?.indicators.map(({ name }) => name)).toEqual(['举办讲座', '新购图书'])
  })
})

describe('a row wrapped over two lines', () => {
  const form = only(
    TITLE,
    HEAD,
    '产出指标\t数量指标\t整理归档文\t≥12\t13500件\t25\t25',
    '\t\t资料\t000件',
    '\t质量指标\t档案数字\t=100%\t100%\t15\t15',
    '\t\t化合格率',
    '\t时效指标\t完成时间\t2024年12\t2024年11\t10\t10',
    '\t\t\t月31日\t月30日',
  )

  test('is one row whose joined values ask for a look', () => {
    expect(form.indicators.map(({ name }) => name)).toEqual(['整理归档文资料', '档案数字化合格率', '完成时间'])
    expect(form.indicators[0]?.target?.text).toBe('≥12000件')
    expect(form.indicators[2]?.target).toMatchObject({ kind: 'date', value: '2024-12-31' })
    expect(status(form, '/indicators/0/name')).toBe('doubtful')
    expect(form.indicators[0]?.score).toBe(25)
    expect(status(form, '/indicators/0/target/text')).toBe('doubtful')
    expect(status(form, '/indicators/2/actual/text')).toBe('doubtful')
  })
})

test('a row with a cell too few does not pretend to know which one is lost', () => {
  const form = only(
    TITLE,
    HEAD,
    '产出指标\t数量指标\t举办赛事\t≥10场\t10场\t10\t10',
    '\t\t培训教练\t12人\t10\t10',
    '\t时效指标\t按时开放率\t100%\t10\t10',
  )
  for (const i of [1, 2]) {
    expect(status(form, `/indicators/${i}/actual/text`)).toBe('doubtful')
    expect(status(form, `/indicators/${i}/weight`)).toBe('doubtful')
  }
  expect(status(form, '/indicators/0/actual/text')).toBe('literal')
})

describe('letters between digits', () => {
  test('a value that only reads with O as 0 and l as 1 asks for a look', () => {
    const form = only(
      TITLE,
      HEAD,
      '产出指标\t数量指标\t强制免疫\t≥5OOO头\t52O0头\t20\t20',
      '\t\t消毒\t≥l2次\t12次\t9\t9',
    )
    expect(form.indicators[0]?.target).toMatchObject({ text: '≥5000头', value: '5000' })
    expect(form.indicators[0]?.actual).toMatchObject({ text: '5200头', value: '5200' })
    expect(form.indicators[1]?.target).toMatchObject({ text: '≥12次', value: '12' })
    for (const at of ['/indicators/0/target/text', '/indicators/0/actual/value', '/indicators/1/target/value'])
      expect(status(form, at)).toBe('doubtful')
  })
})

test('起 behind a number counts cases', () => {
  expect(parseTarget('≤1起')).toMatchObject({ operator: '≤', value: '1', unit: '起' })
  expect(parseActual('0起')).toEqual({ text: '0起', kind: 'quantity', value: '0', unit: '起' })
  expect(parseTarget('50次起')).toMatchObject({ operator: '≥', value: '50', unit: '次' })
})

describe('what stands where', () => {
  test('满意度 under the heading of names is a name', () => {
    const form = only(TITLE, HEAD, '满意度指标(10分)\t满意度指标\t满意度\t≥90%\t92%\t10\t10')
    expect(form.indicators[0]).toMatchObject({ level2: '满意度指标', name: '满意度' })
  })

  test('both levels in one cell do not turn a value into a name', () => {
    const form = only(TITLE, HEAD, '产出指标(50分) 数量指标\t举办赛事\t≥10场\t9场\t20\t18\t场馆维修')
    expect(form.indicators[0]).toMatchObject({ name: '举办赛事', weight: 20, score: 18, reason: '场馆维修' })
    expect(form.indicators[0]?.target?.text).toBe('≥10场')
    expect(form.indicators[0]?.actual?.text).toBe('9场')
  })

  test('points written as 10分 or as a share are points', () => {
    const head = '一级指标\t二级指标\t三级指标\t权重\t年度指标值\t实际完成值\t自评得分'
    const form = only(
      TITLE,
      head,
      '产出指标\t数量指标\t举办赛事\t16.67%\t≥10场\t10场\t16.67',
      '\t\t举办展览\t10分\t≥5场\t5场\t10.0分',
    )
    expect(form.indicators[0]).toMatchObject({ weight: 16.67, target: { text: '≥10场' }, actual: { text: '10场' } })
    expect(status(form, '/indicators/0/weight')).toBe('doubtful')
    expect(form.indicators[1]).toMatchObject({ name: '举办展览', weight: 10, score: 10 })
  })

  test('a value that finds no column leaves its row in doubt', () => {
    const head = '一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分'
    const form = only(TITLE, head, '产出指标\t数量指标\t举办赛事\t≥10场\t10场\t12场\t20\t20')
    expect(status(form, '/indicators/0/actual/text')).toBe('doubtful')
  })
})
