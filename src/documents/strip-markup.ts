import { struckOut } from './struck.ts'
import { lowered, superscript } from './superscript.ts'

const BREAK = /<br\s*\/?>/gi
const RAISED = /<sup(?:\s[^<>]*)?>([^<>]*)<\/sup>/gi
const LOWERED = /<sub(?:\s[^<>]*)?>([^<>]*)<\/sub>/gi
const STRUCK = /<(del|s|strike)(?:\s[^<>]*)?>([^<>]*)<\/\1>/gi
const INLINE = /<\/?(?:del|ins|s|u|b|i|em|strong|sub|sup|span|font|mark|small|strike|code|p|div)(?:\s[^<>]*)?>/gi

/** Takes out the inline tags that recognition programs leave in text and marks what is struck out; comparison signs in `<5%` stay. */
export function stripMarkup(text: string): string {
  if (!text.includes('<')) return text
  const seen = text
    .replaceAll(STRUCK, (_, __, struck: string) => struckOut(struck))
    .replaceAll(RAISED, (_, raised: string) => superscript(raised))
    .replaceAll(LOWERED, (_, low: string) => lowered(low))
  return seen.replaceAll(BREAK, '\n').replaceAll(INLINE, '')
}
