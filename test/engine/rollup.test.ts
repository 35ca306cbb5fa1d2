import { expect, test } from 'vitest'
import { rollUp } from '#engine'
import { libraryForm } from '../documents/forms.ts'

test('the department’s project money stands beside the sum of its projects; unknown stays unknown', () => {
  const form = libraryForm()
  const projects = [
    { budget: '1000000.00', executed: '976458.88' },
    { budget: '322000.00', executed: '300000.01' },
  ]
  expect(rollUp(form, projects)).toEqual([
    {
      column: 'annualBudget',
      source: '其他运转类项目＋特定目标类项目',
      department: '1322000.00',
      projects: '1322000.00',
      difference: '0.00',
    },
    {
      column: 'execution',
      source: '其他运转类项目＋特定目标类项目',
      department: '1276458.88',
      projects: '1276458.89',
      difference: '-0.01',
    },
  ])
  expect(rollUp(form, [...projects, { budget: null, executed: '1.00' }])[0]).toMatchObject({
    projects: null,
    difference: null,
  })
  expect(rollUp(form, [])[0]).toMatchObject({ department: '1322000.00', projects: null, difference: null })
  expect(rollUp({ ...form, funds: { ...form.funds, unit: null } }, projects)[0]).toMatchObject({
    department: null,
    difference: null,
  })
})
