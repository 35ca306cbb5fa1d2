import fc from 'fast-check'
import { emptyForm, type Form, type FundRow, type Indicator, parseActual, parseTarget } from '#engine'

const HAN = [
  ...'云岭青禾区图书馆阅读推广活动服务设施建设培训改造提升监测巡护群众基层年度工作完成情况预算项目资金按期开展组织宣传走访堃镕昇',
]
const PHRASES = ['持续健全', '有效提升', '按时保质完成', '明显增强', '达成预期指标']
const UNITS = ['次', '个', '人次', '场次', '%', '万元', '册', '公里']

const han = (min: number, max: number) => fc.string({ unit: fc.constantFrom(...HAN), minLength: min, maxLength: max })
const prose = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(han(4, 40), { minLength: 1, maxLength: 6 }).map((parts) => `${parts.join('，')}。`),
  },
  {
    weight: 1,
    arbitrary: fc.array(han(30, 60), { minLength: 60, maxLength: 90 }).map((parts) => `${parts.join('；')}。`),
  },
  { weight: 1, arbitrary: han(3, 30).map((text) => `${text}<5%&"引号"'x y'𠮷_x0041_。`) },
)
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 6 })

/** Whole numbers small, middling and of the size of a province's budget. */
const whole = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer({ min: 0, max: 99_999_999 }),
  fc.integer({ min: 0, max: 99_999_999_999 }),
)
const decimal = (places: number) =>
  fc
    .tuple(whole, fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([n, fraction]) => (places === 0 ? String(n) : `${n}.${String(fraction).padStart(places, '0')}`))
const amount = (unit: Form['funds']['unit']) =>
  orNull(fc.integer({ min: 0, max: unit === '万元' ? 6 : 2 }).chain((places) => decimal(places)))
const points = orNull(fc.integer({ min: 0, max: 5000 }).map((n) => n / 100))
const rate = orNull(fc.integer({ min: 0, max: 13_000 }).map((n) => (n / 100).toFixed(2)))

const PARTS = [
  '人员类项目',
  '运转类公用经费项目',
  '其他运转类项目',
  '特定目标类项目',
  '当年财政拨款',
  '上年结转资金',
  '其他资金',
]

const funds: fc.Arbitrary<Form['funds']> = fc.constantFrom('元' as const, '万元' as const).chain((unit) => {
  const row = (source: string, role: FundRow['role']): fc.Arbitrary<FundRow> =>
    fc.record({
      source: fc.constant(source),
      role: fc.constant(role),
      initialBudget: amount(unit),
      annualBudget: amount(unit),
      execution: amount(unit),
      weight: points,
      executionRate: rate,
      score: points,
    })
  return fc
    .subarray(PARTS)
    .chain((parts) => fc.tuple(row('资金总额', 'total'), ...parts.map((source) => row(source, 'part'))))
    .map((rows) => ({ unit, rows }))
})

const target = fc.oneof(
  fc.constantFrom(...PHRASES),
  fc
    .tuple(fc.constantFrom('=', '≥', '≤', ''), fc.integer({ min: 0, max: 100_000 }), fc.constantFrom(...UNITS))
    .map((parts) => parts.join('')),
  fc.integer({ min: 1, max: 12 }).map((month) => `2024年${month}月底前`),
)

const LEVELS: readonly (readonly [string, readonly string[]])[] = [
  ['产出指标', ['数量指标', '质量指标', '时效指标', '成本指标']],
  ['效益指标', ['经济效益指标', '社会效益指标', '生态效益指标', '可持续影响指标']],
  ['满意度指标', ['服务对象满意度指标']],
]

const row = fc
  .record({
    name: han(4, 24),
    target: orNull(target),
    actual: orNull(target),
    weight: points,
    score: points,
    reason: orNull(prose),
  })
  .map((texts) => ({
    ...texts,
    target: texts.target === null ? null : parseTarget(texts.target, { year: 2024 }),
    actual: texts.actual,
  }))

const indicators: fc.Arbitrary<readonly Indicator[]> = fc
  .tuple(
    ...LEVELS.map(([level1, seconds]) =>
      fc
        .tuple(
          orNull(fc.constantFrom(10, 30, 50, 37.5)),
          ...seconds.map((level2) => fc.array(row, { maxLength: 4 }).map((rows) => ({ level2, rows }))),
        )
        .map(([level1Weight, ...groups]) =>
          groups.flatMap(({ level2, rows }) => rows.map((each) => ({ level1, level1Weight, level2, ...each }))),
        ),
    ),
  )
  .map((groups) =>
    groups.flat().map((each) => ({
      ...each,
      actual: each.actual === null ? null : parseActual(each.actual, each.target, { year: 2024 }),
    })),
  )
  .filter((rows) => rows.length > 0)

/** Forms whose every value the official form can show; what a form cannot show (a blank title) is not generated. */
export const arbitraryForm: fc.Arbitrary<Form> = fc
  .record({
    isProject: fc.boolean(),
    year: fc.integer({ min: 2019, max: 2030 }),
    filed: orNull(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))),
    names: fc.record({ department: orNull(han(4, 20)), unit: orNull(han(4, 20)), project: orNull(han(6, 40)) }),
    funds,
    goals: fc.record({ expected: orNull(prose), actual: orNull(prose) }),
    indicators,
    total: fc.record({ weight: fc.constantFrom(100, 90), score: points }),
    grade: orNull(fc.constantFrom('优', '良', '中', '差')),
    conclusion: orNull(prose),
    contact: fc.record({ name: orNull(han(2, 4)), phone: orNull(fc.constantFrom('0000-1234567', '00000000000')) }),
  })
  .map(({ isProject, year, filed, names, ...rest }) => ({
    ...emptyForm(isProject ? 'project-self-evaluation' : 'department-self-evaluation'),
    title: isProject ? '项目支出绩效自评表' : '部门整体支出绩效自评表',
    fiscalYear: year,
    filedOn: filed && `${year + 1}-${String(filed[0]).padStart(2, '0')}-${String(filed[1]).padStart(2, '0')}`,
    ...names,
    project: isProject ? names.project : null,
    ...rest,
  }))
