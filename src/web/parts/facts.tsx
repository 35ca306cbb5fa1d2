import type { SheetCell } from '#documents'
import {
  type Form,
  formatDecimal,
  formatFen,
  formatSource,
  parseFen,
  type Reading,
  type ReadingStatus,
  type RowScore,
  readAt,
} from '#engine'
import type { ReadingAt } from '../check/layout.ts'
import { textOf } from '../check/text-of.ts'
import { commonTexts } from '../texts/common.ts'
import { paperTexts } from '../texts/paper.ts'

const MONEY = /\/(initialBudget|annualBudget|execution)$/

export const STATUS_WORDS: Readonly<Record<ReadingStatus, string>> = {
  literal: paperTexts.literal,
  repaired: paperTexts.repaired,
  inferred: paperTexts.inferred,
  missing: paperTexts.missing,
  doubtful: paperTexts.doubtful,
}

type FactsProps = { form: Form; cell: SheetCell; readings: readonly ReadingAt[] }

/** What happened to the value of a cell: raw → value, how, where it stood, how sure. And the other unit of an amount. */
export function Facts({ form, cell, readings }: FactsProps) {
  const other = otherUnit(form, cell.at)
  return (
    <>
      {worthTelling(readings).map(({ pointer, reading }) => (
        <ReadingFacts key={pointer} reading={reading} value={shownValue(form, pointer, cell)} />
      ))}
      {other && <p className="other-unit">{other}</p>}
    </>
  )
}

/** The parts of a value that were read as they stand need no line each: one says where the cell stood. */
function worthTelling(readings: readonly ReadingAt[]): readonly ReadingAt[] {
  const damaged = readings.filter(({ reading }) => reading.status !== 'literal')
  return damaged.length > 0 ? damaged : readings.filter(({ reading }, i) => reading.how || i === 0).slice(0, 1)
}

function ReadingFacts({ reading, value }: { reading: Reading; value: string }) {
  const { status, raw, how, confidence, source, alternatives } = reading
  return (
    <dl className={`reading ${status}`}>
      <dt>{status === 'literal' && how ? how : STATUS_WORDS[status]}</dt>
      <dd>
        {raw !== undefined && raw !== value && (
          <span className="raw-to-value">
            <code>{raw.replaceAll('\t', '⇥').replaceAll('\n', '↵')}</code> → <b>{value || commonTexts.blank}</b>
          </span>
        )}
        {how && status !== 'literal' && <span>{how}</span>}
        {alternatives && alternatives.length > 0 && (
          <span>{commonTexts.perhaps(alternatives.join(commonTexts.listMark))}</span>
        )}
        {(source || confidence !== undefined) && (
          <small>
            {source && paperTexts.originalAt(formatSource(source))}
            {source && confidence !== undefined && '\u2003'}
            {confidence !== undefined && paperTexts.confidence(Math.round(confidence * 100))}
          </small>
        )}
      </dd>
    </dl>
  )
}

/** The steps of a row's score, read like a sum on paper. */
export function Trace({ row }: { row: RowScore }) {
  return (
    <div className="trace">
      <h4>
        {paperTexts.rowScore(row.score ?? '—')}
        {row.weight !== null && <small> / {row.weight}</small>}
        <small> {paperTexts.rowClaimed(row.claimed ?? '—')}</small>
      </h4>
      <ol>
        {row.trace.map((step, i) => (
          <li key={i}>{step}</li>
        ))}
      </ol>
    </div>
  )
}

/** The score of the row a cell stands in. */
export function rowScoreOf(rows: readonly RowScore[], cell: SheetCell): RowScore | undefined {
  const { at } = cell
  const own =
    at === undefined || /\/level[12]$/.test(at) ? undefined : /^\/(?:funds\/rows|indicators)\/\d+(?=\/)/.exec(at)
  return own ? rows.find((row) => row.at === own[0]) : undefined
}

function shownValue(form: Form, pointer: string, cell: SheetCell): string {
  const value = readAt(form, pointer)
  if (typeof value === 'string' && MONEY.test(pointer)) return formatDecimal(value)
  return typeof value === 'object' && value !== null && !('text' in value) ? cell.text : textOf(value)
}

/** 3,647,981.22 元 is 364.798122 万元: amounts of the fund table in both units. */
function otherUnit(form: Form, at: string | undefined): string | undefined {
  if (!at || !MONEY.test(at)) return undefined

  const unit = form.funds.unit
  const value = readAt(form, at)
  const fen = unit === null || typeof value !== 'string' ? undefined : parseFen(value, unit)
  return fen === undefined || unit === null
    ? undefined
    : `${formatFen(fen, unit)} = ${formatFen(fen, unit === '元' ? '万元' : '元')}`
}
