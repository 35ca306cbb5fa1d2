import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readForms, readGrids } from '#documents'
import { formats } from '../../src/documents/formats.ts'
import { officeForms } from './forms.ts'

const FORMS = join(import.meta.dirname, '../../../shared/forms')

type TruthCell = { r: number; c: number; rs: number; cs: number; text: string; noborder: boolean }
type Truth = { nrows: number; ncols: number; cells: readonly TruthCell[] }

const names = existsSync(FORMS) ? readdirSync(join(FORMS, 'grid')).map((file) => file.replace('.grid.json', '')) : []

const truthOf = (name: string): Truth => JSON.parse(readFileSync(join(FORMS, 'grid', `${name}.grid.json`), 'utf8'))
const bytesOf = (format: string, name: string) => readFileSync(join(FORMS, format, `${name}.${format}`))
const each = (...formats: readonly string[]) =>
  names.flatMap((name) => formats.map((format) => [format, name] as const))

describe.runIf(names.length > 0)('[shared] the forms with known cells', () => {
  test.each(each('xlsx', 'xls', 'html'))('%s of %s: every cell with its text and span', async (format, name) => {
    const truth = truthOf(name)
    const { grids, problems } = await readGrids(bytesOf(format, name))
    expect(problems).toEqual([])
    expect(grids).toHaveLength(1)
    const [grid] = grids
    const cells = grid?.cells.map(({ row, column, rowSpan, columnSpan, text }) => [
      row,
      column,
      rowSpan,
      columnSpan,
      text,
    ])
    expect(cells).toEqual(truth.cells.map(({ r, c, rs, cs, text }) => [r, c, rs, cs, text]))
    expect([grid?.rows, grid?.columns, grid?.positions]).toEqual([truth.nrows, truth.ncols, 'exact'])
  })

  test.each(each('docx', 'doc'))('%s of %s: every cell of the table with its text and span', async (format, name) => {
    const { cells, ncols } = truthOf(name)
    const wanted = cells.filter(({ noborder }) => !noborder)
    const { grids, problems } = await readGrids(bytesOf(format, name))
    expect(problems).toEqual([])
    expect(grids.map(({ columns, positions }) => [columns, positions])).toEqual([[ncols, 'exact']])
    const found = grids[0]?.cells.filter(({ source }) => 'table' in source) ?? []
    const shift = (found[0]?.row ?? 0) - (wanted[0]?.r ?? 0)
    expect(
      found.map(({ row, column, rowSpan, columnSpan, text }) => [row - shift, column, rowSpan, columnSpan, text]),
    ).toEqual(wanted.map(({ r, c, rs, cs, text }) => [r, c, rs, cs, text]))
  })

  test.each(each('xls', 'docx', 'doc'))('%s of %s: the same record as from the xlsx', async (format, name) => {
    const record = async (bytes: Uint8Array) => (await readForms(bytes)).forms.map(({ reading: _, ...form }) => form)
    const wanted = await record(bytesOf('xlsx', name))
    expect(wanted).toHaveLength(1)
    expect(await record(bytesOf(format, name))).toEqual(wanted)
  })
})

const FIXTURES = new URL('../fixtures/documents/', import.meta.url)

describe('our forms saved by another program', () => {
  const { department, project } = officeForms()
  test.each(['xls', 'docx', 'doc'])('as .%s give the same record', async (format) => {
    for (const [name, { reading: _, ...wanted }] of Object.entries({ department, project })) {
      const { forms, problems } = await readForms(readFileSync(new URL(`${name}.${format}`, FIXTURES)))
      expect(problems).toEqual([])
      expect(forms.map(({ reading: _, ...form }) => form)).toEqual([wanted])
    }
  })
})

test('every reader in the folder is in the table of formats', () => {
  const folder = join(import.meta.dirname, '../../src/documents')
  const readers = readdirSync(folder).flatMap((file) => /^from-(\w+)\.ts$/.exec(file)?.[1] ?? [])
  const listed = formats.filter((format) => !('refusal' in format)).map(({ name }) => name)
  expect(listed.toSorted()).toEqual(readers.toSorted())
})
