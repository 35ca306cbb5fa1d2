/** Width of a text in half characters: 汉字 and full-width signs count 2, letters and digits 1. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** Lines a text needs in a cell `width` half characters wide, wrapped as spreadsheets do; at least 1. */
export function lineCount(text: string, width: number): number {
  const room = Math.max(2, width)
  let lines = 0
  for (const paragraph of text.split('\n')) lines += paragraphLines(paragraph, room)
  return lines
}

/** Runs of letters and digits move to the next line as a whole when they fit there. */
function paragraphLines(paragraph: string, room: number): number {
  if (textWidth(paragraph) <= room) return 1
  let lines = 1
  let used = 0
  for (const [piece] of paragraph.matchAll(/[\w.,%]+|./gsu)) {
    const width = textWidth(piece)
    if (used + width <= room) {
      used += width
    } else {
      lines += Math.ceil(width / room)
      used = width % room || Math.min(width, room)
    }
  }
  return lines
}

function characterWidth(character: string): number {
  return (character.codePointAt(0) ?? 0) >= 0x2000 ? 2 : 1
}
