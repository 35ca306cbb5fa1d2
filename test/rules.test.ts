import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check, findingsOf } from '../src/engine/check.ts'
import { applyEdits } from '../src/engine/edit.ts'
import { emptyForm, type Form } from '../src/engine/form.ts'
import { choosePolicy, policies } from '../src/engine/policy/index.ts'
import { rules } from '../src/engine/rules/index.ts'
import { soundForm, soundRow } from '../src/engine/rules/sound-form.ts'
import { score } from '../src/engine/scoring/index.ts'
import { parseActual, parseTarget } from '../src/engine/values/index.ts'

const FOLDER = new URL('../src/engine/rules/', import.meta.url)
const SEVERITY = ['error', 'warning', 'notice']

/** Goal texts as they come out of scans: cut, numbered, with numbers of every kind. */
const prose = fc
  .array(
    fc.constantFrom(
      '1.',
      '2、',
      '开展宣传活动',
      '5场次',
      '以上',
      '，',
      '。',
      '目前全区共有',
      '12个',
      '13万元',
      '“',
      '其中',
      '分别为',
      '达到98%',
      '；',
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))

function findings(form: Form, id: string) {
  const { policy } = choosePolicy(form)
  const rule = rules.find((one) => one.id === id)
  return rule ? findingsOf(rule, { form, policy, score: score(form, policy) }) : []
}

describe('the list of rules', () => {
  test('names every rule file of the folder', () => {
    const files = readdirSync(FOLDER).filter((name) => name !== 'index.ts' && !name.startsWith('sound-'))
    expect(rules.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.toSorted())
  })

  test('has at least 65 rules with ids and codes of their own', () => {
    expect(rules.length).toBeGreaterThanOrEqual(65)
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
    expect(new Set(rules.map(({ code }) => code)).size).toBe(rules.length)
  })

  test('has every code that the real form needs', () => {
    const needed =
      'A02 A06 A16 B06 B09 B10 B11 T01 T02 T12 T13 T14 T15 T17 T18 T20 T24 R06 R08 R10 R11 R12 R25 R28 A22 A25 B15 T29'
    const codes = rules.map(({ code }) => code)
    expect(needed.split(' ').filter((code) => !codes.includes(code))).toEqual([])
  })
})

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test('says what it wants and why, in Chinese, with its document', () => {
    expect(rule.code).toMatch(/^[ABTRM]\d\d$/)
    expect(rule.title).toMatch(/\p{Script=Han}/u)
    expect(rule.why).toMatch(/。$/)
    expect(rule.basis.document).toMatch(/\p{Script=Han}/u)
    expect(SEVERITY).toContain(rule.severity)
    expect(Object.keys(rule.examples.valid).length).toBeGreaterThan(0)
    expect(Object.keys(rule.examples.invalid).length).toBeGreaterThan(0)
  })

  test.each(Object.entries(rule.examples.valid))('accepts %s', (_, form) => {
    expect(findings(form, id)).toEqual([])
  })

  test.each(Object.entries(rule.examples.invalid))('finds %s', (_, { form, at }) => {
    const found = findings(form, id)
    expect(found.flatMap((one) => one.at)).toEqual(at)
    for (const { message, advice, severity } of found) {
      expect(message).toMatch(PLACE)
      expect(message).toMatch(/。$/)
      expect(message).not.toMatch(/null|undefined|NaN|（）|「」|。。|；。/)
      expect(advice).toMatch(/\p{Script=Han}.*。$/u)
      expect(advice.length).toBeGreaterThan(8)
      expect(SEVERITY).toContain(severity)
    }
  })
})

/** Words by which a message says where: a row by its number, or a part of the form by its printed name. */
const PLACE =
  /第 [\d—、 ]+ 行|资金表|总分|目标第 \d+ 项|目标“|表头|结论|联系人|自评等次|绩效指标|「.+指标」|分值设置|完成情况|预期目标/

describe('the sound form', () => {
  test.each(policies.filter(({ id }) => id === 'national-2020' || id === 'observed-default'))(
    'has nothing to correct under $id',
    (policy) => {
      const { findings, summary, score } = check(soundForm(), policy)
      expect(findings).toEqual([])
      expect(summary).toEqual({ error: 0, warning: 0, notice: 0 })
      expect(score.total).toMatchObject({ value: 99.55, status: 'computed' })
      expect(score.grade).toBe('优')
    },
  )

  test('takes changes by dotted path and parses cells', () => {
    const form = soundForm({ 'indicators.0.target': '≥60场', 'funds.rows.0.execution': undefined })
    expect(form.indicators[0]?.target).toMatchObject({ kind: 'quantity', operator: '≥', value: '60', unit: '场' })
    expect(form.funds.rows[0]?.execution).toBeNull()
    expect(soundForm().indicators[0]?.target?.value).toBe('48')
  })
})

describe('check', () => {
  const { policy } = choosePolicy(soundForm())

  test('puts errors first, then the order of the form', () => {
    const form = soundForm({
      grade: '良',
      'contact.name': '（姓名）',
      'indicators.2.reason': undefined,
      'funds.rows.0.executionRate': '90.00',
      'indicators.6.target': '=326.00万元',
    })
    expect(check(form, policy).findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'error A09',
      'error R01',
      'error A15',
      'warning B09',
      'warning R28',
    ])
    expect(check(form, policy).summary).toEqual({ error: 3, warning: 2, notice: 0 })
  })

  test('says of anything else that it is no self-evaluation form, and nothing more', () => {
    const { findings } = check({ ...emptyForm('unrecognised'), title: '会议通知' }, policy)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ severity: 'error', at: ['/kind'], rule: 'recognised-form' })
    expect(findings[0]?.message).toContain('这不是绩效自评表')
  })

  test('has no fix that touches an actual value', () => {
    for (const rule of rules) {
      for (const { form } of Object.values(rule.examples.invalid)) {
        for (const { fix } of findings(form, rule.id)) {
          for (const { at } of fix?.edits ?? []) expect(at).not.toMatch(/actual/)
        }
      }
    }
  })

  test('has safe fixes that settle the finding and nothing else', () => {
    const fixed: string[] = []
    for (const rule of rules) {
      for (const { form } of Object.values(rule.examples.invalid)) {
        for (const { fix } of findings(form, rule.id)) {
          if (!fix?.safe) continue
          fixed.push(rule.code)
          expect(findings(applyEdits(form, fix.edits), rule.id)).toEqual([])
        }
      }
    }
    expect(fixed.toSorted()).toEqual(['A05', 'A06', 'A09', 'A15', 'A16', 'T04', 'T05', 'T24'])
  })

  test('survives an empty form of every kind', () => {
    for (const kind of [
      'department-self-evaluation',
      'project-self-evaluation',
      'target-declaration',
      'monitoring',
    ] as const) {
      const codes = check(emptyForm(kind), policy).findings.map(({ code }) => code)
      expect(codes).toContain('A24')
      expect(codes).not.toContain('A05')
    }
  })
})

describe('what published forms get wrong is found', () => {
  const zero = { initialBudget: '0', annualBudget: '0', execution: '0', executionRate: '0', score: 0 }
  const sound = soundForm()
  test.each([
    [
      'points of the headings that add up to 110',
      { indicators: sound.indicators.map((row) => (row.level1 === '产出指标' ? { ...row, level1Weight: 60 } : row)) },
      ['A01', 'A02', 'A04'],
    ],
    [
      'a total row of zeros above rows with money',
      { 'funds.rows.0': { ...sound.funds.rows[0], ...zero } },
      ['A11', 'B22'],
    ],
    ['9 points for a rate that gives 8.62', executed('4741000.00', '86', 9), ['A10']],
    [
      'a met target with 19.6 of 20 points',
      { 'indicators.13': { ...soundRow('满意度指标', '满意度指标', '读者满意度', '≥98%', '98%', 20), score: 19.6 } },
      ['R14', 'R01'],
    ],
    [
      'full points for 72.74 % of 100 %',
      { 'indicators.4': soundRow('产出指标', '质量指标', '采购执行率', '=100%', '72.74%', 8) },
      ['R02'],
    ],
    ['9 of 10 points for a met target, without a word', { 'indicators.12.score': 9 }, ['R01', 'R03']],
    [
      'a target and an actual left empty with full points',
      { 'indicators.3.target': '', 'indicators.3.actual': '' },
      ['T03', 'A19'],
    ],
    ['an actual that repeats the target with its operator', { 'indicators.0.actual': '≥48场' }, ['R09']],
    [
      'money as a quantity',
      { 'indicators.0': soundRow('产出指标', '数量指标', '完成投资额', '≥20万元', '21万元', 6) },
      ['B16'],
    ],
    ['goals that are only numbers', { 'goals.expected': '43.2', 'goals.actual': '37.24' }, ['T28']],
    ['30 % more than planned, unexplained', { 'indicators.1.actual': '15600册' }, ['T08', 'R07']],
  ] as const)('%s', (_, changes, codes) => {
    const form = soundForm(changes)
    const found = check(form, choosePolicy(form).policy).findings.map(({ code }) => code)
    expect(codes.filter((code) => !found.includes(code))).toEqual([])
  })

  function executed(execution: string, executionRate: string, score: number) {
    const parts = { 'funds.rows.1.execution': '2583500.00', 'indicators.6.actual': '258.35万元' }
    const total = { execution, executionRate, score }
    return { ...parts, 'funds.rows.0': { ...sound.funds.rows[0], ...total } }
  }
})

describe('what is lost in the file is not the error of the unit', () => {
  const lost = { status: 'missing', how: '扫描件里丢失' } as const

  test.each([
    ['actual-blank', { 'indicators.3.actual': undefined, 'reading./indicators/3/actual/text': lost }],
    ['score-blank', { 'indicators.3.score': undefined, 'reading./indicators/3/score': lost }],
    ['target-missing', { 'indicators.3.target': undefined, 'reading./indicators/3/target': lost }],
    ['shortfall-reason', { 'indicators.2.reason': undefined, 'reading./indicators/2/reason': lost }],
    ['fund-unit', { 'funds.unit': undefined, 'reading./funds/unit': lost }],
    ['goal-text', { 'goals.expected': undefined, 'reading./goals/expected': lost }],
    ['header-complete', { filedOn: undefined, 'reading./filedOn': lost }],
  ] as const)('%s keeps silent', (id, changes) => {
    const { [Object.keys(changes)[1] ?? '']: _, ...unread } = changes as Record<string, unknown>
    expect(findings(soundForm(unread), id)).not.toEqual([])
    expect(findings(soundForm(changes), id)).toEqual([])
  })

  test('lost rows are a warning that says so, and a total is not offered', () => {
    const form = soundForm({ 'indicators.13.level1Weight': 16, 'total.score': undefined, 'reading./indicators': lost })
    expect(findings(form, 'level-one-weight')[0]).toMatchObject({ severity: 'warning' })
    expect(findings(form, 'level-one-weight')[0]?.message).toContain('扫描件里有行丢失，不等于单位填错')
    expect(findings(form, 'total-blank')[0]?.fix).toBeNull()
    expect(findings(form, 'total-score')).toEqual([])
  })

  test('an error on a row with a doubtful number is a question, and the original comes first', () => {
    const { policy } = choosePolicy(soundForm())
    const doubt = { status: 'doubtful', how: '两种读法' }
    const wrong = { 'indicators.2.reason': undefined, 'funds.rows.0.executionRate': '90.00' }
    const severities = (form: Form) => check(form, policy).findings.map(({ code, severity }) => `${code} ${severity}`)
    expect(severities(soundForm(wrong))).toEqual(['A09 error', 'R01 error'])
    expect(severities(soundForm({ ...wrong, 'reading./indicators/2/score': doubt }))).toEqual([
      'A09 error',
      'R01 warning',
    ])
    const doubted = soundForm({ ...wrong, 'reading./funds/rows/3/execution': doubt })
    expect(severities(doubted)).toEqual(['R01 error', 'A09 warning'])
    expect(check(doubted, policy).findings[1]?.advice).toMatch(/^这里有读数存疑，先对照原件确认。/)
  })

  test('a total is not offered from doubtful scores', () => {
    const form = soundForm({ 'total.score': undefined, 'reading./indicators/2/score': { status: 'doubtful' } })
    expect(findings(form, 'total-blank')[0]?.fix).toBeNull()
  })

  test('without lost rows the missing total follows from the rows', () => {
    const [found] = findings(soundForm({ 'total.score': undefined }), 'total-blank')
    expect(found?.fix).toEqual({ safe: true, edits: [{ at: '/total/score', to: 99.55 }] })
  })
})

test('rows that are all alike give one finding, not one a pair', () => {
  const row = soundRow('产出指标', '数量指标', '流动图书车进社区', '≥4次', '4次', 1)
  const { findings } = check(
    soundForm({ indicators: Array.from({ length: 2500 }, () => row) }),
    choosePolicy(soundForm()).policy,
  )
  expect(findings.filter(({ code }) => code === 'A22').map(({ at }) => at.length)).toEqual([2500])
  expect(findings.length).toBeLessThan(30)
})

test('no form whatever makes a rule throw', () => {
  const words = fc.constantFrom(
    null,
    '',
    '无',
    '完成',
    '≥98%',
    '=5场次',
    '2024年12月31日',
    'NULL',
    '-3',
    '产出指标',
    '成本指标',
    '数量指标',
    '人员类',
  )
  const points = fc.constantFrom(null, 0, -1, 3, 12.345, 1e9)
  const amount = fc.constantFrom(null, '0', '-1', '1e5', '12.345678', '99999999999999999999', '3260000.00')
  const row = fc.record({
    level1: words,
    level1Weight: points,
    level2: words,
    name: words,
    weight: points,
    score: points,
    reason: words,
  })
  const fund = fc.record({
    source: fc.constantFrom('', '资金总额', '人员类'),
    role: fc.constantFrom('total', 'part'),
    initialBudget: amount,
    annualBudget: amount,
    execution: amount,
    weight: points,
    executionRate: amount,
    score: points,
  })
  const shape = fc.record({
    fiscalYear: fc.constantFrom(null, 0, 2024),
    filedOn: fc.constantFrom(null, '2025-01-01'),
    grade: words,
    conclusion: words,
    rows: fc.array(row, { maxLength: 8 }),
    cells: fc.array(fc.tuple(words, words), { minLength: 8, maxLength: 8 }),
    funds: fc.array(fund, { maxLength: 5 }),
    unit: fc.constantFrom(null, '元', '万元'),
    expected: prose,
    actual: prose,
    total: points,
    lost: fc.subarray([
      '/indicators',
      '/indicators/0',
      '/indicators/1/actual',
      '/funds/rows',
      '/total/score',
      '/goals/expected',
    ]),
  })
  fc.assert(
    fc.property(
      shape,
      fc.constantFrom(...policies),
      ({ rows, cells, funds, unit, expected, actual, total, lost, ...head }, policy) => {
        const form = soundForm({
          ...head,
          'total.score': total,
          'funds.unit': unit,
          'funds.rows': funds,
          'goals.expected': expected,
          'goals.actual': actual,
          indicators: rows.map((one, i) => {
            const [target, reached] = cells[i] ?? [null, null]
            return {
              ...one,
              target: target === null ? null : parseTarget(target),
              actual: reached === null ? null : parseActual(reached),
            }
          }),
          reading: Object.fromEntries(lost.map((at) => [at, { status: 'missing' }])),
        })
        for (const { at, message, advice } of check(form, policy).findings) {
          expect(at.length).toBeGreaterThan(0)
          expect(message).not.toMatch(/undefined|NaN|null/)
          expect(advice).toMatch(/。$/)
        }
      },
    ),
    { numRuns: 400, seed: 20241231 },
  )
})
