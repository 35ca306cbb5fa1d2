/**
 * A line outside a table often holds several fields set apart by blanks: 单位（盖章）：某馆      填报日期：某日. Each is a
 * cell of its own, as in a spreadsheet. Blanks inside a label (单    位：) or a name part nothing.
 */
export function splitLine(text: string): readonly string[] {
  const pieces: string[] = []
  for (const piece of text.split(/(?:\t|[ \u3000]{2,})[ \t\u3000]*/)) {
    const before = pieces.at(-1)
    const startsField = /^[^:：]{2,14}[:：]/.test(piece.replaceAll(/\s/g, ''))
    if (before === undefined) pieces.push(piece)
    else if (startsField && before.replaceAll(/\s/g, '').length >= 2) pieces.push(piece)
    else pieces[pieces.length - 1] = `${before} ${piece}`
  }
  const shown = pieces.map((piece) => piece.trim()).filter((piece) => piece !== '')
  return shown.length > 1 ? shown.slice(0, 12) : [text.trim()]
}
