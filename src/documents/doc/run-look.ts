import type { ByteView } from '../ole/byte-view.ts'
import type { Level } from '../superscript.ts'
import { LIFTED } from '../word/document-xml.ts'
import { sprms } from './sprms.ts'

/** How the characters of a run look to a reader of the paper. */
export type RunLook = 'unseen' | 'struck' | Level

/** What a run or a style says of its look, its own styles included. */
export type Dress = {
  readonly isUnseen: boolean
  readonly isStruck: boolean
  readonly isStruckTwice: boolean
  readonly level: Level | undefined
}

export const PLAIN: Dress = { isUnseen: false, isStruck: false, isStruckTwice: false, level: undefined }

const DELETED = 0x0800
const STRIKE = 0x0837
const HIDDEN = 0x083c
const DOUBLE_STRIKE = 0x2a53
const SCRIPT = 0x2a48
const POSITION = 0x4845
const STYLE = 0x4a30

/** The dress that properties put over the one of their style. */
export function dressed(grpprl: ByteView, style: Dress): Dress {
  let { isUnseen, isStruck, isStruckTwice, level } = style
  for (const { code, from } of sprms(grpprl)) {
    // 128 is what the style says, 129 its opposite.
    const isOn = (before: boolean): boolean => {
      const value = grpprl.u8(from)
      return value === 128 ? before : value === 129 ? !before : value === 1
    }
    if (code === HIDDEN || code === DELETED) isUnseen ||= grpprl.u8(from) === 1
    else if (code === STRIKE) isStruck = isOn(style.isStruck)
    else if (code === DOUBLE_STRIKE) isStruckTwice = isOn(style.isStruckTwice)
    else if (code === SCRIPT) level = LEVELS[grpprl.u8(from)] ?? (level === 'lifted' ? level : undefined)
    else if (code === POSITION) level ??= grpprl.i16(from) >= LIFTED ? 'lifted' : undefined
  }
  return { isUnseen, isStruck, isStruckTwice, level }
}

const LEVELS: Readonly<Record<number, Level>> = { 1: 'raised', 2: 'lowered' }

/** Hidden or deleted under tracked changes, struck out, superscript, subscript, or set higher by hand; undefined for plain text. */
export function lookOf({ isUnseen, isStruck, isStruckTwice, level }: Dress): RunLook | undefined {
  return isUnseen ? 'unseen' : isStruck || isStruckTwice ? 'struck' : level
}

/** The character style a run names, by its number in the style sheet. */
export function styleNamed(grpprl: ByteView): number | undefined {
  let style: number | undefined
  for (const { code, from } of sprms(grpprl)) if (code === STYLE) style = grpprl.u16(from)
  return style
}
