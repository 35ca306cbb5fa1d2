import { english as account } from './account.ts'
import { english as analysis } from './analysis.ts'
import { english as checkPage } from './check-page.ts'
import { english as common } from './common.ts'
import { english as form } from './form.ts'
import { english as lists } from './lists.ts'
import { english as names } from './names.ts'
import { english as paper } from './paper.ts'
import { english as people } from './people.ts'
import { english as shell } from './shell.ts'
import { english as units } from './units.ts'

export const english = {
  account,
  analysis,
  'check-page': checkPage,
  common,
  form,
  lists,
  names,
  paper,
  people,
  shell,
  units,
}

/** All English texts by area; their keys are those of the Chinese. */
export type English = typeof english
