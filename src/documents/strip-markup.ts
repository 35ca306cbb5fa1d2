const BREAK = /<br\s*\/?>/gi
const INLINE = /<\/?(?:del|ins|s|u|b|i|em|strong|sub|sup|span|font|mark|small|strike|code|p|div)(?:\s[^<>]*)?>/gi

/** Takes out the inline tags that recognition programs leave in text; comparison signs in `<5%` stay. */
export function stripMarkup(text: string): string {
  return text.includes('<') ? text.replaceAll(BREAK, '\n').replaceAll(INLINE, '') : text
}
