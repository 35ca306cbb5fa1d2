import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readForms } from '#documents'
import { formJsonSchema, parseForm } from '../../src/documents/schema.ts'
import { arbitraryForm } from './arbitrary-form.ts'
import { libraryForm } from './forms.ts'

const PUBLISHED = join(import.meta.dirname, '../../schema/form.v1.json')

describe('the schema of the record', () => {
  test('schema/form.v1.json is the schema of this code', () => {
    expect(JSON.parse(readFileSync(PUBLISHED, 'utf8'))).toEqual(JSON.parse(JSON.stringify(formJsonSchema())))
  })

  test('every form fits it and comes out unchanged', () => {
    fc.assert(
      fc.property(arbitraryForm, (form) => {
        expect(parseForm(JSON.parse(JSON.stringify(form)))).toEqual({ form })
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    [
      'an amount with separators',
      {
        ...libraryForm(),
        funds: { unit: '元', rows: [{ ...libraryForm().funds.rows[0], execution: '3,702,440.10' }] },
      },
      '/funds/rows/0/execution',
    ],
    ['a misspelt key', { ...libraryForm(), departement: 'x' }, '/'],
    ['a date that never was', { ...libraryForm(), filedOn: '2025-02-30' }, '/filedOn'],
    ['points finer than 0.01', { ...libraryForm(), total: { weight: 100, score: 99.123 } }, '/total/score'],
    ['no record at all', 42, '/'],
  ])('%s is told with its place', (_, json, at) => {
    const result = parseForm(json)
    expect('problems' in result && result.problems.map((problem) => problem.split('：')[0])).toEqual([at])
  })
})

describe('a JSON record as a file', () => {
  const bytes = (json: unknown) => new TextEncoder().encode(JSON.stringify(json))

  test('is read as it stands, one or several', async () => {
    const form = libraryForm()
    expect(await readForms(bytes(form))).toMatchObject({ forms: [form], problems: [] })
    expect((await readForms(bytes([form, form]))).forms).toEqual([form, form])
  })

  test('with an error gives a problem and no form', async () => {
    const { forms, problems } = await readForms(bytes({ ...libraryForm(), grade: 7 }))
    expect(forms).toEqual([])
    expect(problems[0]?.message).toMatch(/^JSON 记录不合 jiheng\/form\.v1：\/grade：/)
  })

  test('tells what is wrong in Chinese, without words of the schema language', async () => {
    const { contact: _, ...form } = libraryForm()
    const wrong = {
      ...form,
      title: 5,
      kind: 'x',
      fiscalYear: 2024.5,
      filedOn: '2025-02-30',
      indicators: 'a',
      funds: { unit: '千元', rows: [{ ...libraryForm().funds.rows[0], execution: '1,2', weight: 1.234 }] },
      goals: null,
      throughMonth: 13,
      departement: '云岭',
    }
    const messages = (await readForms(bytes(wrong))).problems.map(({ message }) => message.replace(/^.*?：/, ''))
    const kinds = 'department-self-evaluation、project-self-evaluation、target-declaration、monitoring'
    expect(messages.sort()).toEqual(
      [
        `/kind：只能是 ${kinds}、transfer-self-evaluation、indicator-framework、unrecognised 之一`,
        '/title：应为文字，实际是数',
        '/fiscalYear：应为整数，实际是数',
        '/filedOn：应为日期，如 2025-01-15',
        '/indicators：应为列表，实际是文字',
        '/funds/unit：只能是 元、万元 之一',
        '/funds/rows/0/execution：应为十进制数，如 1234567.89，不带千分位和单位',
        '/funds/rows/0/weight：最多两位小数',
        '/goals：应为一组项目，实际是空（null）',
        '/throughMonth：不能大于 12',
        '/contact：缺这一项',
        '/：有这里没有的项：departement',
      ].sort(),
    )
  })

  test('cut in the middle gives a problem and no form', async () => {
    const whole = bytes(libraryForm())
    const { forms, problems } = await readForms(whole.subarray(0, whole.length - 100))
    expect(forms).toEqual([])
    expect(problems.at(-1)?.message).toContain('不完整或已损坏')
  })
})
