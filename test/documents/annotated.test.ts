import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { readForms, toAnnotatedXlsx, toXlsx } from '#documents'
import { check, choosePolicy } from '#engine'

const damaged = new URL('../../src/web/samples/damaged.txt', import.meta.url)

test('findings stand as comments on their cells, and the form reads back unchanged', async () => {
  const form = (await readForms(new Uint8Array(readFileSync(damaged)))).forms[0]
  if (!form) throw new Error('no form')
  const { findings } = check(form, choosePolicy(form).policy)
  const bytes = toAnnotatedXlsx(form, findings)

  const book = new ExcelJS.Workbook()
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0])
  const notes: string[] = []
  book.worksheets[0]?.eachRow({ includeEmpty: true }, (row) =>
    row.eachCell({ includeEmpty: true }, (cell) => {
      const { note } = cell
      if (note) notes.push(typeof note === 'string' ? note : (note.texts ?? []).map(({ text }) => text).join(''))
    }),
  )
  for (const { code, message } of findings)
    expect(notes.some((note) => note.includes(`${code}】${message}`))).toBe(true)

  const again = (await readForms(bytes)).forms[0]
  const plain = (await readForms(toXlsx(form))).forms[0]
  expect({ ...again, reading: null }).toEqual({ ...plain, reading: null })
  expect(toAnnotatedXlsx(form, findings)).toEqual(bytes)
})

test('without findings there is nothing to annotate', async () => {
  const form = (await readForms(new Uint8Array(readFileSync(damaged)))).forms[0]
  if (!form) throw new Error('no form')
  expect(toAnnotatedXlsx(form, [])).toEqual(toXlsx(form))
})
