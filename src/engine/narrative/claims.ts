import type { Operator } from '../form.ts'
import { type Quantity, quantitiesIn } from '../values/quantities.ts'
import { halfWidth } from '../values/text.ts'
import { remembered } from './remembered.ts'
import { coreOf } from './similarity.ts'

/** A number that prose ties to something. */
export type Claim = {
  readonly quantity: Quantity
  readonly operator: Operator | null
  /** The clause up to the number, as it would be quoted. */
  readonly clause: string
  /** Where the clause begins; claims of one clause begin at one place. */
  readonly start: number
  /** What follows the unit: 册 may go on as 册次, 以上 may stand there, and so may the thing counted. */
  readonly after: string
  /** The telling part of what stands before the number; where that says nothing (完成3处…), of what follows. */
  readonly core: string
  /** The telling part of the clause on both sides of the number. */
  readonly around: string
}

const CLAUSE_END = /[,，。;；:：!！?？\n]/
const ORDINAL = /^\s*\d{1,2}\s*[.．、)）]\s*/
/** An earlier number with its unit: what follows it speaks of something else. */
const COUNTED = /^.*\d[\d.,]*(?:人次|场次|万元|亿元|元|%|[个次期名户家项件份篇套台本册人场座条处])/

/** Every quantity of a text with the clause that names it. */
export const claimsIn: (text: string) => readonly Claim[] = remembered(readClaims, 2_000)

function readClaims(text: string): readonly Claim[] {
  const plain = halfWidth(text)
  return quantitiesIn(text).map((quantity) => {
    const start = clauseStart(plain, quantity.index)
    const clause = clauseBefore(plain.slice(start, quantity.index))
    const end = quantity.index + quantity.text.length
    const after = plain.slice(end, end + 30).split(CLAUSE_END)[0] ?? ''
    const follows = (after.split(/\d/)[0] ?? '').replace(/^(?:及|或)?以[上内下]/, '')
    const named = clause.replace(LINK, '')
    return {
      quantity,
      operator: quantity.operator ?? bound(after),
      clause,
      start,
      after,
      core: EMPTY.test(clause) ? coreOf(follows) : coreOf(named),
      around: coreOf(`${named}${follows}`),
    }
  })
}

/** Words that tie a noun to its number. */
const LINK = /(?:达到?|不少于|不低于|不超过|不高于|至少|超过|控制在|完成|共计|合计|约|共|为)+$/

/** Clauses before a number that name nothing. */
const EMPTY = /^(?:完成|共|累计|达到?|约|另|其中|实现|新增|计|全年|本年)*$/

function clauseStart(plain: string, index: number): number {
  const window = plain.slice(Math.max(0, index - 60), index)
  return index - (window.split(CLAUSE_END).at(-1)?.length ?? 0)
}

function clauseBefore(clause: string): string {
  return clause
    .replace(ORDINAL, '')
    .replace(COUNTED, '')
    .replaceAll(/["“”'‘’《》\s]/g, '')
}

function bound(after: string): Operator | null {
  const word = /^\p{Script=Han}{0,2}?(?:及|或)?以([上内下])/u.exec(after)?.[1]
  return word === undefined ? null : word === '上' ? '≥' : '≤'
}

/** The claim counts in this unit, also where the unit's word goes on behind what was taken for it. */
export function countsIn({ quantity, after }: Claim, unit: string): boolean {
  return unit === quantity.unit || (unit.length > quantity.unit.length && `${quantity.unit}${after}`.startsWith(unit))
}

/** Units that count the same kind of thing: 次 and 场次 are the same, 人次 and 户 are people served, 个 is neither. */
export function unitFamily(unit: string | null | undefined): string {
  const plain = unit ?? ''
  if (/^(?:次|场|场次|期次)$/.test(plain)) return '次'
  if (/^(?:人|人次|名|户|户次|家庭)$/.test(plain)) return '人户'
  return plain
}
