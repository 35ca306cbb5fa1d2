import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  check,
  choosePolicy,
  confirmReading,
  type Form,
  type FormKind,
  type Indicator,
  type Policy,
  parseActual,
  parseTarget,
  policies,
  type Reading,
  recognise,
  typeInto,
} from '#engine'
import { emptyForm } from '../../src/engine/form.ts'
import { soundForm } from '../../src/engine/rules/sound-form.ts'
import { soundDeclaration, soundMonitoring } from '../../src/engine/rules/sound-kinds.ts'
import { arbitraryForm } from '../documents/arbitrary-form.ts'
import { frameworkForm, monitoringForm } from '../documents/kind-forms.ts'
import { sheetGrid } from './grids.ts'
import { TRANSFER } from './kind-tables.ts'

/** Rows of a form of every kind, so that numbers, dates, money and words all stand somewhere. */
const KINDS: readonly Form[] = [
  soundForm(),
  wide(soundForm(), 24),
  { ...soundForm(), kind: 'project-self-evaluation' },
  soundMonitoring(),
  monitoringForm(),
  soundDeclaration(),
  frameworkForm(),
  ...recognise([sheetGrid(...TRANSFER)]),
  emptyForm('department-self-evaluation'),
]

const TEXTS = [
  '',
  '无',
  '48场',
  '≥48场次',
  '=326.00万元',
  '2590000元',
  '98%',
  '104%',
  '-3',
  '累计60场',
  '达成预期指标',
  '部分完成',
  '持续提升',
  '2024年12月31日',
  '2023.6.1',
  '2024年6月至2024年3月',
  '人员类项目成本控制数',
  '读者满意度',
  '流动图书车进社区',
  '成本指标',
  '产出指标（50分）',
  '数量指标',
  '因汛期停工，下步加派人手',
  '13800000000',
  '9.5',
  '12',
  '100',
  '0',
  '约一百',
  '优',
  '1.开展阅读推广60场；2.流动图书车进社区4次。',
  '全年预算调增，追加经费20万元，已报批复文件。',
  '完成问卷调查300份，存在问题：无',
]

const ROW = ['name', 'target/text', 'actual/text', 'weight', 'score', 'reason', 'level1', 'level2']
const ROW_MORE = ['initialTarget/text', 'outlook/expected/text', 'outlook/likelihood', 'level2Weight']
const FUND = ['initialBudget', 'annualBudget', 'execution', 'executionRate', 'weight', 'score', 'source']
const ELSEWHERE = [
  '/goals/expected',
  '/goals/actual',
  '/total/score',
  '/total/weight',
  '/grade',
  '/conclusion',
  '/fiscalYear',
  '/filedOn',
  '/funds/unit',
  '/contact/phone',
  '/unit',
]
const STATUSES = ['missing', 'doubtful', 'repaired'] as const

/** One thing that a person, or a reader, does to a form. */
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('type' as const),
      row: fc.nat(60),
      leaf: fc.constantFrom(...ROW, ...ROW, ...ROW_MORE),
      text: fc.constantFrom(...TEXTS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fund' as const),
      row: fc.nat(6),
      leaf: fc.constantFrom(...FUND),
      text: fc.constantFrom(...TEXTS),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('elsewhere' as const),
      at: fc.constantFrom(...ELSEWHERE),
      text: fc.constantFrom(...TEXTS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('doubt' as const),
      row: fc.nat(60),
      leaf: fc.constantFrom('', '/actual', '/target/text', '/score', '/weight', '/reason', '/level2'),
      status: fc.constantFrom(...STATUSES),
      isOnFunds: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('confirm' as const), which: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('insert' as const, 'remove' as const, 'swap' as const),
      row: fc.nat(60),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('back' as const), by: fc.nat(8) }) },
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

const walk = fc.array(step, { minLength: 1, maxLength: 10 })

describe('a check after many changes says what a first check of the same form says', () => {
  test.each(KINDS.map((form, n) => [n, form.kind, form] as const))('form %i, %s', (_, __, form) => {
    fc.assert(
      fc.property(walk, fc.constantFrom(...policies), (steps, policy) => walkedAlike(form, steps, policy)),
      { numRuns: 20 },
    )
  })

  test('any form at all', () => {
    fc.assert(
      fc.property(arbitraryForm, walk, (form, steps) => walkedAlike(form, steps, choosePolicy(form).policy)),
      { numRuns: 30 },
    )
  })
})

test('what is said of rows that did not change is the very same finding', () => {
  const { policy } = choosePolicy(soundForm())
  const form = ['2', '3'].reduce((one, row) => typeInto(one, `/indicators/${row}/reason`, ''), soundForm())
  const wrong = ['0', '1', '2'].reduce((one, row) => typeInto(one, `/indicators/${row}/score`, '3'), form)
  const before = check(wrong, policy).findings
  const after = check(typeInto(wrong, '/indicators/1/actual/text', '7册'), policy).findings
  const ofRow = (n: number) => (one: (typeof before)[number]) => one.at[0] === `/indicators/${n}/reason`
  expect(before.find(ofRow(2))).toBeDefined()
  expect(after.find(ofRow(2))).toBe(before.find(ofRow(2)))
  expect(after.find(ofRow(0))).toBe(before.find(ofRow(0)))
})

/** Does the steps one by one, checks after each, and compares each answer with that of a form of equal content that was never seen. */
function walkedAlike(start: Form, steps: readonly Step[], policy: Policy): void {
  let form = structuredClone(start)
  const past = [form]
  check(form, policy)
  for (const one of steps) {
    form = after(form, one, past)
    past.push(form)
    const walked = check(form, policy)
    forget(form.kind, policy)
    expect(walked).toEqual(check(structuredClone(form), policy))
    // The next step must find again what this form left behind, not the copy.
    check(form, policy)
  }
}

/** Facts stand as long as the form asked next has the same parts: a form that has none of them comes between. */
function forget(kind: FormKind, policy: Policy): void {
  const rows = soundForm().indicators.slice(0, 1)
  check({ ...emptyForm(kind), title: '别的表', goals: { expected: '别的', actual: '别的' }, indicators: rows }, policy)
}

function after(form: Form, one: Step, past: readonly Form[]): Form {
  const { indicators, funds } = form
  switch (one.do) {
    case 'type':
      return indicators.length === 0
        ? form
        : typeInto(form, `/indicators/${one.row % indicators.length}/${one.leaf}`, one.text)
    case 'fund':
      return funds.rows.length === 0
        ? form
        : typeInto(form, `/funds/rows/${one.row % funds.rows.length}/${one.leaf}`, one.text)
    case 'elsewhere':
      return typeInto(form, one.at, one.text)
    case 'doubt': {
      const at = one.isOnFunds
        ? '/funds/rows/0/execution'
        : `/indicators/${one.row % (indicators.length + 1)}${one.leaf}`
      const reading: Reading = { status: one.status, raw: '2025年（3分）满分', how: '看不清', confidence: 0.5 }
      return { ...form, reading: { ...form.reading, [at]: reading } }
    }
    case 'confirm':
      return confirmReading(form, Object.keys(form.reading)[one.which] ?? '')
    case 'insert':
      return { ...form, indicators: indicators.toSpliced(one.row, 0, ...indicators.slice(0, 1)) }
    case 'remove':
      return { ...form, indicators: indicators.toSpliced(one.row, 1) }
    case 'swap':
      return { ...form, indicators: indicators.toReversed() }
    case 'back':
      return past[Math.max(0, past.length - 1 - one.by)] ?? form
  }
}

/** The rows of a form again and again, each with numbers of its own. */
function wide(form: Form, rows: number): Form {
  const indicators = Array.from({ length: rows }, (_, i): Indicator => {
    const model = form.indicators[i % form.indicators.length] as Indicator
    const target = parseTarget(`≥${i + 3}次`)
    return {
      ...model,
      name: `第${i % 30}片区活动`,
      target,
      actual: parseActual(`${i + 2}次`, target),
      weight: 2,
      score: 2,
    }
  })
  return { ...form, indicators }
}
