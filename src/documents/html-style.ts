import type { Token } from 'parse5'
import type { Level } from './superscript.ts'

/** Whether an element is never shown. */
export function isHidden(tag: Token.TagToken): boolean {
  const isNamed = tag.attrs.some(({ name }) => name === 'hidden')
  return isNamed || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute(tag, 'style'))
}

/** Whether an element strikes out its text, by its own style or by a class of the page's style sheet. */
export function isStruckOut(tag: Token.TagToken, classes: ReadonlySet<string>): boolean {
  if (/text-decoration(?:-line)?\s*:[^;]*line-through/i.test(attribute(tag, 'style'))) return true
  return (
    classes.size > 0 &&
    attribute(tag, 'class')
      .split(/\s+/)
      .some((name) => classes.has(name))
  )
}

/** Whether an element raises its text as a note sign is raised, or lowers it. */
export function levelOf(tag: Token.TagToken): Level | undefined {
  const [, word] = /vertical-align\s*:\s*(super|sub)\b/i.exec(attribute(tag, 'style')) ?? []
  const name = word?.toLowerCase() ?? tag.tagName
  return name === 'sup' || name === 'super' ? 'raised' : name === 'sub' ? 'lowered' : undefined
}

/** Classes whose rules strike text out: spreadsheets saved as web pages give each look of a cell a class. */
export function struckClasses(html: string): ReadonlySet<string> {
  if (!/line-through/i.test(html)) return new Set()
  const rules = html.matchAll(/\.([\w-]{1,60})(?:[ \t]{1,4}[a-z]{1,10})?\s{0,9}\{([^{}]{0,2000})\}/gi)
  return new Set([...rules].flatMap(([, name = '', rule = '']) => (/line-through/i.test(rule) ? [name] : [])))
}

function attribute(tag: Token.TagToken, wanted: string): string {
  return tag.attrs.find(({ name }) => name === wanted)?.value ?? ''
}
