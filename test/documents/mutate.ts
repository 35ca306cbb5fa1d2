/** Processor time of this process so far: the wall clock also counts whatever else the machine does. */
export function spent(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** A small generator with a fixed seed: the same mutations on every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

export function mutated(bytes: Uint8Array, next: (below: number) => number): Uint8Array {
  const copy = bytes.slice()
  switch (next(4)) {
    case 0:
      return copy.subarray(0, next(copy.length))
    case 1: {
      const from = next(copy.length)
      copy.copyWithin(from, next(copy.length), next(copy.length))
      return copy
    }
    default:
      for (let n = 1 + next(20); n > 0; n--) copy[next(copy.length)] = next(256)
      return copy
  }
}
