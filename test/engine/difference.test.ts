import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acceptDifferences, applyEdits, differences, type Form, isSameForm, typeInto } from '#engine'
import { arbitraryForm } from '../documents/arbitrary-form.ts'
import { libraryForm, projectForm } from '../documents/forms.ts'

const summary = (before: Form, after: Form) => differences(before, after).map(({ kind, at }) => `${kind} ${at}`)

describe('a form that came back', () => {
  test('unchanged has no difference, blanks and printed precision aside', () => {
    const form = libraryForm()
    const [row, ...rest] = form.funds.rows
    if (!row) throw new Error('no row')
    const printed = {
      ...form,
      funds: { ...form.funds, rows: [{ ...row, annualBudget: `${row.annualBudget}0` }, ...rest] },
    }
    expect(summary(form, { ...printed, department: ` ${form.department} ` })).toEqual([])
  })

  test('a thousandth of a large amount is a difference', () => {
    const form = libraryForm()
    const at = '/funds/rows/0/annualBudget'
    const [a, b] = ['123456789012345.01', '123456789012345.02'].map((to) => applyEdits(form, [{ at, to }]))
    if (!a || !b) throw new Error('no form')
    expect(summary(a, b)).toEqual([`changed ${at}`])
  })

  test('says cell by cell what changed, with both values', () => {
    const form = libraryForm()
    const after = typeInto(typeInto(form, '/indicators/1/actual/text', '99.5%'), '/indicators/2/score', '1')
    const list = differences(form, after)
    expect(list.map(({ at }) => at)).toEqual(['/indicators/1/actual', '/indicators/2/score'])
    expect(list[1]).toMatchObject({ before: form.indicators[2]?.score, after: 1 })
  })

  test('rows moved, one renamed, one gone and one new: paired by name, never by position', () => {
    const form = libraryForm()
    const [first, second, third, ...rest] = form.indicators
    if (!first || !second || !third) throw new Error('too few rows')
    const added = { ...second, name: '全新的一项内容', weight: 1 }
    const after = { ...form, indicators: [third, { ...first, name: `${first.name}数` }, added, ...rest] }
    expect(summary(form, after)).toEqual(['changed /indicators/0/name', 'removed /indicators/1', 'added /indicators/1'])
  })

  test('a cell that can’t be read is told and never taken', () => {
    const form = libraryForm()
    const at = '/funds/rows/0/execution'
    const lost = applyEdits(form, [{ at, to: null }])
    const after: Form = { ...lost, reading: { ...lost.reading, [at]: { status: 'missing', raw: '3,6■' } } }
    const list = differences(form, after)
    expect(list.map(({ kind, at }) => [kind, at])).toEqual([['unread', at]])
    expect(acceptDifferences(form, after, list)).toEqual(form)
  })

  test('a doubtful value stays doubtful when it is taken', () => {
    const form = libraryForm()
    const at = '/indicators/2/score'
    const changed = typeInto(form, at, '1')
    const after: Form = { ...changed, reading: { ...changed.reading, [at]: { status: 'doubtful', raw: '1 7' } } }
    expect(acceptDifferences(form, after, differences(form, after)).reading[at]?.status).toBe('doubtful')
  })

  test('taking all gives the file’s form; taking none leaves the form as it was', () => {
    const form = fc.tuple(arbitraryForm, arbitraryForm)
    fc.assert(
      fc.property(form, ([before, other]) => {
        const after = { ...other, kind: before.kind, declaration: before.declaration }
        const list = differences(before, after as Form)
        const taken = acceptDifferences(
          before,
          after as Form,
          list.filter(({ kind }) => kind !== 'unread'),
        )
        expect(differences(taken, after as Form).filter(({ kind }) => kind !== 'unread')).toEqual([])
        expect(taken.indicators).toHaveLength(after.indicators.length)
        expect(acceptDifferences(before, after as Form, [])).toEqual(before)
      }),
      { numRuns: 200 },
    )
  })

  test('of another unit, year or kind is not the same form', () => {
    const form = libraryForm()
    expect(isSameForm(form, { ...form, title: '别的标题' })).toBe(true)
    expect(isSameForm(form, { ...form, fiscalYear: 1999 })).toBe(false)
    expect(isSameForm(form, { ...form, department: '另一个单位' })).toBe(false)
    expect(isSameForm(form, projectForm())).toBe(false)
  })
})
