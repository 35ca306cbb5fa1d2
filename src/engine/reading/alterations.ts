import { hundredths } from '../decimal.ts'
import type { Form, Reading } from '../form.ts'
import type { Source } from '../grid.ts'
import type { Marks } from './marks.ts'

/** What was done to a cell before its form was read. `doubtful` where it could have been done otherwise. */
export type Alteration = {
  readonly raw: string
  readonly how: string
  readonly status: 'repaired' | 'doubtful'
  readonly confidence: number
  readonly alternatives?: readonly string[]
}

/** By the very source object that the cell carries into its marks. */
export type Alterations = Map<Source, Alteration>

/** The marks of a form, told what was done to the cells that its values come from. */
export function noteAlterations(marks: Marks, altered: Alterations): void {
  if (altered.size === 0) return
  for (const [at, reading] of Object.entries(marks)) {
    const known = reading.source && altered.get(reading.source)
    if (known) marks[at] = merged(reading, known)
  }
}

const FIELDS = ['target', 'actual', 'weight', 'score', 'initialBudget', 'annualBudget', 'execution']

/** What stood beside a name or a label and belongs to no column is the raw text of all its missing fields. */
export function noteLost(marks: Marks, lost: ReadonlyMap<Source, string>): void {
  if (lost.size === 0) return
  for (const [at, { source }] of Object.entries(marks)) {
    const raw = source && /\/(?:name|source)$/.test(at) ? lost.get(source) : undefined
    if (raw === undefined) continue
    const row = at.slice(0, at.lastIndexOf('/'))
    for (const field of FIELDS) {
      const known = marks[`${row}/${field}`]
      if (known?.status === 'missing')
        marks[`${row}/${field}`] = { ...known, raw, how: '这一行的列分不开，没有一种拆法说得通' }
    }
  }
}

/** Levels of rows that were torn from the head of their block: taken from where the row was put, so nobody knows. */
export function noteAdrift(marks: Marks, adrift: ReadonlySet<Source>): void {
  if (adrift.size === 0) return
  for (const [at, { source }] of Object.entries(marks)) {
    const row = /^(.*\/indicators\/\d+)\/(?:name|target\/text|actual\/text|weight)$/.exec(at)?.[1]
    if (row === undefined || !source || !adrift.has(source)) continue
    for (const level of ['level1', 'level2']) {
      const how = '文字的次序乱了，这一行属于哪个指标类别不能断定'
      marks[`${row}/${level}`] = { ...marks[`${row}/${level}`], status: 'doubtful', how, confidence: 0.4 }
    }
  }
}

/**
 * Points that were cut out of a line are believed only while their first level adds up: where its rows all have points and
 * their sum is not the declared one, weight and score of the altered rows are doubtful.
 */
export function doubtUnproved(form: Form, marks: Marks, altered: Alterations): void {
  const groups = new Map<string, { declared: number; sum: number; isWhole: boolean; rows: number[] }>()
  for (const [i, { level1, level1Weight, weight }] of form.indicators.entries()) {
    if (level1 === null || level1Weight === null) continue
    const group = groups.get(level1) ?? { declared: hundredths(level1Weight), sum: 0, isWhole: true, rows: [] }
    group.sum += hundredths(weight ?? 0)
    group.isWhole &&= weight !== null
    group.rows.push(i)
    groups.set(level1, group)
  }
  for (const [name, { declared, sum, isWhole, rows }] of groups) {
    if (sum === declared || (sum < declared && !isWhole)) continue
    for (const at of rows.flatMap((i) => [`/indicators/${i}/weight`, `/indicators/${i}/score`])) {
      const known = marks[at]
      if (known?.status !== 'repaired' || !known.source || !altered.has(known.source)) continue
      const how = `${known.how ?? ''}；${name}标明 ${declared / 100} 分，各行合计 ${sum / 100} 分`
      marks[at] = { ...known, status: 'doubtful', how, confidence: 0.5 }
    }
  }
}

function merged(reading: Reading, { raw, how, status, confidence, alternatives }: Alteration): Reading {
  const worst = reading.status === 'missing' || reading.status === 'doubtful' ? reading.status : status
  return {
    ...reading,
    status: worst,
    raw,
    how: [how, reading.how].filter(Boolean).join('；'),
    confidence: Math.min(reading.confidence ?? 1, confidence),
    ...(alternatives === undefined ? {} : { alternatives }),
  }
}
