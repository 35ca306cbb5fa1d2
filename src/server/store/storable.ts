/** A form with all its readings is nine levels deep; what goes far beyond is no form, and walking it would end the stack. */
const MOST_LEVELS = 64
/** PostgreSQL keeps neither U+0000 nor half of a surrogate pair. */
const UNSTORABLE = /\0|\p{Surrogate}/u

/**
 * Why the store can't keep a value that came from outside, in Chinese; undefined when it can. A number too great for JSON would
 * silently turn into “unknown”, so it is told here.
 */
export function unstorable(value: unknown): string | undefined {
  // By hand and not by calling itself: the depth is what is in question.
  const open: { readonly node: unknown; readonly level: number }[] = [{ node: value, level: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, level } = next
    if (typeof node === 'string' && UNSTORABLE.test(node)) return '文字里有存不了的字符（空字符或半个字），请删去再试。'
    if (typeof node === 'number' && !Number.isFinite(node)) return '有一个数太大，存不了。'
    if (typeof node !== 'object' || node === null) continue
    if (level >= MOST_LEVELS) return `内容套得太深，超过 ${MOST_LEVELS} 层。`
    for (const [key, child] of Object.entries(node)) {
      if (UNSTORABLE.test(key)) return '名称里有存不了的字符（空字符或半个字），请删去再试。'
      open.push({ node: child, level: level + 1 })
    }
  }
  return undefined
}

/** A text for a list or a message, with U+FFFD in the place of what can't be kept. */
export function storableText(text: string): string {
  return text.replaceAll(/\0|\p{Surrogate}/gu, '\uFFFD')
}
