import type { Form } from '../form.ts'

/** True where the file is to blame for a value that isn't there: never the unit's error. */
export function isLost(form: Form, pointer: string): boolean {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (form.reading[at]?.status === 'missing' && !isWholeList(at)) return true
  }
  return [`${pointer}/text`, `${pointer}/value`].some((at) => form.reading[at]?.status === 'missing')
}

/** True where a value stands that a person must confirm first. */
export function isDoubtful(form: Form, pointer: string): boolean {
  return [pointer, `${pointer}/text`, `${pointer}/value`].some((at) => form.reading[at]?.status === 'doubtful')
}

/** The reader knows that indicator rows are lost in the file. */
export function hasLostRows(form: Form): boolean {
  return form.reading['/indicators']?.status === 'missing'
}

/** The reader knows that fund rows are lost in the file. */
export function hasLostFunds(form: Form): boolean {
  return form.reading['/funds/rows']?.status === 'missing' || form.reading['/funds']?.status === 'missing'
}

/** `/indicators` marked missing says that rows are lost, not that every value in it is. */
function isWholeList(pointer: string): boolean {
  return pointer === '/indicators' || pointer === '/funds/rows'
}
