export type DateParts = {
  readonly year: number
  readonly month: number
  readonly day: number
  /** 0 is Sunday. */
  readonly weekday: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** Whole hours since day 0, for [h]. */
  readonly totalHours: number
}

export type DateSystem = 1900 | 1904

const DAY = 86_400
/** 31 December 9999, the last day Excel knows. */
const LAST_SERIAL = 2_958_466

/** A spreadsheet serial as a calendar date; undefined outside what Excel can show. */
export function serialDate(serial: number, system: DateSystem): DateParts | undefined {
  const shifted = system === 1904 ? serial + 1462 : serial
  if (!(shifted >= 0 && shifted < LAST_SERIAL)) return undefined

  const seconds = Math.round(shifted * DAY)
  const days = Math.floor(seconds / DAY)
  const rest = seconds - days * DAY
  const time = {
    hour: Math.floor(rest / 3600),
    minute: Math.floor((rest % 3600) / 60),
    second: rest % 60,
    totalHours: Math.floor(seconds / 3600),
  }
  // Serial 60 is 29 February 1900, a day that never was: Lotus 1-2-3 had it, Excel kept it.
  if (days === 60 && system === 1900) return { year: 1900, month: 2, day: 29, weekday: 3, ...time }

  const date = new Date(Date.UTC(1899, 11, days < 60 ? 31 : 30) + days * DAY * 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: (days + 6) % 7,
    ...time,
  }
}
