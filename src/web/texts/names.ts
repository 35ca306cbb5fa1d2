import { ACTION_NAMES, ROLE_NAMES, STATUS_NAMES } from '#engine'
import { inLanguage } from './language.ts'

export const chinese = { roles: ROLE_NAMES, statuses: STATUS_NAMES, actions: ACTION_NAMES }

/** Roles, statuses and steps as the page says them; kinds of forms, rules and packs have their official names in both languages. */
export const { roles: roleNames, statuses: statusNames, actions: actionNames } = inLanguage('names', chinese)
