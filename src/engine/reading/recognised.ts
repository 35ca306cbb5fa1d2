import type { Form, Reading } from '../form.ts'
import type { Cell, Recognition } from '../grid.ts'
import { compact } from '../values/text.ts'
import { type Marks, mark } from './marks.ts'
import { noteOwnColumns } from './recognised-columns.ts'
import { noteGaps } from './recognised-gaps.ts'
import { mendLevels } from './recognised-levels.ts'
import { noteUnknownOwners } from './recognised-owners.ts'
import { noteLostPlaces } from './recognised-places.ts'
import { provenBy } from './recognised-proofs.ts'
import { cellAt, mendAmounts, mendPercents, type RecognisedCells, UNPROVEN } from './recognised-repairs.ts'
import { noteBrokenRulings } from './recognised-structure.ts'

/** From this sureness on a value is taken as read. Measured on scans of 150 to 300 dpi: see docs/decisions/0011. */
const SURE = { amount: 0.985, number: 0.96, text: 0.93 } as const
/** Strokes of a seal make other characters out of text with no loss of sureness. */
const SURE_UNDER_SEAL = 0.99
const MOST_ALTERNATIVES = 3

/** The cells of a grid that were read from a picture; empty for files with characters of their own. */
export function recognisedCells(cells: readonly Cell[]): RecognisedCells {
  return new Map(cells.flatMap((cell) => (cell.recognition ? [[cell.source, cell]] : [])))
}

/**
 * Weighs what was read from a picture: slips that the form's arithmetic betrays are put right, what arithmetic confirms is
 * taken, and of the rest whatever was not read with certainty becomes doubtful, with its raw text and how sure it is.
 */
export function settleRecognised(read: Form, cells: RecognisedCells, marks: Marks): Form {
  const form = mendPercents(mendAmounts(read, cells, marks), cells, marks)
  noteGaps(form, cells, marks)
  noteUnit(form, cells, marks)
  const proven = provenBy(form)
  for (const at of Object.keys(marks)) {
    const reading = marks[at]
    const recognition = cellAt(at, cells, marks)?.recognition
    if (reading && recognition) weigh(at, reading, recognition, proven.has(at), cells, marks)
  }
  noteLostPlaces(form, cells, marks)
  noteUnknownOwners(form, marks)
  noteBareTargets(form, proven, marks)
  noteOwnColumns(form, cells, marks)
  noteUnreadNumbers(form, marks)
  noteStrayLetters(form, marks)
  noteBrokenRulings(form, proven, marks)
  return mendLevels(form, marks)
}

/** A text that makes no number and has digits or signs of one, doubtful or with a sign in a place where none stands: the number is there and was not read. */
function noteUnreadNumbers({ indicators }: Form, marks: Marks): void {
  for (const [i, row] of indicators.entries())
    for (const [at, value] of [
      [`/indicators/${i}/target`, row.target],
      [`/indicators/${i}/actual`, row.actual],
      [`/indicators/${i}/outlook/expected`, row.outlook?.expected],
    ] as const) {
      const reading = marks[`${at}/text`]
      const text = value?.text ?? ''
      if (value?.kind !== 'qualitative' || !/[\d≥≤=<>《》%□]/.test(text) || !reading) continue
      const isOdd = /\S[≥≤]/.test(text)
      if (reading.status !== 'doubtful' && !isOdd) continue
      mark(marks, `${at}/text`, {
        ...reading,
        status: 'doubtful',
        raw: reading.raw ?? text,
        how: reading.how ?? UNREAD,
      })
      mark(marks, `${at}/value`, { ...reading, status: 'missing', how: UNREAD })
    }
}

const UNREAD = '这里的数认不出，请对照原件'

/** One capital behind Chinese text is a character misread (加工 as 加H). */
function noteStrayLetters({ indicators }: Form, marks: Marks): void {
  for (const [i, { name }] of indicators.entries()) {
    const reading = marks[`/indicators/${i}/name`]
    if (!reading || reading.status === 'doubtful' || !/\p{Script=Han}[A-Z]$/u.test(name ?? '')) continue
    const how = '末尾的字母可能是认错的字，请对照原件'
    mark(marks, `/indicators/${i}/name`, {
      ...reading,
      status: 'doubtful',
      raw: reading.raw ?? name ?? '',
      how,
      confidence: 0.6,
    })
  }
}

function weigh(
  at: string,
  reading: Reading,
  { confidence, alternatives, isUnderSeal }: Recognition,
  isProven: boolean,
  cells: RecognisedCells,
  marks: Marks,
): void {
  if (reading.status !== 'literal' && reading.status !== 'repaired') return
  if (isProven && confidence >= LEAST_PROVABLE) {
    mark(marks, at, { ...reading, confidence: Math.max(confidence, PROVEN) })
    return
  }
  const isOpen = reading.status === 'repaired' && reading.confidence === UNPROVEN
  const sure = Math.max(sureness(at), isUnderSeal ? SURE_UNDER_SEAL : 0)
  if (!isOpen && confidence >= sure) {
    mark(marks, at, { ...reading, confidence: Math.min(confidence, reading.confidence ?? 1) })
    return
  }
  const why = isUnderSeal ? '印章压住了字，认得不确定' : '扫描图上认得不确定'
  const others = [...new Set([...(reading.alternatives ?? []), ...alternatives])].slice(0, MOST_ALTERNATIVES)
  mark(marks, at, {
    ...reading,
    status: 'doubtful',
    raw: reading.raw ?? cellAt(at, cells, marks)?.text ?? '',
    how: [reading.how, `${why}，请对照原件`].filter(Boolean).join('；'),
    confidence: isOpen ? Math.min(confidence, UNPROVEN) : confidence,
    ...(others.length > 0 ? { alternatives: others } : {}),
  })
}

const PROVEN = 0.99
/** What was hardly read at all may fit by chance: 1 point at 100 % is 1. */
const LEAST_PROVABLE = 0.3

function sureness(at: string): number {
  if (/\/(?:initialBudget|annualBudget|execution)$/.test(at)) return SURE.amount
  return /\/(?:weight|score|executionRate|value|text|filedOn|fiscalYear|phone)$/.test(at) ? SURE.number : SURE.text
}

/** 元 or 万元 is one character and four places: doubtful where it was not read with certainty. */
function noteUnit({ funds }: Form, cells: RecognisedCells, marks: Marks): void {
  if (funds.unit === null) return
  const pattern = new RegExp(`[(（:：](?:单位[:：])?(?:人民币)?${funds.unit}`)
  const cell = [...cells.values()].find(({ text }) => pattern.test(compact(text)))
  if (!cell?.recognition) return
  const { confidence, isUnderSeal } = cell.recognition
  if (confidence >= (isUnderSeal ? SURE_UNDER_SEAL : SURE.text)) return
  mark(marks, '/funds/unit', {
    status: 'doubtful',
    raw: cell.text,
    how: '金额单位认得不确定，请对照原件',
    confidence,
    source: cell.source,
  })
}

/** Where the other rows bound their targets, a bare number may have lost its ≥ or ≤: the sign is thin. */
function noteBareTargets({ indicators }: Form, proven: ReadonlySet<string>, marks: Marks): void {
  const numbers = indicators.filter(({ target }) => target?.kind === 'quantity')
  if (numbers.filter(({ target }) => target?.operator).length < numbers.length * 0.5) return
  for (const [i, { target }] of indicators.entries()) {
    if (target?.kind !== 'quantity' || (target.operator && target.operator !== '>' && target.operator !== '<')) continue
    const at = `/indicators/${i}/target/text`
    const reading = marks[at]
    if (!reading || reading.status === 'doubtful' || proven.has(at)) continue
    const how = target.operator
      ? `“${target.operator}”可能是“${target.operator === '>' ? '≥' : '≤'}”，请对照原件`
      : '其他指标值都有比较号，这一个可能没有认出，请对照原件'
    mark(marks, at, { ...reading, status: 'doubtful', raw: reading.raw ?? target.text, how, confidence: 0.6 })
  }
}
