import type { Form } from '../form.ts'
import { onceAForm } from './once.ts'

/** True where the file is to blame for a value that isn't there: never the unit's error. */
export function isLost(form: Form, pointer: string): boolean {
  if (!marksOf(form).hasMissing) return false
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (form.reading[at]?.status === 'missing' && !isWholeList(at)) return true
  }
  return [`${pointer}/text`, `${pointer}/value`].some((at) => form.reading[at]?.status === 'missing')
}

/** True where a value stands that a person must confirm first. */
export function isDoubtful(form: Form, pointer: string): boolean {
  if (!marksOf(form).hasDoubtful) return false
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

/** Whether the reader marked anything at all: most forms that people fill have no such mark, and every rule asks for every row. */
const marksOf = onceAForm(({ reading }) => {
  const marks = { hasMissing: false, hasDoubtful: false }
  for (const at in reading) {
    const status = reading[at]?.status
    if (status === 'missing') marks.hasMissing = true
    if (status === 'doubtful') marks.hasDoubtful = true
  }
  return marks
})

/** The reader left a value open somewhere. */
export function hasDoubts(form: Form): boolean {
  return marksOf(form).hasDoubtful
}

/** An indicator whose actual the file has lost. */
export function isActualLost(form: Form, i: number): boolean {
  if (!marksOf(form).hasMissing) return false
  const at = `/indicators/${i}/actual`
  return [at, `${at}/text`, `${at}/value`].some((pointer) => form.reading[pointer]?.status === 'missing')
}
