import { halfWidth } from '../values/text.ts'
import { remembered } from './remembered.ts'

/** One numbered goal. `number` is null for text that stands before the first number, or in a text without numbers. */
export type GoalItem = { readonly number: number | null; readonly text: string; readonly isCut: boolean }

/**
 * The goals of a goal cell. `lostBefore` counts goals whose number must have stood before the first one printed (they
 * are lost in the file, or were left out); text without a number counts as one of them.
 */
export type Goals = { readonly items: readonly GoalItem[]; readonly lostBefore: number }

/** A number after a stop or blanks; blanks match from their first one only. */
const NUMBERED = /(?:^|[。；;，,!！?？]|(?<!\s)\s)\s*(?:目标\s*)?(\d{1,2})\s*(?:[.．、:：](?!\d)|[)）])/g

/** Splits `1.…2.…`, `目标1：…目标2：…` or plain sentences into goals. */
export const goalItems: (text: string) => Goals = remembered(splitGoals, 64)

function splitGoals(text: string): Goals {
  const plain = halfWidth(text).trim()
  if (plain === '') return { items: [], lostBefore: 0 }
  const marks = consecutive([...plain.matchAll(NUMBERED)])
  const first = marks[0]
  if (!first || marks.length < 2) return { items: sentences(plain), lostBefore: 0 }

  const head = plain.slice(0, first.index).trim()
  const items = marks.map((mark, i) => itemAt(plain, mark, marks[i + 1]?.index ?? plain.length))
  const number = Number(first[1])
  const before = head === '' ? [] : [{ number: null, text: head, isCut: number > 1 }]
  return { items: [...before, ...items], lostBefore: Math.max(0, number - 1 - before.length) }
}

function itemAt(plain: string, mark: RegExpExecArray, end: number): GoalItem {
  const text = plain.slice(mark.index + mark[0].length, end).trim()
  const isCut = end === plain.length && !/[。;；.!！）)”"\d%个次场期名户件册项家人]$/.test(text)
  return { number: Number(mark[1]), text, isCut }
}

/** Numbers that go on counting; a stray `3.` inside a goal is no new goal. */
function consecutive(marks: readonly RegExpExecArray[]): readonly RegExpExecArray[] {
  const kept: RegExpExecArray[] = []
  for (const mark of marks) {
    const last = kept.at(-1)
    if (!last || Number(mark[1]) === Number(last[1]) + 1) kept.push(mark)
  }
  return kept
}

function sentences(plain: string): readonly GoalItem[] {
  return plain
    .split(/[。;；\n]/)
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map((text) => ({ number: null, text, isCut: false }))
}

/** `目标第 8 项`; only 预期目标 where goals carry no numbers. */
export function goalLabel(item: GoalItem): string {
  return item.number === null ? '预期目标' : `目标第 ${item.number} 项`
}
