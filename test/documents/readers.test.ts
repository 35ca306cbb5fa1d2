import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readGrids } from '#documents'
import { formats } from '../../src/documents/formats.ts'

const FORMS = join(import.meta.dirname, '../../../shared/forms')

type TruthCell = { r: number; c: number; rs: number; cs: number; text: string }
type Truth = { nrows: number; ncols: number; cells: readonly TruthCell[] }

const names = existsSync(FORMS) ? readdirSync(join(FORMS, 'grid')).map((file) => file.replace('.grid.json', '')) : []

describe.skipIf(names.length === 0)('the forms with known cells', () => {
  test.each(names.flatMap((name) => [['xlsx', name] as const, ['xls', name] as const, ['html', name] as const]))(
    '%s of %s',
    async (format, name) => {
      const truth: Truth = JSON.parse(readFileSync(join(FORMS, 'grid', `${name}.grid.json`), 'utf8'))
      const { grids, problems } = await readGrids(readFileSync(join(FORMS, format, `${name}.${format}`)))
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
    },
  )
})

test('every reader in the folder is in the table of formats', () => {
  const folder = join(import.meta.dirname, '../../src/documents')
  const readers = readdirSync(folder).flatMap((file) => /^from-(\w+)\.ts$/.exec(file)?.[1] ?? [])
  const listed = formats.filter((format) => !('refusal' in format)).map(({ name }) => name)
  expect(listed.toSorted()).toEqual(readers.toSorted())
})
