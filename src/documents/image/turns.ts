/** Runs at most so many tasks at once and lets the others wait, in their order. */
export function turns(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (task) => {
    if (running === most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await task()
    } finally {
      // The place goes straight to the next one.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
