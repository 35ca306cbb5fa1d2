import type { Page } from './page.ts'

/** Characters that a Chinese form is made of. */
const USUAL = /[\p{Script=Han}\u0020-\u007e\u3000-\u303f\uff00-\uffef①-⑳⒈-⒛㈠-㈩Ⅰ-Ⅻ≥≤≠≈×÷±·—…‘’“”‰℃°²³□■☑√]/u
const LEAST_SHARE = 0.6
const FEWEST = 12

/** Whether a page's characters can be meant: a font that does not say what its glyphs stand for yields letters of any script. */
export function hasLegibleText({ glyphs }: Page): boolean {
  if (glyphs.length < FEWEST) return true
  const usual = glyphs.filter(({ text }) => USUAL.test(text)).length
  return usual >= LEAST_SHARE * glyphs.length
}
