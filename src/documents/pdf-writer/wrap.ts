/** Signs that end what stands before them, and signs that begin what follows: they are never parted from it by a line end. */
const CLOSING = '，。、；：？！）》」』】〉”’％,.;:?!)%'
const OPENING = '（《「『【〈“‘(￥'
const PIECE = new RegExp(`[${OPENING}]{0,3}(?:[A-Za-z0-9_.,%+/<>=&"'-]+|.)[${CLOSING}]{0,3}`, 'gsu')

/** The lines of a text in a box `room` wide, by the rules of Chinese setting. `widthOf` measures in the unit of `room`. */
export function wrap(text: string, room: number, widthOf: (text: string) => number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => wrapParagraph(paragraph, room, widthOf))
}

function wrapParagraph(paragraph: string, room: number, widthOf: (text: string) => number): readonly string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  const put = (piece: string, width: number) => {
    // A space that ends a line may hang over the edge: copied text keeps it.
    if (line !== '' && used + width > room && piece !== ' ') {
      lines.push(line)
      line = ''
      used = 0
    }
    line += piece
    used += width
  }
  for (const [piece] of paragraph.matchAll(PIECE)) {
    const width = widthOf(piece)
    if (width <= room) put(piece, width)
    else for (const character of piece) put(character, widthOf(character))
  }
  lines.push(line)
  return lines
}
