import type { Operator, Value } from '../form.ts'
import { parseDate } from './dates.ts'
import { CHINESE_NUMERALS, parseChineseNumber, plainDecimal, shiftDecimal } from './numbers.ts'
import { isVerdict, outcomeOf } from './outcome.ts'
import { compact, isPlaceholder } from './text.ts'
import { canonicalUnit, leadingUnit } from './units.ts'

/** What the cell alone does not say. `year`: fiscal year for dates without one; `unit`, `operator`: from own columns. */
export type Hints = {
  readonly year?: number | null
  readonly unit?: string | null
  readonly operator?: Operator | null
}

const PREFIX: readonly (readonly [RegExp, Operator])[] = [
  [/^(?:≥|>=|=>|不少于|不低于|不小于|至少|大于等于|大于或等于|达到)/, '≥'],
  [/^(?:≤|<=|=<|不超过|不高于|不多于|不大于|至多|小于等于|小于或等于|控制在|限于)/, '≤'],
  [/^(?:>|大于|高于|超过|多于)/, '>'],
  [/^(?:<|小于|低于|少于)/, '<'],
  [/^(?:=|等于)/, '='],
]
const SUFFIX: readonly (readonly [RegExp, Operator])[] = [
  [/(?:及以上|以上|\(含\)以上|或以上|(?<=\D)起)$/, '≥'],
  [/(?:及以下|以内|之内|以下|内)$/, '≤'],
]
const CHINESE_VALUE = new RegExp(`^([${CHINESE_NUMERALS}]+)(.+)$`)
const NUMBER = '-?\\d[\\d,]*(?:\\.\\d+)?'
/** Latin letters are a unit only where they are a known one: 5OOO is a misread number. */
const LATIN_UNIT = /^(?:[KkMmGgTt]?[Bb]|k?[Ww]h?|[kcm]?m[²³2]?|[km]?g|[mM]?L|h|d|min|s|[dD]B|mm|ppm|pH|mg\/L|km\/h)$/
/** Words that may stand before a planned amount inside a phrase: 年度预算220万元. */
const LEAD =
  /^(?:年度|全年|总|项目|计划|预计|目标)*(?:预算|成本|投入|支出|金额|经费|完成|计划|共|约)+(?:数|额)?(?:为|是|:)?/

/** A year-target cell, read by the grammar of domain.md 3.10. Never fails: what is no number or date is qualitative, '' is none. */
export function parseTarget(text: string, hints: Hints = {}): Value {
  const shown = text.trim()
  const plain = compact(shown)
  if (plain === '' || isPlaceholder(plain)) return { text: shown, kind: 'none' }
  return (
    dateValue(shown, plain, hints) ??
    rangeValue(shown, plain, hints) ??
    quantityValue(shown, plain, hints) ?? { text: shown, kind: 'qualitative', operator: hints.operator ?? null }
  )
}

/** An actual-value cell. A verdict (达成预期指标) carries its outcome; repeating the target's own words counts as achieved. */
export function parseActual(text: string, target?: Value | null, hints: Hints = {}): Value {
  const parsed = parseTarget(text, hints)
  if (parsed.kind === 'date') return { ...withoutOperator(parsed) }
  if (parsed.kind !== 'qualitative') return parsed.operator ? parsed : withoutOperator(parsed)
  const repeats = target?.kind === 'qualitative' && compact(target.text) === compact(text)
  return {
    text: parsed.text,
    kind: 'qualitative',
    outcome: repeats || isVerdict(text) ? (outcomeOf(text) ?? 'achieved') : outcomeOf(text),
  }
}

function withoutOperator(value: Value): Value {
  const { operator: _, ...rest } = value
  return rest
}

function dateValue(text: string, plain: string, hints: Hints): Value | undefined {
  const date = parseDate(plain, hints.year ?? null)
  return date && { text, kind: 'date', operator: hints.operator ?? date.operator, value: date.value, unit: null }
}

function rangeValue(text: string, plain: string, hints: Hints): Value | undefined {
  const match = new RegExp(`^(${NUMBER})([^\\d.,~—–-]{0,6}?)(?:-|~|—+|–|至|到)(${NUMBER})(.{0,8})$`).exec(plain)
  if (!match) return undefined
  const [, low = '', lowUnit = '', high = '', rest = ''] = match
  const from = scaled(low, rest === '' ? lowUnit : lowUnit || rest)
  const to = scaled(high, rest || lowUnit)
  if (!from || !to || Number(from.value) > Number(to.value)) return undefined
  return { text, kind: 'range', min: from.value, max: to.value, unit: to.unit || hints.unit || null }
}

function quantityValue(text: string, plain: string, hints: Hints): Value | undefined {
  const prefix = PREFIX.find(([pattern]) => pattern.test(plain))
  const bare = (prefix ? plain.replace(prefix[0], '') : plain.replace(LEAD, '')).replace(
    /^百分之(?=[\d零一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰])/,
    '%:',
  )
  const percent = bare.startsWith('%:')
  const body = percent ? bare.slice(2) : bare
  const suffix = SUFFIX.find(([pattern]) => pattern.test(body))
  const middle = (suffix ? body.replace(suffix[0], '') : body).replace(/(?:左右|余|多)$/, '')

  const parsed = numberAndUnit(middle) ?? (percent ? chinesePercent(middle) : undefined)
  if (!parsed) return undefined
  const unit = percent ? '%' : parsed.unit
  const operator = prefix?.[1] ?? suffix?.[1] ?? hints.operator ?? null
  return { text, kind: 'quantity', operator, value: parsed.value, unit: unit || hints.unit || null }
}

/** `12万页` → 120000 页; `20.57万元` keeps 万元; `三次` → 3 次. Undefined when anything else stands around the number. */
function numberAndUnit(text: string): { value: string; unit: string } | undefined {
  const arabic = new RegExp(`^(${NUMBER})(?:余|多)?(.*)$`).exec(text)
  if (arabic) return scaled(arabic[1] ?? '', arabic[2] ?? '')
  const chinese = CHINESE_VALUE.exec(text)
  const number = chinese && parseChineseNumber(chinese[1] ?? '')
  const rest = chinese?.[2] ?? ''
  if (number === undefined || number === null || leadingUnit(rest) !== rest) return undefined
  return { value: String(number), unit: canonicalUnit(rest) }
}

function chinesePercent(text: string): { value: string; unit: string } | undefined {
  const number = parseChineseNumber(text)
  return number === undefined ? undefined : { value: String(number), unit: '%' }
}

function scaled(number: string, rest: string): { value: string; unit: string } | undefined {
  const value = plainDecimal(number)
  if (value === undefined || rest.length > 10 || /[\d,，。;；、]/.test(rest)) return undefined
  if (/^[万亿](?!元)/.test(rest) || rest === '万' || rest === '亿') {
    const unit = rest.slice(1)
    return { value: shiftDecimal(value, rest.startsWith('万') ? 4 : 8), unit: canonicalUnit(unit) }
  }
  const known = leadingUnit(rest)
  if (known !== '' || rest === '') return { value, unit: canonicalUnit(known) }
  return /^[\p{Script=Han}/]{1,5}$/u.test(rest) || LATIN_UNIT.test(rest) ? { value, unit: rest } : undefined
}
