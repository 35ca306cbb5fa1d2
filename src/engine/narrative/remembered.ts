/**
 * A function of a text that remembers its last answers: with each key a person types the form is checked again, and all
 * texts but one are the same. Forgets everything when `limit` texts are kept, so memory stays bounded.
 */
export function remembered<Answer>(ask: (text: string) => Answer, limit: number): (text: string) => Answer {
  const known = new Map<string, Answer>()
  return (text) => {
    const answer = known.get(text)
    if (answer !== undefined) return answer
    if (known.size >= limit) known.clear()
    const fresh = ask(text)
    known.set(text, fresh)
    return fresh
  }
}
