import type { Form } from '../form.ts'
import { remembered } from '../narrative/remembered.ts'
import { compact, isPlaceholder } from '../values/text.ts'
import { eachRow } from './each-row.ts'
import { followsFrom } from './once.ts'

/** Blank, or only a dash, a star or 无. */
export function isBlank(text: string | null | undefined): boolean {
  return text === null || text === undefined || text.trim() === '' || isPlaceholder(text)
}

/** Words that announce what will be done about a shortfall. */
export const MEASURE_WORDS =
  /下一步|下步|今后|后续|将(?!近|要求)|拟|计划于|改进|整改|督促|加强|加快|强化|规范|细化|完善|严格|避免|确保|及早|提前|提高|列入|次年|下年|明年|来年|协调|补办|补齐|补做|顺延/

/** Words that tell of a change of the budget. */
export const ADJUSTMENT_WORDS = /追加|追减|调增|调减|调整|调剂|压减|核减|新增|增拨|收回/

/** Words by which an amount or a count is a stock, not this year's increment. */
export const STOCK_WORDS = /累计|目前|截至|截止|现有|共有|已有|历年|全[省市州县区乡镇]|总数/

/** Prose of a form in which an explanation may stand: goals, conclusion, reasons. */
export const proseOf: (form: Form) => readonly string[] = followsFrom(
  (form) => [form.goals, form.conclusion, reasons(form)],
  findProse,
)

const reasons = eachRow(({ reason }) => (isBlank(reason) ? null : reason))

function findProse(
  goals: Form['goals'],
  conclusion: string | null,
  told: readonly (string | null)[],
): readonly string[] {
  return [goals.actual, goals.expected, conclusion, ...new Set(told)].filter((text) => text !== null)
}

/** Sentences of a text, cut at 。；;！ and line breaks. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/[。；;！!\n]/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** Texts are the same but for white space, width and punctuation. */
export function isSameText(a: string, b: string): boolean {
  return bare(a) === bare(b)
}

const bare = remembered((text) => compact(text).replaceAll(/[\p{P}\p{S}]/gu, ''), 64)
