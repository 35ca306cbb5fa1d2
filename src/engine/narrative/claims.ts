import type { Operator } from '../form.ts'
import { type Quantity, quantitiesIn } from '../values/quantities.ts'
import { halfWidth } from '../values/text.ts'
import { coreOf } from './similarity.ts'

/** A number that prose ties to something. `core` is the telling part of its clause, `clause` the clause up to the number. */
export type Claim = {
  readonly quantity: Quantity
  readonly operator: Operator | null
  readonly core: string
  readonly clause: string
  /** What follows the number's unit: 册 may go on as 册次, and 以上 may stand behind it. */
  readonly after: string
}

const CLAUSE_END = /[,，。;；:：!！?？\n]/

/** Every quantity of a text with the clause that names it. */
export function claimsIn(text: string): readonly Claim[] {
  const plain = halfWidth(text)
  return quantitiesIn(text).map((quantity) => {
    const clause = clauseBefore(plain, quantity.index)
    const after =
      plain
        .slice(quantity.index + quantity.text.length)
        .split(CLAUSE_END)[0]
        ?.slice(0, 6) ?? ''
    return { quantity, operator: quantity.operator ?? bound(after), core: coreOf(clause), clause, after }
  })
}

function bound(after: string): Operator | null {
  const word = /^\p{Script=Han}{0,2}?(?:及|或)?以([上内下])/u.exec(after)?.[1]
  return word === undefined ? null : word === '上' ? '≥' : '≤'
}

/** The claim counts in this unit, also where the unit's word goes on behind what was taken for it. */
export function countsIn({ quantity, after }: Claim, unit: string): boolean {
  return unit === quantity.unit || (unit.length > quantity.unit.length && `${quantity.unit}${after}`.startsWith(unit))
}

/** The clause up to the number; behind an earlier number with its unit only what follows it. */
function clauseBefore(plain: string, index: number): string {
  const window = plain.slice(Math.max(0, index - 40), index)
  const clause = window.split(CLAUSE_END).at(-1) ?? ''
  const last = /.*\d[\d.,]*(?:人次|场次|万元|元|%|个|次|期|名|户|家|项|件|份|篇|套|台|本|册|人|场)/.exec(clause)
  const rest = last ? clause.slice(last[0].length) : clause
  return rest.replaceAll(/["“”'‘’《》\s]/g, '')
}

/** Units that count the same kind of thing: 次 and 场次 are the same, 人次 and 户 are people served, 个 is neither. */
export function unitFamily(unit: string | null | undefined): string {
  const plain = unit ?? ''
  if (/^(?:次|场|场次|期次)$/.test(plain)) return '次'
  if (/^(?:人|人次|名|户|户次|家庭)$/.test(plain)) return '人户'
  return plain
}
