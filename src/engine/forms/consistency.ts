import { compareRatio, divide, hundredths, multiply, parseRatio, roundRatio } from '../decimal.ts'
import type { Form, Indicator } from '../form.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { comparable, meets } from '../scoring/steps.ts'
import { shiftDecimal } from '../values/numbers.ts'
import { compact } from '../values/text.ts'

/**
 * In text that a machine read, a row that contradicts itself may be misread: target met but points cut without a reason,
 * target missed with full points, score above the weight. Its values become doubtful, never silently certain.
 */
export function doubtInconsistent(form: Form, marks: Marks): void {
  for (const [i, row] of form.indicators.entries()) {
    const why = contradiction(row)
    if (why === undefined) continue
    for (const at of [
      `/indicators/${i}/target/value`,
      `/indicators/${i}/target/text`,
      `/indicators/${i}/actual/value`,
      `/indicators/${i}/actual/text`,
      `/indicators/${i}/weight`,
      `/indicators/${i}/score`,
    ]) {
      const known = marks[at]
      if (!known || known.status === 'missing' || known.status === 'doubtful') continue
      mark(marks, at, {
        ...known,
        status: 'doubtful',
        how: [known.how, why].filter(Boolean).join('；'),
        confidence: Math.min(known.confidence ?? 1, 0.6),
      })
    }
  }
  doubtAgainstGoals(form, marks)
  doubtUnbalancedWeights(form, marks)
}

/** The goal text is a second reading of names and targets: where it says something close but different, one is misread. */
function doubtAgainstGoals(form: Form, marks: Marks): void {
  const goals = compact(form.goals.expected ?? '')
  if (goals === '') return
  for (const [i, { name, target }] of form.indicators.entries()) {
    if (name === null || name.length < 4) continue
    const at = goals.indexOf(compact(name))
    if (at < 0) {
      const near = nearIn(goals, compact(name))
      if (near) lower(marks, `/indicators/${i}/name`, `绩效目标里写“${near}”，可能误读`, [near])
      continue
    }
    const match = /^[^\d。;；,，]{0,4}?(\d+(?:\.\d+)?)([万亿](?!元))?/.exec(goals.slice(at + compact(name).length))
    if (!match?.[1] || target?.kind !== 'quantity') continue
    const said = match[2] ? shiftDecimal(match[1], match[2] === '万' ? 4 : 8) : match[1]
    if (Number(said) === Number(target.value)) continue
    const why = `绩效目标里写 ${said}，指标写 ${target.text}，可能误读`
    for (const pointer of ['target/value', 'target/text']) lower(marks, `/indicators/${i}/${pointer}`, why, [])
  }
}

function lower(marks: Marks, at: string, why: string, alternatives: readonly string[]): void {
  const known = marks[at]
  if (!known || known.status === 'missing' || known.status === 'doubtful') return
  const how = [known.how, why].filter(Boolean).join('；')
  mark(marks, at, {
    ...known,
    status: 'doubtful',
    how,
    confidence: 0.6,
    ...(alternatives.length > 0 ? { alternatives } : {}),
  })
}

/**
 * A stretch of the text as long as the name that differs in one or two characters, as a misread glyph does. A stretch that
 * runs into a number, or parts ways at its end, is another phrase (全年开放天数, 全年开放不少于320天).
 */
function nearIn(text: string, name: string): string | undefined {
  const limit = name.length < 6 ? 1 : 2
  for (let at = 0; at + name.length <= text.length; at++) {
    let wrong = 0
    for (let k = 0; k < name.length && wrong <= limit; k++) if (text[at + k] !== name[k]) wrong++
    if (wrong === 0 || wrong > limit) continue
    const stretch = text.slice(at, at + name.length)
    const next = text.slice(at + name.length, at + name.length + 3)
    const endsAlike =
      stretch.at(-1) === name.at(-1) || (wrong === 1 && /^(?:[\d≥≤=。；;,，]|不少于|不低于|至少|$)/.test(next))
    if (endsAlike && /^\p{Script=Han}+$/u.test(stretch) && !/不少|不低|不超|至少/.test(stretch)) return stretch
  }
  return undefined
}

function contradiction(row: Indicator): string | undefined {
  const { weight, score, target, actual } = row
  if (isShort(row)) return '这一行少一格，实际值、分值和得分可能错了位'
  if (weight === null || score === null) return undefined
  if (score > weight) return `得分 ${score} 高于分值 ${weight}，可能误读`
  if (score < weight && row.reason === null) return `得分 ${score} 低于分值 ${weight} 而没有原因，可能误读`
  const met = isMet(row)
  if (met === undefined || !target || !actual) return undefined
  if (!met && score === weight) return `目标 ${target.text}、实际 ${actual.text}，却得满分，可能误读`
  return met ? undefined : oddScore(row, weight, score)
}

/** A bare number as the actual of a target with a unit, and one of weight and score missing: the number may be the weight. */
function isShort({ weight, score, target, actual }: Indicator): boolean {
  if ((weight === null) === (score === null) || !actual) return false
  return /^\d{1,3}(?:\.\d{1,2})?$/.test(actual.text) && Boolean(target?.unit)
}

/** A partial score that is not the completion ratio's, under the rule nearly every place uses. 0 is a verdict, not a slip. */
function oddScore({ target, actual }: Indicator, weight: number, score: number): string | undefined {
  if (!target || !actual || score === 0 || (target.operator !== '≥' && target.operator !== '=')) return undefined
  const pair = comparable(target, actual)
  if ('why' in pair || pair.target.numerator <= 0n || compareRatio(pair.actual, pair.target) > 0) return undefined
  const share = divide(pair.actual, pair.target)
  const whole = parseRatio(weight)
  if (!share || !whole) return undefined
  const due = roundRatio(multiply(whole, share), 2, 'half-up')
  return Math.abs(due - hundredths(score)) <= 1
    ? undefined
    : `得分 ${score} 与完成率不符（应为 ${due / 100}），可能误读`
}

/** Whether the actual meets the target; undefined where the two can't be compared. */
function isMet({ target, actual }: Indicator): boolean | undefined {
  if (target?.kind !== 'quantity' || actual?.kind !== 'quantity') return undefined
  const pair = comparable(target, actual)
  if ('why' in pair) return undefined
  return meets(target.operator, compareRatio(pair.actual, pair.target))
}

/** Where a first level's visible weights exceed what its heading declares, a weight must be misread. */
function doubtUnbalancedWeights(form: Form, marks: Marks): void {
  const groups = new Map<string, { declared: number; rows: number[] }>()
  for (const [i, row] of form.indicators.entries()) {
    if (row.level1 === null || row.level1Weight === null) continue
    const known = groups.get(row.level1) ?? { declared: row.level1Weight, rows: [] }
    known.rows.push(i)
    groups.set(row.level1, known)
  }
  const isLost = marks['/indicators']?.status === 'missing'
  for (const [name, { declared, rows }] of groups) {
    const sum = rows.reduce((all, i) => all + (form.indicators[i]?.weight ?? 0), 0)
    if (Math.abs(sum - declared) < 0.005 || (isLost && sum < declared)) continue
    for (const i of rows)
      doubtWeight(form, i, `${name}标明 ${declared} 分，各行合计 ${Math.round(sum * 100) / 100} 分，可能误读`, marks)
  }
}

/** Weight and score that agree are two readings of the same points; only a row where they differ is in doubt. */
function doubtWeight(form: Form, i: number, why: string, marks: Marks): void {
  const row = form.indicators[i]
  if (!row || row.weight === row.score) return
  const at = `/indicators/${i}/weight`
  const known = marks[at]
  if (known && known.status !== 'missing') mark(marks, at, { ...known, status: 'doubtful', how: why, confidence: 0.6 })
}
