import type { Edit } from './finding.ts'
import type { Form, Indicator, MoneyUnit, Reading } from './form.ts'
import { parsePeriod } from './forms/period.ts'
import { likelihoodOf } from './forms/ticks.ts'
import { inUnit, MONEY_WORD, unitOfWord } from './reading/money-units.ts'
import { parseDate } from './values/dates.ts'
import { plainDecimal } from './values/numbers.ts'
import { halfWidth } from './values/text.ts'
import { parseActual, parseTarget } from './values/value.ts'

const AMOUNT =
  /\/(?:initialBudget|annualBudget|execution|executionRate|expectedExecution|scoreCoefficient|amount|total|fiscal|other)$/
const VALUE_TEXT = /\/(?:target|initialTarget|actual|outlook\/expected)\/text$/

type Json = { readonly [key: string]: Json } | readonly Json[] | unknown

/** Put values at JSON pointers; the reading of each becomes literal (按校核意见修正). Unknown pointers are ignored. */
export function applyEdits(form: Form, edits: readonly Edit[]): Form {
  return edits.reduce((changed, { at, to }) => {
    if (typeof to === 'string' && VALUE_TEXT.test(at)) {
      return withReading(retype(changed, at, to), at, '按校核意见修正', readAt(changed, at))
    }
    return withReading(setAt(changed, at, to), at, '按校核意见修正', readAt(changed, at))
  }, form)
}

/** The value at a JSON pointer; undefined where there is none. */
export function readAt(form: Form, at: string): unknown {
  let node: unknown = form
  for (const key of keysOf(at)) {
    if (typeof node !== 'object' || node === null) return undefined
    node = (node as Readonly<Record<string, unknown>>)[key]
  }
  return node
}

/**
 * What a person typed into the cell of a pointer, read by the kind of that field. Text that is no number in a number's
 * place leaves the value unknown and keeps what was typed in `reading[at].raw`.
 */
export function typeInto(form: Form, at: string, text: string): Form {
  const typed = text.trim()
  const before = readAt(form, at)
  if (VALUE_TEXT.test(at)) return withReading(retype(form, at, typed), at, '人工录入', before)
  if (/\/level[12]$/.test(at)) return withReading(renameLevel(form, at, typed), at, '人工录入', before)

  const value = parseField(at, typed, form.funds.unit)
  if (value === undefined) {
    const reading: Reading = { status: 'missing', raw: typed, how: '录入的不是这一格该有的数或日期' }
    return { ...setAt(form, at, blankOf(at)), reading: { ...form.reading, [at]: reading } }
  }
  return withReading(setAt(form, at, value), at, '人工录入', before)
}

/** Confirm a doubtful value as it stands: its reading becomes literal (人工确认). */
export function confirmReading(form: Form, at: string): Form {
  const before = form.reading[at]
  if (!before) return form
  return { ...form, reading: { ...form.reading, [at]: { ...before, status: 'literal', how: '人工确认' } } }
}

/** undefined: typed text that does not fit the field. null: blank. */
function parseField(at: string, typed: string, unit: MoneyUnit | null): unknown {
  if (typed === '') return blankOf(at)
  const plain = halfWidth(typed).replaceAll(/[\s,]/g, '')
  if (AMOUNT.test(at)) {
    if (/^[-—–_/]$/.test(plain)) return null
    return parseAmount(plain, unit)
  }
  if (/\/(?:weight|score|level[12]Weight)$/.test(at)) {
    if (/^[-—–_/]$/.test(plain)) return null
    const points = plain.replace(/分$/, '')
    return /^-?\d+(?:\.\d{1,2})?$/.test(points) ? Number(points) : undefined
  }
  if (at === '/fiscalYear') {
    const year = /^[(]?((?:19|20)\d{2})年?(?:度)?[)]?$/.exec(plain)
    return year ? Number(year[1]) : undefined
  }
  if (at.endsWith('/isCore')) return /^(?:是|核心|√)$/.test(plain) ? true : /^(?:否|-)$/.test(plain) ? false : undefined
  if (at.endsWith('/outlook/causes')) return typed.split(/[、，,；;\s]+/)
  if (at.endsWith('/outlook/likelihood')) return likelihoodOf(plain)
  if (at === '/declaration/period') return parsePeriod(plain)
  if (at === '/filedOn') return parseFilingDate(plain)
  // The cell may hold the whole caption: 部门（单位）总体资金（万元）.
  if (at === '/funds/unit') return /^(?:.*[(])?(万?元)[)]?$/.exec(plain)?.[1]
  return typed
}

/** An amount as typed, in the form's unit: 5万元 on a form in 元 is 50000. A rate may have its %. */
function parseAmount(plain: string, unit: MoneyUnit | null): string | undefined {
  const word = WRITTEN_UNIT.exec(plain)?.[0]
  const value = plainDecimal(plain.replace(/%$/, '').replace(WRITTEN_UNIT, ''))
  const own = unitOfWord(word)
  return value === undefined || own === undefined || unit === null ? value : inUnit(value, own, unit)
}

const WRITTEN_UNIT = new RegExp(`(?:${MONEY_WORD}|[万亿])$`)

/** What an emptied field holds. */
function blankOf(at: string): unknown {
  if (at.endsWith('/outlook/causes')) return []
  return at === '/declaration/period' ? { from: null, to: null } : null
}

/** 2025年1月15日, 2025-01-15, 2025.1.15, 20250115 → ISO; undefined when it is no date. */
export function parseFilingDate(text: string): string | undefined {
  const plain = halfWidth(text).replaceAll(/\s/g, '')
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(plain)
  const spelled = packed ? `${packed[1]}-${packed[2]}-${packed[3]}` : plain
  if (!/^\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?$/.test(spelled)) return undefined
  return parseDate(spelled, null)?.value ?? undefined
}

function retype(form: Form, at: string, text: string): Form {
  const [, row = '', field = ''] = /^(.*\/\d+)\/(\w+(?:\/\w+)?)\/text$/.exec(at) ?? []
  const indicator = readAt(form, row) as Indicator | undefined
  if (!indicator) return form
  const hints = { year: form.fiscalYear }
  const isResult = field === 'actual' || field === 'outlook/expected'
  const value = isResult ? parseActual(text, indicator.target, hints) : parseTarget(text, hints)
  return setAt(form, `${row}/${field}`, text === '' ? null : value)
}

/** Level cells are merged on paper: the new name goes to every row of the run; points in brackets become level1Weight. */
function renameLevel(form: Form, at: string, typed: string): Form {
  const [, list = '', index = '', level = ''] = /^(.*)\/(\d+)\/(level[12])$/.exec(at) ?? []
  const rows = readAt(form, list) as readonly Indicator[] | undefined
  const start = Number(index)
  const key = level as 'level1' | 'level2'
  const old = rows?.[start]
  if (!rows || !old) return form
  const points = /[（(]\s*(\d+(?:\.\d+)?)\s*分?\s*[)）]$/.exec(typed)
  const name = typed.replace(/\s*[（(][^（()）]*[)）]$/, '') || null
  const change: Partial<Indicator> =
    key === 'level1' && points ? { level1: name, level1Weight: Number(points[1]) } : { [key]: name }
  let inRun = true
  const renamed = rows.map((row, i) => {
    if (i < start) return row
    inRun = inRun && row[key] === old[key] && row.level1 === old.level1
    return inRun ? { ...row, ...change } : row
  })
  return setAt(form, list, renamed)
}

/** Edits leave every older entry below the pointer behind: what a person wrote has no damage. */
function withReading(form: Form, at: string, how: string, before: unknown): Form {
  const base = at.replace(/\/text$/, '')
  const under = `${base}/`
  const raw = form.reading[at]?.raw ?? (before === null || before === undefined ? undefined : String(before))
  const reading: Reading = { status: 'literal', how, ...(raw === undefined ? {} : { raw }) }
  const kept: Record<string, Reading> = {}
  for (const pointer in form.reading) {
    const entry = form.reading[pointer]
    if (entry && pointer !== at && pointer !== base && !pointer.startsWith(under)) kept[pointer] = entry
  }
  kept[at] = reading
  return { ...form, reading: kept }
}

function setAt(form: Form, at: string, value: unknown): Form {
  const keys = keysOf(at)
  return keys.length === 0 ? form : (setIn(form, keys, value) as Form)
}

function setIn(node: Json, keys: readonly string[], value: unknown): Json {
  const [key, ...rest] = keys
  if (key === undefined) return value
  if (Array.isArray(node)) {
    const index = Number(key)
    if (!(index in node)) return node
    return node.map((item, i) => (i === index ? setIn(item, rest, value) : item))
  }
  if (typeof node !== 'object' || node === null) return node
  const record = node as Readonly<Record<string, Json>>
  return { ...record, [key]: setIn(record[key], rest, value) }
}

function keysOf(at: string): readonly string[] {
  return at
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}
