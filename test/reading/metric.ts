import type { Declaration, Form, FundRow, Indicator, Reading, Value } from '../../src/engine/index.ts'
import type { Truth } from './draft.ts'

/**
 * What became of one value of the record. `silent` outcomes look certain and are wrong; `flagged` ones are marked
 * doubtful or missing, so that a person looks at them.
 */
export type Outcome =
  | 'right'
  | 'rightDoubtful'
  | 'wrongFlagged'
  | 'wrongSilent'
  | 'missingFlagged'
  | 'missingSilent'
  | 'inventedFlagged'
  | 'invented'

export type Leaf = {
  readonly at: string
  readonly wanted: string | null
  readonly got: string | null
  readonly outcome: Outcome
  readonly isMoney: boolean
}

export type Score = {
  readonly cells: number
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly counts: Readonly<Record<Outcome, number>>
  readonly amounts: number
  /** Amounts read right as a share of those printed. */
  readonly amountsRight: number
  /** Amounts wrong, lost or made up that nobody was told of. */
  readonly amountsSilent: number
}

type Plain = Omit<Form, 'reading'> | Truth
type Printed = string | number | null | undefined

/** Every value of the records of a file against those read from it. */
export function compareRecords(truth: readonly Truth[], read: readonly Form[]): readonly Leaf[] {
  const rest = [...read]
  const pairs = truth.map((wanted) => {
    const best = rest.reduce<Form | undefined>(
      (found, form) => (found === undefined || likeness(wanted, form) > likeness(wanted, found) ? form : found),
      undefined,
    )
    if (best) rest.splice(rest.indexOf(best), 1)
    return [wanted, best] as const
  })
  const invented = rest.flatMap((form) => leavesOf(undefined, form))
  return [...pairs.flatMap(([wanted, form]) => leavesOf(wanted, form)), ...invented]
}

function likeness(wanted: Truth, form: Form): number {
  const names = new Set(wanted.indicators.map(({ name }) => name))
  const shared = form.indicators.filter(({ name }) => names.has(name)).length
  return shared + (same('text', wanted.project, form.project) ? 0.5 : 0) + (wanted.kind === form.kind ? 0.25 : 0)
}

export function scoreOf(leaves: readonly Leaf[]): Score {
  const counts: Record<Outcome, number> = {
    ...{ right: 0, rightDoubtful: 0, wrongFlagged: 0, wrongSilent: 0 },
    ...{ missingFlagged: 0, missingSilent: 0, inventedFlagged: 0, invented: 0 },
  }
  for (const { outcome } of leaves) counts[outcome]++
  const right = counts.right + counts.rightDoubtful
  const wrong = counts.wrongFlagged + counts.wrongSilent
  const missing = counts.missingFlagged + counts.missingSilent
  const precision = share(right, right + wrong + counts.invented + counts.inventedFlagged)
  const recall = share(right, right + wrong + missing)
  const money = leaves.filter(({ isMoney, wanted }) => isMoney && wanted !== null)
  const isRight = ({ outcome }: Leaf): boolean => outcome === 'right' || outcome === 'rightDoubtful'
  return {
    ...{ precision, recall, counts, cells: leaves.length },
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    amounts: money.length,
    amountsRight: share(money.filter(isRight).length, money.length),
    amountsSilent: leaves.filter(({ isMoney, outcome }) => isMoney && SILENT.has(outcome)).length,
  }
}

const SILENT: ReadonlySet<Outcome> = new Set(['wrongSilent', 'missingSilent', 'invented'])
const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole)

type How = 'text' | 'number' | 'scaled'

function leavesOf(wanted: Truth | undefined, form: Form | undefined): readonly Leaf[] {
  const leaves: Leaf[] = []
  const reading = form?.reading ?? {}
  const add = (at: string, how: How, truth: Printed, got: Printed, isMoney = false, place = at): void => {
    const outcome = outcomeOf(how, truth, got, statusAt(reading, place))
    if (outcome) leaves.push({ at, wanted: shown(truth), got: shown(got), outcome, isMoney })
  }
  const each = (at: string, pick: (record: Plain) => Printed, how: How = 'text'): void =>
    add(at, how, wanted && pick(wanted), form && pick(form))
  each('/kind', ({ kind }) => kind)
  each('/title', ({ title }) => title)
  each('/fiscalYear', ({ fiscalYear }) => fiscalYear)
  each('/filedOn', ({ filedOn }) => filedOn)
  each('/department', ({ department }) => department)
  each('/unit', ({ unit }) => unit)
  each('/project', ({ project }) => project)
  each('/funds/unit', ({ funds }) => funds.unit)
  each('/goals/expected', ({ goals }) => goals.expected)
  each('/goals/actual', ({ goals }) => goals.actual)
  each('/total/weight', ({ total }) => total.weight, 'number')
  each('/total/score', ({ total }) => total.score, 'number')
  each('/grade', ({ grade }) => grade)
  each('/conclusion', ({ conclusion }) => conclusion)
  each('/contact/name', ({ contact }) => contact.name)
  each('/contact/phone', ({ contact }) => contact.phone)
  each('/throughMonth', ({ throughMonth }) => throughMonth)
  addFunds(add, wanted?.funds.rows ?? [], form?.funds.rows ?? [])
  addDeclaration(add, wanted?.declaration, form?.declaration)
  addIndicators(add, wanted?.indicators ?? [], form?.indicators ?? [])
  return leaves
}

type Add = (at: string, how: How, truth: Printed, got: Printed, isMoney?: boolean, place?: string) => void

function addFunds(add: Add, truth: readonly FundRow[], read: readonly FundRow[]): void {
  const pairs = aligned(truth, read, (a, b) => similarity(a.source, b.source))
  for (const [i, k] of pairs) {
    const [wanted, got] = [i === undefined ? undefined : truth[i], k === undefined ? undefined : read[k]]
    const at = `/funds/rows/${i ?? `+${k}`}`
    const place = (field: string): string => `/funds/rows/${k ?? i}/${field}`
    add(`${at}/source`, 'text', wanted?.source, got?.source, false, place('source'))
    add(`${at}/role`, 'text', wanted?.role, got?.role, false, place('role'))
    for (const field of ['initialBudget', 'annualBudget', 'execution', 'expectedExecution'] as const)
      add(`${at}/${field}`, 'number', wanted?.[field], got?.[field], true, place(field))
    for (const field of ['weight', 'executionRate', 'score'] as const)
      add(`${at}/${field}`, 'number', wanted?.[field], got?.[field], false, place(field))
  }
}

/** What only a target declaration holds. */
function addDeclaration(add: Add, truth: Declaration | undefined, read: Declaration | undefined): void {
  const at = '/declaration'
  for (const field of ['nature', 'category', 'leader', 'longTermGoal'] as const)
    add(`${at}/${field}`, 'text', truth?.[field], read?.[field])
  for (const field of ['from', 'to'] as const)
    add(`${at}/period/${field}`, 'text', truth?.period[field], read?.period[field])
  for (const [i, wanted] of (truth?.projectFunds ?? []).entries()) {
    add(`${at}/projectFunds/${i}/source`, 'text', wanted.source, read?.projectFunds[i]?.source)
    add(`${at}/projectFunds/${i}/amount`, 'number', wanted.amount, read?.projectFunds[i]?.amount, true)
  }
  for (const [i, wanted] of (truth?.sections ?? []).entries())
    add(
      `${at}/sections/${i}`,
      'text',
      wanted.title + wanted.text,
      (read?.sections[i]?.title ?? '') + (read?.sections[i]?.text ?? ''),
    )
  addIndicators(add, truth?.longTermIndicators ?? [], read?.longTermIndicators ?? [], `${at}/longTermIndicators`)
}

function addIndicators(add: Add, truth: readonly Indicator[], read: readonly Indicator[], block = '/indicators'): void {
  const pairs = aligned(truth, read, alikeRows)
  for (const [i, k] of pairs) {
    const [wanted, got] = [i === undefined ? undefined : truth[i], k === undefined ? undefined : read[k]]
    const at = `${block}/${i ?? `+${k}`}`
    const place = (field: string): string => `${block}/${k ?? i}/${field}`
    for (const field of ['level1', 'level2', 'name', 'reason', 'note', 'standard'] as const)
      add(`${at}/${field}`, 'text', wanted?.[field], got?.[field], false, place(field))
    for (const field of ['level1Weight', 'level2Weight', 'weight', 'score'] as const)
      add(`${at}/${field}`, 'number', wanted?.[field], got?.[field], false, place(field))
    for (const field of ['initialTarget', 'target', 'actual'] as const)
      addValue(add, `${at}/${field}`, wanted?.[field], got?.[field], place(field))
    addValue(
      add,
      `${at}/outlook/expected`,
      wanted?.outlook?.expected,
      got?.outlook?.expected,
      place('outlook/expected'),
    )
    add(
      `${at}/outlook/likelihood`,
      'text',
      wanted?.outlook?.likelihood,
      got?.outlook?.likelihood,
      false,
      place('outlook/likelihood'),
    )
    const causes = (row: Indicator | undefined): string | undefined => row?.outlook?.causes.join(' ') || undefined
    add(`${at}/outlook/causes`, 'text', causes(wanted), causes(got), false, place('outlook/causes'))
  }
}

function addValue(
  add: Add,
  at: string,
  wanted: Value | null | undefined,
  got: Value | null | undefined,
  place: string,
): void {
  const isMoney = /元$/.test((wanted ?? got)?.unit ?? '')
  add(`${at}/text`, 'text', wanted?.text, got?.text, false, `${place}/text`)
  add(`${at}/kind`, 'text', wanted?.kind, got?.kind, false, `${place}/text`)
  add(`${at}/value`, 'scaled', amountOf(wanted), amountOf(got), isMoney, `${place}/value`)
  add(`${at}/operator`, 'text', wanted?.operator, got?.operator, false, `${place}/text`)
  if (wanted?.kind === 'range') {
    add(`${at}/min`, 'number', wanted.min, got?.min, false, `${place}/text`)
    add(`${at}/max`, 'number', wanted.max, got?.max, false, `${place}/text`)
  }
  if (wanted?.outcome) add(`${at}/outcome`, 'text', wanted.outcome, got?.outcome, false, `${place}/text`)
}

/** Value and unit as one: 2.35万人 and 23500人 are the same. */
function amountOf(value: Value | null | undefined): string | null {
  if (!value || value.value === null || value.value === undefined) return null
  const unit = value.unit ?? ''
  const scale = /^万(?!元)/.test(unit) ? 10_000 : 1
  return `${Number((Number(value.value) * scale).toPrecision(12)) || value.value} ${scale > 1 ? unit.slice(1) : unit}`
}

function outcomeOf(how: How, truth: Printed, got: Printed, status: Reading['status'] | undefined): Outcome | undefined {
  const [wanted, read] = [shown(truth), shown(got)]
  const isFlagged = status === 'doubtful' || status === 'missing'
  if (wanted === null) {
    if (read === null || status === 'inferred') return undefined
    return isFlagged ? 'inventedFlagged' : 'invented'
  }
  if (read === null) return isFlagged ? 'missingFlagged' : 'missingSilent'
  if (same(how, wanted, read)) return status === 'doubtful' ? 'rightDoubtful' : 'right'
  return isFlagged ? 'wrongFlagged' : 'wrongSilent'
}

function statusAt(reading: Form['reading'], place: string): Reading['status'] | undefined {
  const parent = place.replace(/\/[^/]*$/, '')
  const block = /^\/(?:indicators|funds\/rows)/.exec(place)?.[0]
  return (reading[place] ?? reading[parent] ?? (block ? reading[block] : undefined))?.status
}

const shown = (value: Printed): string | null => (value === null || value === undefined ? null : String(value))

/** Widths of signs and white space are no difference; numbers are compared as numbers. */
function same(how: How, a: Printed, b: Printed): boolean {
  if (how === 'number' && Number.isFinite(Number(a)) && Number.isFinite(Number(b))) return Number(a) === Number(b)
  const plain = (value: Printed): string => (shown(value) ?? '').normalize('NFKC').replaceAll(/\s/g, '')
  return plain(a) === plain(b)
}

type Pair = readonly [truth: number | undefined, read: number | undefined]

/** Rows of both sides in order, each with its partner or alone: the pairing with the most likeness in all. */
function aligned<T>(truth: readonly T[], read: readonly T[], alike: (a: T, b: T) => number): readonly Pair[] {
  const best: number[][] = Array.from({ length: truth.length + 1 }, () => new Array<number>(read.length + 1).fill(0))
  const at = (i: number, k: number): number => best[i]?.[k] ?? 0
  for (let i = truth.length - 1; i >= 0; i--)
    for (let k = read.length - 1; k >= 0; k--) {
      const gain = alike(truth[i] as T, read[k] as T)
      const row = best[i] as number[]
      row[k] = Math.max(at(i + 1, k), at(i, k + 1), gain > 0.5 ? at(i + 1, k + 1) + gain : 0)
    }
  const pairs: Pair[] = []
  let [i, k] = [0, 0]
  while (i < truth.length && k < read.length) {
    const gain = alike(truth[i] as T, read[k] as T)
    if (gain > 0.5 && at(i, k) === at(i + 1, k + 1) + gain) pairs.push([i++, k++])
    else if (at(i, k) === at(i + 1, k)) pairs.push([i++, undefined])
    else pairs.push([undefined, k++])
  }
  while (i < truth.length) pairs.push([i++, undefined])
  while (k < read.length) pairs.push([undefined, k++])
  return pairs
}

function alikeRows(a: Indicator, b: Indicator): number {
  const name = similarity(a.name ?? '', b.name ?? '')
  const target = same('text', a.target?.text, b.target?.text) ? 0.3 : 0
  return name === 1 ? 1 + target : 0.8 * name + target
}

/** Share of character pairs two texts have in common. */
function similarity(a: string, b: string): number {
  const pairs = (text: string): readonly string[] =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2))
  const [left, right] = [pairs(a), pairs(b)]
  if (a === b) return 1
  const rest = [...right]
  let common = 0
  for (const pair of left) {
    const found = rest.indexOf(pair)
    if (found < 0) continue
    rest.splice(found, 1)
    common++
  }
  return (2 * common) / Math.max(1, left.length + right.length)
}
