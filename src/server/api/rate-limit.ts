import { Refused } from './refused.ts'

/** An allowance a key: `most` at once, and as many again over `seconds`. Kept in memory and bounded: the key unused longest goes first. */
export type Allowance = {
  /** Takes one. Gives 0, or after how many seconds there is one again. `now` in milliseconds. */
  readonly take: (key: string, now: number) => number
  /** For a try that turned out to be right: it was no guess. */
  readonly giveBack: (key: string) => void
}

export type AllowanceSize = { readonly most: number; readonly seconds: number; readonly mostKeys: number }

export function allowance({ most, seconds, mostKeys }: AllowanceSize): Allowance {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(key, now) {
      const known = buckets.get(key)
      const gained = known ? (Math.max(0, now - known.at) / 1000 / seconds) * most : most
      const left = Math.min(most, (known?.left ?? 0) + gained)
      buckets.delete(key)
      const oldest = buckets.size >= mostKeys ? buckets.keys().next() : undefined
      if (oldest && !oldest.done) buckets.delete(oldest.value)
      // Sums of fractions end a hair below the whole.
      const has = left > 1 - 1e-9
      buckets.set(key, { left: has ? Math.max(0, left - 1) : left, at: now })
      return has ? 0 : Math.ceil(((1 - left) * seconds) / most)
    },
    giveBack(key) {
      const known = buckets.get(key)
      if (known) known.left = Math.min(most, known.left + 1)
    },
  }
}

/** What is counted. An office signs in from one address, so the address has far more than a login, and a right password costs nothing. */
export type Limits = {
  readonly signInsByLogin: Allowance
  readonly signInsByAddress: Allowance
  readonly setUps: Allowance
  readonly requests: Allowance
}

export function makeLimits(): Limits {
  return {
    signInsByLogin: allowance({ most: 20, seconds: 600, mostKeys: 20_000 }),
    signInsByAddress: allowance({ most: 200, seconds: 600, mostKeys: 20_000 }),
    setUps: allowance({ most: 10, seconds: 600, mostKeys: 1_000 }),
    requests: allowance({ most: 1_200, seconds: 60, mostKeys: 50_000 }),
  }
}

/** Takes one of an allowance; throws `too-many` with the seconds to wait. */
export function takeOne(from: Allowance | undefined, key: string, now: number, what: string): void {
  const retryAfter = from?.take(key, now) ?? 0
  if (retryAfter > 0) throw new Refused('too-many', `${what}太多次了，请 ${retryAfter} 秒后再试。`, { retryAfter })
}
