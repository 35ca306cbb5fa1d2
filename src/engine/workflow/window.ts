/** When a campaign (填报任务) takes forms, in milliseconds since 1970; `lateUntil` null: nothing is taken after `closesAt`. */
export type Window = { readonly opensAt: number; readonly closesAt: number; readonly lateUntil: number | null }

/** Where a moment lies to a window. `late`: still taken, and marked 逾期. */
export type WindowState = 'early' | 'open' | 'late' | 'closed'

const DAY = 86_400_000

/** The closing moment itself is still in time. */
export function windowState({ opensAt, closesAt, lateUntil }: Window, now: number): WindowState {
  if (now < opensAt) return 'early'
  if (now <= closesAt) return 'open'
  return lateUntil !== null && now <= lateUntil ? 'late' : 'closed'
}

/** Whole days left until a window closes: 0 on the last day; undefined when it has closed. */
export function daysLeft({ closesAt }: Window, now: number): number | undefined {
  return now > closesAt ? undefined : Math.floor((closesAt - now) / DAY)
}
