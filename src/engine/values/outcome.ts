import type { Outcome } from '../form.ts'
import { compact } from './text.ts'

/**
 * The three outcome families of 财预〔2020〕10号 practice in the wordings that forms and systems really use
 * (domain.md 2.6). Order matters: 未达成 and 部分达成 both contain 达成.
 */
const FAMILIES: readonly (readonly [Outcome, RegExp])[] = [
  ['notAchieved', /未(?:能)?(?:全部)?(?:达成|完成|达到|实现|达标|开展)|没有?完成|目标程度较低|效果较差|不达标|未$/],
  ['partly', /部分(?:达成|达到|完成|实现)|具有?备?一定效果|基本(?:实现|有效)?$/],
  [
    'achieved',
    /(?:全部或)?基本?(?:达成|达到|完成|实现)(?:了)?(?:预期|年度|全部)?(?:指标|目标|任务)?|^(?:已|均|全部|按时|按期|保质|高质量)*(?:完成|达标|达到|实现|合格)|^达标$|^合格$|^完成$/,
  ],
]

/** Which family a verdict belongs to; null when the text is no verdict (and must then be judged by a person). */
export function outcomeOf(text: string): Outcome | null {
  const plain = compact(text)
  if (plain === '' || plain.length > 40) return null
  return FAMILIES.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}

/** True for a bare verdict (达成预期指标) that says nothing of what was reached. */
export function isVerdict(text: string): boolean {
  return /^(?:全部|均|已|基本|部分|未|没有|全部或基本)*(?:达成|达到|完成|实现|达标)(?:了)?(?:预期|年度|全部)?(?:指标|目标|任务)?(?:[,，且并]?(?:具有|具备)?(?:一定)?(?:的)?效果(?:较差)?)?$/.test(
    compact(text),
  )
}
