/** An ISO date, or the reason-free undefined when the text is no possible date. Leap years respected, no clock. */
export function isoDate(year: number, month: number, day: number): string | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > lastDay(year, month)) return undefined
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function lastDay(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

/** `open`: the text names a period without a year, so `value` can't be known without one. */
export type ParsedDate = { readonly value: string | null; readonly operator: '≤' | '=' }

const QUARTER: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, '1': 1, '2': 2, '3': 3, '4': 4 }

const endOfMonth = (year: number | null, month: number): string | null =>
  year === null ? null : (isoDate(year, month, lastDay(year, month)) ?? null)

/**
 * A date or the end of a named period: 2024年12月31日前, 12月底之前, 第四季度, 2024年底, 2024.12.31.
 * `year` completes texts that print none. Undefined when the text is no date.
 */
export function parseDate(plain: string, year: number | null): ParsedDate | undefined {
  const text = plain.replace(/^(?:于|在|至|截至|截止到?|≤|<=?|=)/, '')
  const tail = '(?:底|末)?(?:之前|以前|前|完成|前完成|之前完成|底前完成)?$'
  const full = new RegExp(`^(\\d{4})[年.\\-/](\\d{1,2})[月.\\-/](\\d{1,2})日?${tail}`).exec(text)
  if (full) {
    const value = isoDate(Number(full[1]), Number(full[2]), Number(full[3]))
    return value === undefined ? undefined : { value, operator: '≤' }
  }
  const month = new RegExp(`^(?:(\\d{4})年)?(\\d{1,2})月(?:(\\d{1,2})日)?(?:份)?${tail}`).exec(text)
  if (month) {
    const named = month[1] ? Number(month[1]) : year
    const number = Number(month[2])
    if (number < 1 || number > 12) return undefined
    if (month[3] === undefined) return { value: endOfMonth(named, number), operator: '≤' }
    return { value: named === null ? null : (isoDate(named, number, Number(month[3])) ?? null), operator: '≤' }
  }
  const quarter = /^(?:(\d{4})年)?第?([一二三四1-4])季度(?:末|底)?(?:之前|以前|前|内)?(?:完成)?$/.exec(text)
  if (quarter) {
    const named = quarter[1] ? Number(quarter[1]) : year
    return { value: endOfMonth(named, 3 * (QUARTER[quarter[2] ?? ''] ?? 0)), operator: '≤' }
  }
  const yearEnd = /^(?:(\d{4})年|当年|本年|年)(?:底|末|终|12月底?)(?:之前|以前|前)?(?:完成)?$/.exec(text)
  if (yearEnd) return { value: endOfMonth(yearEnd[1] ? Number(yearEnd[1]) : year, 12), operator: '≤' }
  return undefined
}
