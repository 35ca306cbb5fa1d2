import { type Action, type FormStatus, MOVES, type Move, type Role } from './workflow.ts'

/** The move that somebody with these roles makes with an action; undefined when the status or the roles don't allow it. */
export function moveFor(status: FormStatus, action: Action, roles: readonly Role[]): Move | undefined {
  return MOVES.find((move) => move.action === action && move.from.includes(status) && allows(move, roles))
}

/** The status an action leads to; undefined when nobody may do that from here. */
export function next(status: FormStatus, action: Action): FormStatus | undefined {
  const move = MOVES.find((one) => one.action === action && one.from.includes(status))
  return move && (move.to === 'same' ? status : move.to)
}

/** What somebody with these roles can do with a form now, in the order of the workflow. */
export function actionsFor(status: FormStatus, roles: readonly Role[]): readonly Action[] {
  const moves = MOVES.filter((move) => move.from.includes(status) && allows(move, roles))
  return [...new Set(moves.map(({ action }) => action))]
}

function allows({ by }: Move, roles: readonly Role[]): boolean {
  return by.some((role) => roles.includes(role))
}
