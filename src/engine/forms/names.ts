import { compact, tight } from '../values/text.ts'

/** An indicator name without its ordinal and without points in brackets; `points` are those of the brackets. */
export type CleanName = { readonly name: string; readonly points: number | null }

const ORDINAL = /^(?:指标\d{1,2}[:：]|[(（]?\d{1,2}[)）]?[.、．](?!\d)|[(（]\d{1,2}[)）]|[①-⑳])\s*/
const POINTS = /\s*[(（](\d{1,2}(?:\.\d{1,2})?)分[)）]$/
const FILLER = /^(?:指标\d{1,2}[:：]?|[….·]+|-+|—+|\/)$/

export function cleanName(text: string): CleanName {
  const points = POINTS.exec(text)
  return { name: text.replace(POINTS, '').replace(ORDINAL, ''), points: points ? Number(points[1]) : null }
}

/** A label left over from the template: 指标1:, …… */
export function isFiller(text: string): boolean {
  const plain = compact(text)
  return plain === '' || FILLER.test(plain)
}

const CLASSES = ['运转类', '人员类', '特定目标类', '公用经费', '基本支出', '项目支出']

/** A class stands at the head of its row's name, behind an ordinal at most. */
const CLASS_FROM = 4

/** A fund class with one wrong glyph (动转类), put right where the fund table prints that class. Undefined: nothing to mend. */
export function mendClass(
  name: string,
  sources: readonly string[],
): { readonly name: string; readonly word: string } | undefined {
  if (!/(?:支出|经费|项目|小计)$/.test(name)) return undefined
  for (const word of CLASSES) {
    if (name.includes(word) || !sources.some((source) => source.includes(word))) continue
    for (let i = 0; i <= CLASS_FROM && i + word.length <= name.length; i++) {
      const wrong = [...word].filter((character, k) => character !== name[i + k]).length
      if (wrong === 1) return { name: name.slice(0, i) + word + name.slice(i + word.length), word }
    }
  }
  return undefined
}

/**
 * A name cut at the cell's edge, completed from the goal text: its end (four characters, or two at the text's own cut
 * head) is found there, and what follows up to the next number or stop belongs to the name.
 */
export function completeName(name: string, goals: string | null): string | undefined {
  const shown = tight(goals ?? '')
  const text = compact(shown)
  for (let size = name.length; size >= 2; size--) {
    const end = name.slice(-size)
    const found = text.indexOf(end)
    if (found < 0 || (size < 4 && found !== 0)) continue
    const rest =
      /^(?!不少于|不低于|不超过|不高于|至少|达到|共)\p{Script=Han}{1,10}?(?=[\d一二两三四五六七八九十≥≤=,，。;；、]|不少于|不低于|不超过|至少|达到|$)/u.exec(
        text.slice(found + size),
      )
    const from = found + size
    return rest ? name + shown.slice(from, from + rest[0].length) : undefined
  }
  return undefined
}
