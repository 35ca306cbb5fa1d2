import type { Likelihood } from '../form.ts'
import { compact } from '../values/text.ts'

const TICKED = /[√✓✔☑■▣●☒]/
const BOX = /[√✓✔☑■▣●☒□☐○◯]/g

/** Whether a cell that holds nothing but a mark is ticked. */
export function isTicked(text: string): boolean {
  return TICKED.test(text) || /^(?:[Vv1]|是)$/.test(compact(text)) || isLikeTick(text)
}

/** A tick alone in its cell is recognised as <, a sign that means nothing there. */
export function isLikeTick(text: string): boolean {
  return /^[<＜]$/.test(compact(text))
}

/** ☑新增 □延续 → 新增; text without boxes as it stands; null where no box is ticked. The mark stands before its word. */
export function tickedWords(text: string): string | null {
  const marks = [...text.matchAll(BOX)]
  if (marks.length === 0) return text.trim() === '' ? null : text.trim()
  const words = marks.flatMap((mark, i) => {
    const word = text.slice(mark.index + 1, marks[i + 1]?.index ?? text.length)
    return TICKED.test(mark[0]) ? [word.replaceAll(/[\s,，;；、]+/g, ' ').trim()] : []
  })
  const named = words.filter((word) => word !== '')
  return named.length === 0 ? null : named.join('、')
}

const CAUSES =
  /^(?:经费保障|制度保障|人员保障|硬件条件保障|投入保障|项目管理|规划和目标设计|目标设计|政策变化|其他原因|其他)$/
const LIKELIHOODS: readonly (readonly [RegExp, Likelihood])[] = [
  [/^(?:确定能|能|能完成|确定能完成)$/, 'certain'],
  [/^(?:有可能|可能|有可能完成|可能完成)$/, 'possible'],
  [/^(?:完全不可能|不可能|不能|不能完成|不可能完成)$/, 'impossible'],
]

/** A reason class of a monitoring form, as printed; undefined for other texts. */
export function causeOf(text: string): string | undefined {
  const plain = compact(text)
  return CAUSES.test(plain) ? plain : undefined
}

/** 确定能, 有可能, 完全不可能 and their short forms; undefined for other texts. */
export function likelihoodOf(text: string): Likelihood | undefined {
  const plain = compact(text).replaceAll(BOX, '')
  return LIKELIHOODS.find(([pattern]) => pattern.test(plain))?.[1]
}
