/** The names asked for on the command line, without switches. */
export function namesAsked(): readonly string[] {
  return process.argv.slice(2).filter((word) => !word.startsWith('--'))
}

/** Which of the made forms are measured: `--seeds=1,2,3`, else the first `count`. */
export function seedsAsked(count: number): readonly number[] {
  const switched = process.argv.find((word) => word.startsWith('--seeds='))?.slice('--seeds='.length)
  if (switched === undefined) return Array.from({ length: count }, (_, i) => i + 1)
  const seeds = switched.split(',').map(Number)
  if (seeds.some((seed) => !Number.isInteger(seed) || seed < 1)) throw new Error(`--seeds=1,2,3，不是 ${switched}`)
  return seeds
}
