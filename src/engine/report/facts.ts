import { readAt } from '../edit.ts'
import { isDoubtful, isLost } from '../facts/reading.ts'
import type { Form } from '../form.ts'
import { formatDecimal } from '../money.ts'
import type { Block, Run } from './report.ts'

/** What the form doesn't hold is asked for, never written by us. */
export function toFill(what: string): Run {
  return { text: `【待填：${what}】`, mark: 'toFill' }
}

/** A value of the form as a run that knows its place; doubtful, lost and blank ones say so. `form` of the text: as printed. */
export function fact(form: Form, at: string, name: string, print: (value: unknown) => string = String): Run {
  const value = readAt(form, at)
  if (value === null || value === undefined || value === '')
    return isLost(form, at) ? { text: `【原件读不出：${name}】`, at, mark: 'missing' } : { ...toFill(name), at }
  const text = print(value)
  // A target's text and its value are two readings of one cell.
  const isOpen = [at, at.replace(/\/text$/, ''), at.replace(/\/text$/, '/value')].some((place) =>
    isDoubtful(form, place),
  )
  return isOpen ? { text: `${text}（读数存疑，待核）`, at, mark: 'doubtful' } : { text, at }
}

/** An amount with separators and the form's own unit of money. */
export function amount(form: Form, at: string, name: string): Run {
  const unit = form.funds.unit ?? ''
  return fact(form, at, name, (value) => `${formatDecimal(String(value))}${unit === '' ? '' : ` ${unit}`}`)
}

export function heading(level: 1 | 2, text: string): Block {
  return { kind: 'heading', level, text }
}

/** A paragraph of plain words and facts. */
export function paragraph(...runs: readonly (string | Run)[]): Block {
  return { kind: 'paragraph', runs: runs.map((run) => (typeof run === 'string' ? { text: run } : run)) }
}

/** A longer text of the form, one paragraph a line. */
export function quoted(form: Form, at: string, name: string): readonly Block[] {
  const run = fact(form, at, name)
  if (run.mark === 'toFill' || run.mark === 'missing') return [paragraph(run)]
  return run.text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((text) => paragraph({ ...run, text: text.trim() }))
}
