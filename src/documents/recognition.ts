import type { Recognition } from '#engine'

type Read = { readonly text: string; readonly recognition?: Recognition }

/** How sure two texts are as one; nothing where neither was read from a picture. */
export function joinRecognitions(first: Read, second: Read): { readonly recognition?: Recognition } {
  const [a, b] = [first.recognition, second.recognition]
  if (!a && !b) return {}
  return {
    recognition: {
      confidence: Math.min(a?.confidence ?? 1, b?.confidence ?? 1),
      alternatives: [
        ...(a?.alternatives ?? []).map((text) => text + second.text),
        ...(b?.alternatives ?? []).map((text) => first.text + text),
      ],
      isUnderSeal: Boolean(a?.isUnderSeal || b?.isUnderSeal),
    },
  }
}
