import fc from 'fast-check'
import { expect, test } from 'vitest'
import { editsBetween, type Form, putEdits } from '#engine'
import { arbitraryForm } from '../documents/arbitrary-form.ts'
import { libraryForm } from '../documents/forms.ts'

test('names the deepest places that differ', () => {
  const before = libraryForm()
  const after: Form = {
    ...before,
    goals: { ...before.goals, actual: '已完成' },
    reading: { ...before.reading, '/goals/actual': { status: 'literal' } },
  }
  expect(editsBetween(before, after)).toEqual([
    { at: '/goals/actual', to: '已完成' },
    { at: '/reading/~1goals~1actual', to: { status: 'literal' } },
  ])
  expect(editsBetween(before, { ...before, indicators: before.indicators.slice(1) })).toMatchObject([
    { at: '/indicators' },
  ])
})

test('putting the edits between two forms makes one of the other', () => {
  fc.assert(
    fc.property(arbitraryForm, arbitraryForm, (before, after) => {
      expect(putEdits(before, editsBetween(before, after))).toEqual(after)
    }),
    { numRuns: 60 },
  )
})
