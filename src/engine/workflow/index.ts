export { type Confirmation, confirmationKey, type Gate, isReason, submissionGate } from './gate.ts'
export { actionsFor, moveFor, next } from './next.ts'
export type { Action, FormStatus, Move, Role } from './workflow.ts'
export { ACTION_NAMES, EDITABLE, MOVES, ROLE_NAMES, STATUS_NAMES } from './workflow.ts'
