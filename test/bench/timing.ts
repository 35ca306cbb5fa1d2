/** Times in milliseconds of `runs` calls after `warm` uncounted ones. */
export async function times(
  runs: number,
  work: (i: number) => unknown,
  warm = Math.min(20, runs),
): Promise<readonly number[]> {
  for (let i = 0; i < warm; i++) await work(i)
  const measured: number[] = []
  for (let i = 0; i < runs; i++) {
    const start = performance.now()
    await work(i)
    measured.push(performance.now() - start)
  }
  return measured.sort((a, b) => a - b)
}

/** A share of sorted times: 0.5 is the median. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (sorted: readonly number[]): number => quantile(sorted, 0.5)

export function row(label: string, ...cells: (string | number)[]): void {
  console.log(
    [
      label.padEnd(34),
      ...cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(cell < 10 ? 2 : 1) : cell).padStart(12)),
    ].join(''),
  )
}

export function head(title: string): void {
  console.log(`\n${title}`)
}
