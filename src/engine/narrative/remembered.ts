const MOST_CHARACTERS = 1_000_000

/**
 * A function of a text that remembers its last answers: with each key a person types the form is checked again, and all
 * texts but one are the same. Forgets everything when `limit` texts or a million characters are kept, so memory stays bounded.
 */
export function remembered<Answer>(ask: (text: string) => Answer, limit: number): (text: string) => Answer {
  const known = new Map<string, Answer>()
  let kept = 0
  return (text) => {
    const answer = known.get(text)
    if (answer !== undefined) return answer
    kept += text.length
    if (known.size >= limit || kept > MOST_CHARACTERS) {
      known.clear()
      kept = text.length
    }
    const fresh = ask(text)
    known.set(text, fresh)
    return fresh
  }
}
