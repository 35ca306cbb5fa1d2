/** The lines of a stream of UTF-8, one after another; a last one without a break counts too. */
export async function* linesOf(
  stream: ReadableStream<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let [rest, bytes] = ['', 0]
  try {
    for (;;) {
      const { done, value } = await reader.read()
      bytes += value?.length ?? 0
      onBytes(bytes)
      rest += decoder.decode(value, { stream: !done })
      const lines = rest.split('\n')
      rest = lines.pop() ?? ''
      yield* lines
      if (done) break
    }
    if (rest !== '') yield rest
  } finally {
    // Whoever stops before the end must not keep the download going.
    await reader.cancel().catch(() => undefined)
  }
}
