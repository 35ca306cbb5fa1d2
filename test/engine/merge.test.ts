import { describe, expect, test } from 'vitest'
import { mergeEdits } from '#engine'
import { libraryForm } from '../documents/forms.ts'

const base = libraryForm()
const edit = (at: string, to: unknown) => ({ at, to })
const score = '/indicators/1/score'

describe('edits on a form that others edit too', () => {
  test('on places nobody touched are merged with theirs', () => {
    const theirs = mergeEdits(base, base, [edit('/department', '甲局')])
    if (!('form' in theirs)) throw new Error('a conflict')
    const merged = mergeEdits(base, theirs.form, [edit(score, 1)])
    expect(merged).toMatchObject({ form: { department: '甲局' } })
    expect('form' in merged && merged.form.indicators[1]?.score).toBe(1)
  })

  test('on a place that was changed are a conflict with all three values, and nothing is applied', () => {
    const theirs = mergeEdits(base, base, [edit(score, 2)])
    if (!('form' in theirs)) throw new Error('a conflict')
    const merged = mergeEdits(base, theirs.form, [edit('/department', '甲局'), edit(score, 1)])
    expect(merged).toEqual({ conflicts: [{ at: score, base: base.indicators[1]?.score, mine: 1, theirs: 2 }] })
  })

  test('that say the same are no conflict', () => {
    const theirs = mergeEdits(base, base, [edit(score, 2)])
    if (!('form' in theirs)) throw new Error('a conflict')
    expect(mergeEdits(base, theirs.form, [edit(score, 2)])).toEqual(theirs)
  })

  test('below a row are a conflict when rows were added or removed', () => {
    const fewer = { ...base, indicators: base.indicators.slice(1) }
    expect(mergeEdits(base, fewer, [edit('/indicators/5/score', 1)])).toHaveProperty('conflicts')
  })

  test('reach the readings, whose keys hold slashes, and can take one away', () => {
    const marked = mergeEdits(base, base, [edit('/reading/~1department', { status: 'literal' })])
    if (!('form' in marked)) throw new Error('a conflict')
    expect(marked.form.reading['/department']).toEqual({ status: 'literal' })
    const cleared = mergeEdits(marked.form, marked.form, [edit('/reading/~1department', undefined)])
    expect('form' in cleared && '/department' in cleared.form.reading).toBe(false)
  })

  test('never reach into the language itself', () => {
    const merged = mergeEdits(base, base, [edit('/__proto__/polluted', 1), edit('/funds/__proto__', { polluted: 1 })])
    expect('form' in merged && 'polluted' in merged.form.funds).toBe(false)
    expect('polluted' in {}).toBe(false)
  })
})
