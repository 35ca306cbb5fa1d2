import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { unzipSync } from 'fflate'
import { beforeAll, expect, test } from 'vitest'
import { readForms, toAnnotatedDocx, toAnnotatedPdf, toAnnotatedXlsx, toDocx, toPdf, toXlsx } from '#documents'
import { check, choosePolicy, type Form } from '#engine'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { libraryForm } from './forms.ts'

beforeAll(provideNodeAssets)

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

/** What the annotations of a PDF say. */
function annotations(bytes: Uint8Array): string {
  const file = new TextDecoder('latin1').decode(bytes)
  const hex = [...file.matchAll(/\/Subtype\/FreeText[\s\S]*?\/Contents<FEFF([0-9A-F]+)>/gi)].map(
    ([, digits = '']) => digits,
  )
  return hex
    .map((digits) =>
      (digits.match(/.{4}/g) ?? []).map((code) => String.fromCharCode(Number.parseInt(code, 16))).join(''),
    )
    .join('')
}

/** The damaged sample and what is wrong with it. */
async function damagedResult() {
  const form = (await readForms(new Uint8Array(readFileSync(damaged)))).forms[0]
  if (!form) throw new Error('no form')
  return check(form, choosePolicy(form).policy)
}

async function record(bytes: Uint8Array): Promise<Form | undefined> {
  const form = (await readForms(bytes)).forms[0]
  return form && { ...form, reading: {} }
}

test('in Word the findings are comments, each joined to a place in the text, and the form reads back unchanged', async () => {
  const { form, findings } = await damagedResult()
  const bytes = toAnnotatedDocx(form, findings)
  const parts = unzipSync(bytes)
  const part = (name: string) => new TextDecoder().decode(parts[name])
  const comments = part('word/comments.xml')
  const numbers = [...comments.matchAll(/<w:comment w:id="(\d+)"/g)].map(([, number]) => number)
  const joined = [...part('word/document.xml').matchAll(/<w:commentReference w:id="(\d+)"/g)].map(
    ([, number]) => number,
  )
  expect(numbers.length).toBeGreaterThan(10)
  expect([...joined].sort()).toEqual([...numbers].sort())
  for (const { code, message } of findings) expect(comments).toContain(`${code}】${message.slice(0, 8)}`)
  expect(await record(bytes)).toEqual(await record(toDocx(form)))
  expect(toAnnotatedDocx(form, findings)).toEqual(bytes)
})

test('in a PDF the findings stand in the margin none lost, and the form reads back unchanged', async () => {
  const { form, findings } = await damagedResult()
  const { bytes, missing } = await toAnnotatedPdf(form, findings)
  expect(missing).toEqual([])
  const text = annotations(bytes)
  for (const { code } of findings) expect(text).toContain(`${code}】`)
  for (const { message } of findings) expect(text).toContain(message.replaceAll('\n', ''))
  expect(await record(bytes)).toEqual(await record((await toPdf(form)).bytes))
  expect((await toAnnotatedPdf(form, findings)).bytes).toEqual(bytes)
})

test('a finding longer than a page of notes runs on and is not cut', async () => {
  const form = libraryForm()
  const long = Array.from({ length: 900 }, (_, i) => `第${i}点`).join('，')
  const finding = {
    rule: 'x',
    code: 'X99',
    severity: 'error',
    at: ['/title'],
    message: long,
    advice: '改。',
    basis: '',
    fix: null,
  } as const
  const { bytes } = await toAnnotatedPdf(form, [finding])
  const text = annotations(bytes)
  for (const part of ['第0点', '第450点', '第899点']) expect(text).toContain(part)
})
