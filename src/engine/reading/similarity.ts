/** Levenshtein distance, stopped early once it must exceed `limit` (then limit + 1). */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const cell = Math.min(swap, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      row.push(cell)
      least = Math.min(least, cell)
    }
    if (least > limit) return limit + 1
    previous = row
  }
  return previous[b.length] ?? 0
}

/** 1 for equal texts, 0 for nothing in common. */
export function similarity(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest
}
