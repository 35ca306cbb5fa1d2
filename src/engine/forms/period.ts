import { isoDate } from '../values/dates.ts'
import { compact } from '../values/text.ts'

/** From and to as ISO dates; null where the text names no date. */
export type Period = { readonly from: string | null; readonly to: string | null }

const DATE = String.raw`(\d{4})(?:年(?:度)?|[.\-/](?=\d))?(?:(\d{1,2})(?:月(?:份)?|[.\-/](?=\d))?(?:(\d{1,2})日?)?)?`
const BOTH = new RegExp(`^${DATE}(?:起)?(?:至|到|~|-{1,2}|—{1,2}|–)${DATE}(?:止|底)?$`)
const ONE = new RegExp(`^${DATE}$`)

/** 2024年1月至2026年12月, 2024.01-2025.12, 2024-2026年: a bare year or month begins on its first and ends on its last day. */
export function parsePeriod(text: string): Period | undefined {
  const plain = compact(text)
  const match = BOTH.exec(plain)
  if (match) {
    const from = dateOf(match.slice(1, 4), 'first')
    const to = dateOf(match.slice(4, 7), 'last')
    return from !== undefined && to !== undefined ? { from, to } : undefined
  }
  const year = /^(\d{4})年度?$/.exec(plain)
  return year ? { from: `${year[1]}-01-01`, to: `${year[1]}-12-31` } : undefined
}

/** A span of years among other words: 三年（2026-2028年）, 2026—2028年度项目支出绩效目标申报表. Undefined for none, or one that runs backwards. */
export function yearsIn(text: string): Period | undefined {
  const [, first, last] =
    /(?<!\d)(20\d{2})(?:年度?)?(?:至|到|~|-{1,2}|—{1,2}|–|－)(20\d{2})(?:年|(?!\d))/.exec(compact(text)) ?? []
  return first && last && first < last ? { from: `${first}-01-01`, to: `${last}-12-31` } : undefined
}

/** 自2026年起, 2026年3月开始: a beginning without an end. */
export function openPeriod(text: string): string | undefined {
  const begin = /^自?(\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?)(?:起|开始|以来)/.exec(compact(text))?.[1]
  return begin === undefined ? undefined : parseDay(begin, 'first')
}

/** One end of a period: 2024年3月 is 2024-03-01 as its first day, 2024-03-31 as its last. */
export function parseDay(text: string, which: 'first' | 'last'): string | undefined {
  const match = ONE.exec(compact(text))
  return match ? dateOf(match.slice(1, 4), which) : undefined
}

function dateOf([year, month, day]: readonly (string | undefined)[], which: 'first' | 'last'): string | undefined {
  const named = Number(year)
  const inMonth = month === undefined ? (which === 'first' ? 1 : 12) : Number(month)
  if (day !== undefined) return isoDate(named, inMonth, Number(day))
  if (which === 'first') return isoDate(named, inMonth, 1)
  return [31, 30, 29, 28].map((last) => isoDate(named, inMonth, last)).find((date) => date !== undefined)
}
