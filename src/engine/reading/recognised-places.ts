import type { Form } from '../form.ts'
import { type Marks, mark } from './marks.ts'
import { cellAt, type RecognisedCells } from './recognised-repairs.ts'

const COLUMNS = ['initialBudget', 'annualBudget', 'execution'] as const
const AMOUNT = /^[-−]?[\d,，]+(?:[.．](\d+))?$/
const HOW = '别的金额都有两位小数，这里只认出一位，可能漏了一个数字，请对照原件'
/** More than any arithmetic lets stand: a digit lost in a part and in the total alike still adds up. */
const CONFIDENCE = 0.6

/**
 * A table of amounts prints cents everywhere or nowhere. One with a single decimal among many with two has lost a digit, also where the
 * column adds up: the same slip in a part and in the total leaves their difference right.
 */
export function noteLostPlaces({ funds }: Form, cells: RecognisedCells, marks: Marks): void {
  const amounts = funds.rows.flatMap((row, i) =>
    COLUMNS.flatMap((column) => {
      const at = `/funds/rows/${i}/${column}`
      const text = row[column] === null ? undefined : cellAt(at, cells, marks)?.text.replaceAll(/\s/g, '')
      const places = text === undefined ? undefined : AMOUNT.exec(text)?.[1]?.length
      return places === undefined ? [] : [{ at, places, text }]
    }),
  )
  const whole = amounts.filter(({ places }) => places === 2).length
  const short = amounts.filter(({ places }) => places === 1)
  if (whole < 3 || whole < 2 * short.length) return
  for (const { at, text } of short) {
    const reading = marks[at]
    if (!reading || reading.status === 'doubtful' || reading.status === 'missing') continue
    mark(marks, at, {
      ...reading,
      status: 'doubtful',
      raw: reading.raw ?? text ?? '',
      how: [reading.how, HOW].filter(Boolean).join('；'),
      confidence: Math.min(CONFIDENCE, reading.confidence ?? 1),
    })
  }
}
