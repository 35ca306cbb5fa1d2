import { BUREAU_ROLES } from '#engine'
import { REGION } from '../harness.ts'
import type { Assigned } from './fixture.ts'

/** The columns, in this order: 经办人、负责人、主管部门、财政业务、绩效科、专家、审计、管理员. */
export const ROLES = [
  'clerk',
  'unitHead',
  'departmentReviewer',
  'financeReviewer',
  'performanceOfficer',
  'expert',
  'auditor',
  'administrator',
] as const

/** The rows: what somebody's role is for, seen from unit 204 in the fiscal year 2024. `nobody` is not signed in. */
export const RELATIONS = ['own', 'above', 'other', 'bureau', 'elsewhere', 'past', 'nobody'] as const
export type Relation = (typeof RELATIONS)[number]

/** The most that a role can be in another bureau, or could in years that are over: the whole bureau where it is given for one. */
export function assigned(role: Assigned['role'], relation: Exclude<Relation, 'nobody'>): Assigned {
  const widest = BUREAU_ROLES.includes(role) ? 0 : 204
  switch (relation) {
    case 'own':
      return { role, region: REGION, unit: 204, years: [2020, null] }
    case 'above':
      return { role, region: REGION, unit: 50, years: [2020, null] }
    case 'other':
      return { role, region: REGION, unit: 301, years: [2020, null] }
    case 'bureau':
      return { role, region: REGION, unit: 0, years: [2020, null] }
    case 'elsewhere':
      return { role, region: 18, unit: widest, years: [2020, null] }
    case 'past':
      return { role, region: REGION, unit: widest, years: [2020, 2022] }
  }
}

/**
 * Who is let through, by hand, a line a relation and a sign a role: `+` through, `-` through but sees nothing of unit 204, `x` 403,
 * `o` 404 (as if it did not exist), `!` 401. None of it is made from what the endpoints say of themselves.
 */
export const GRIDS = {
  anyone: `
    own       ++++++++
    above     ++++++++
    other     ++++++++
    bureau    ++++++++
    elsewhere ++++++++
    past      ++++++++
    nobody    ++++++++`,
  signedIn: `
    own       ++++++++
    above     ++++++++
    other     ++++++++
    bureau    ++++++++
    elsewhere ++++++++
    past      ++++++++
    nobody    !!!!!!!!`,
  inBureau: `
    own       ++++++++
    above     ++++++++
    other     ++++++++
    bureau    ++++++++
    elsewhere oooooooo
    past      ++++++++
    nobody    !!!!!!!!`,
  administrator: `
    own       xxxxxxxx
    above     xxxxxxxx
    other     xxxxxxxx
    bureau    xxxxxxx+
    elsewhere oooooooo
    past      xxxxxxxx
    nobody    !!!!!!!!`,
  read: `
    own       ++++++++
    above     oo+ooooo
    other     oooooooo
    bureau    ooo++o++
    elsewhere oooooooo
    past      oooooooo
    nobody    !!!!!!!!`,
  list: `
    own       ++++++++
    above     --+-----
    other     --------
    bureau    ---++-++
    elsewhere oooooooo
    past      --------
    nobody    !!!!!!!!`,
  /** Units and their names are no secret of a year: somebody whose roles have ended still knows them. */
  readUnit: `
    own       ++++++++
    above     oo+ooooo
    other     oooooooo
    bureau    ooo++o++
    elsewhere oooooooo
    past      ++++++++
    nobody    !!!!!!!!`,
  listUnits: `
    own       ++++++++
    above     --+-----
    other     --------
    bureau    ---++-++
    elsewhere oooooooo
    past      ++++++++
    nobody    !!!!!!!!`,
  create: `
    own       +xxxxxxx
    above     xxxxxxxx
    other     xxxxxxxx
    bureau    xxxxxxxx
    elsewhere oooooooo
    past      xxxxxxxx
    nobody    !!!!!!!!`,
  change: `
    own       +xxxxxxx
    above     oxxxxxxx
    other     oxxxxxxx
    bureau    oxxxxxxx
    elsewhere oooooooo
    past      oxxxxxxx
    nobody    !!!!!!!!`,
  clerkMoves: `
    own       +xxxxxxx
    above     ooxooxxx
    other     oooooxxx
    bureau    oooxxxxx
    elsewhere oooooooo
    past      oooooxxx
    nobody    !!!!!!!!`,
  headMoves: `
    own       x+xxxxxx
    above     ooxooxxx
    other     oooooxxx
    bureau    oooxxxxx
    elsewhere oooooooo
    past      oooooxxx
    nobody    !!!!!!!!`,
  departmentMoves: `
    own       xx+xxxxx
    above     oo+ooxxx
    other     oooooxxx
    bureau    oooxxxxx
    elsewhere oooooooo
    past      oooooxxx
    nobody    !!!!!!!!`,
  financeMoves: `
    own       xxx+xxxx
    above     ooxooxxx
    other     oooooxxx
    bureau    ooo+xxxx
    elsewhere oooooooo
    past      oooooxxx
    nobody    !!!!!!!!`,
  officerMoves: `
    own       xxxx+xxx
    above     ooxooxxx
    other     oooooxxx
    bureau    ooox+xxx
    elsewhere oooooooo
    past      oooooxxx
    nobody    !!!!!!!!`,
  headMovesMany: `
    own       -+---xxx
    above     -----xxx
    other     -----xxx
    bureau    -----xxx
    elsewhere oooooooo
    past      -----xxx
    nobody    !!!!!!!!`,
  comment: `
    own       ++++++xx
    above     oo+oooxx
    other     ooooooxx
    bureau    ooo++oxx
    elsewhere oooooooo
    past      ooooooxx
    nobody    !!!!!!!!`,
  review: `
    own       xx++++xx
    above     xx+oooxx
    other     xxooooxx
    bureau    xxo++oxx
    elsewhere oooooooo
    past      xxooooxx
    nobody    !!!!!!!!`,
  analysis: `
    own       xx+++x++
    above     xx+--x--
    other     xx---x--
    bureau    xx-++x++
    elsewhere oooooooo
    past      xx---x--
    nobody    !!!!!!!!`,
  preview: `
    own       xxxx+x++
    above     xxxx-x--
    other     xxxx-x--
    bureau    xxxx+x++
    elsewhere oooooooo
    past      xxxx-x--
    nobody    !!!!!!!!`,
  bureauReads: `
    own       xxxxxxxx
    above     xxxxxxxx
    other     xxxxxxxx
    bureau    xxx++x++
    elsewhere oooooooo
    past      xxx++x++
    nobody    !!!!!!!!`,
  bureauStartsForYear: `
    own       xxxxxxxx
    above     xxxxxxxx
    other     xxxxxxxx
    bureau    xxxx+xx+
    elsewhere oooooooo
    past      xxxxxxxx
    nobody    !!!!!!!!`,
  bureauReadsForYear: `
    own       xxxxxxxx
    above     xxxxxxxx
    other     xxxxxxxx
    bureau    xxx++x++
    elsewhere oooooooo
    past      xxxxxxxx
    nobody    !!!!!!!!`,
  draw: `
    own       xxxxxxxx
    above     xxxxxxxx
    other     xxxxxxxx
    bureau    xxxx+xxx
    elsewhere oooooooo
    past      xxxxxxxx
    nobody    !!!!!!!!`,
  unitLog: `
    own       xxxx+x++
    above     xxxx-x--
    other     xxxx-x--
    bureau    xxxx+x++
    elsewhere oooooooo
    past      xxxx+x++
    nobody    !!!!!!!!`,
  wholeLog: `
    own       xxxxxxxx
    above     xxxxxxxx
    other     xxxxxxxx
    bureau    xxxx+x++
    elsewhere oooooooo
    past      xxxx+x++
    nobody    !!!!!!!!`,
} as const

export type Grid = keyof typeof GRIDS
