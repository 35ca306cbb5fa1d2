import type { CheckWish } from '../check-input.ts'
import type { Input } from '../inputs.ts'
import type { Answer } from './check-worker.ts'
import { failed, openSeat, type Seat } from './seat.ts'

/** How long one file may take, scans of many pages included. */
const MOST_MS = 300_000
/** Files begun but not yet yielded: behind a slow one results wait, and must not pile up. */
const MOST_WAITING = 256

export type PoolOptions = {
  readonly workers: number
  readonly wish: CheckWish
  /** The SHA-256 a journal holds for an input, by its name. */
  readonly known: (name: string) => string | undefined
  readonly mostMs?: number
}

/** Checks inputs over worker threads and yields the answers in the order of the inputs. One bad file never stops the rest. */
export async function* checkOverWorkers(inputs: readonly Input[], options: PoolOptions): AsyncGenerator<Answer> {
  const { workers, wish, known, mostMs = MOST_MS } = options
  const seats = Array.from({ length: Math.min(workers, inputs.length) }, () => openSeat(mostMs))
  const withSeat = taking(seats)
  const begin = async (input: Input, index: number): Promise<Answer> => {
    const { name, at } = input
    if (at) return withSeat((seat) => seat.run({ index, name, at, wish, known: known(name) }))
    return { index, hash: undefined, checked: [failed(name, await refusalOf(input))] }
  }

  const waiting: Promise<Answer>[] = []
  let begun = 0
  try {
    for (let next = 0; next < inputs.length; next++) {
      for (const input of inputs.slice(begun, next + MOST_WAITING)) waiting.push(begin(input, begun++))
      yield (await waiting.shift()) as Answer
    }
  } finally {
    await Promise.all(seats.map((seat) => seat.close()))
  }
}

/** Lends each task a free seat; tasks wait in the order they came. */
function taking(seats: readonly Seat[]): <T>(task: (seat: Seat) => Promise<T>) => Promise<T> {
  const free = [...seats]
  const queue: ((seat: Seat) => void)[] = []
  return async (task) => {
    const seat = free.pop() ?? (await new Promise<Seat>((resolve) => queue.push(resolve)))
    try {
      return await task(seat)
    } finally {
      const next = queue.shift()
      if (next) next(seat)
      else free.push(seat)
    }
  }
}

/** What an input says that was known to be unreadable before it was opened. */
async function refusalOf({ bytes }: Input): Promise<string> {
  return bytes().then(
    () => '没有读。',
    (error: Error) => error.message,
  )
}
