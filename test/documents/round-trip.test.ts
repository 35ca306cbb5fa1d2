import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blankForm, officialSheet, readForms, readGrids, type Sheet, toCsv, toDocx, toHtml, toXlsx } from '#documents'
import type { Form, Grid } from '#engine'
import { arbitraryForm } from './arbitrary-form.ts'
import { libraryForm, projectForm } from './forms.ts'

const html = (form: Form) => new TextEncoder().encode(toHtml(form))

/** The record without `reading`: how a value was read is new each time. */
function record({ reading: _, ...form }: Form): Omit<Form, 'reading'> {
  return form
}

async function readBack(bytes: Uint8Array): Promise<readonly Omit<Form, 'reading'>[]> {
  return (await readForms(bytes)).forms.map(record)
}

function placed({ cells }: Pick<Sheet | Grid, 'cells'>) {
  return cells
    .map(({ row, column, rowSpan, columnSpan, text }) => ({ row, column, rowSpan, columnSpan, text }))
    .sort((a, b) => a.row - b.row || a.column - b.column)
}

describe('written and read again', () => {
  test.each([
    ['a department form', libraryForm()],
    ['a project form', projectForm()],
  ])('%s keeps every value, as xlsx, docx and HTML', async (_, form) => {
    expect(await readBack(toDocx(form))).toEqual([record(form)])
    expect(await readBack(toXlsx(form))).toEqual([record(form)])
    expect(await readBack(html(form))).toEqual([record(form)])
  })

  test('any form keeps every value as xlsx', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryForm, async (form) => {
        expect(await readBack(toXlsx(form))).toEqual([record(form)])
      }),
      { numRuns: 150 },
    )
  })

  test('any form keeps every value as docx', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryForm, async (form) => {
        expect(await readBack(toDocx(form))).toEqual([record(form)])
      }),
      { numRuns: 150 },
    )
  })

  test('any form keeps every value as HTML', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryForm, async (form) => {
        expect(await readBack(html(form))).toEqual([record(form)])
      }),
      { numRuns: 150 },
    )
  })

  test('any form keeps every value as CSV', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryForm, async (form) => {
        expect(await readBack(new TextEncoder().encode(toCsv(form)))).toEqual([record(form)])
      }),
      { numRuns: 100 },
    )
  })

  test('the grid of the xlsx is the sheet, cell by cell', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryForm, async (form) => {
        const { grids, problems } = await readGrids(toXlsx(form))
        expect(problems).toEqual([])
        const sheet = placed(officialSheet(form)).filter(({ row }) => row < (grids[0]?.rows ?? 0))
        expect(grids.map(placed)).toEqual([sheet])
      }),
      { numRuns: 100 },
    )
  })

  test('the grid of the docx is the sheet, cell by cell', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryForm, async (form) => {
        const { grids, problems } = await readGrids(toDocx(form))
        expect(problems).toEqual([])
        // The label beside the repeated headings begins below them: a cut label on each page would look broken.
        const isBeside = ({ text }: { text: string }) => text === '绩效指标' || text === ''
        const [read = []] = grids.map((grid) => placed(grid).filter((cell) => !isBeside(cell)))
        expect(read).toEqual(placed(officialSheet(form)).filter((cell) => !isBeside(cell)))
      }),
      { numRuns: 100 },
    )
  })

  test('initial and adjusted targets stay side by side', async () => {
    const form = libraryForm()
    const withInitial = { ...form, indicators: form.indicators.map((row) => ({ ...row, initialTarget: row.target })) }
    expect(await readBack(toXlsx(withInitial))).toEqual([record(withInitial)])
    expect(await readBack(toDocx(withInitial))).toEqual([record(withInitial)])
  })

  test('a blank form keeps its captions and funds', async () => {
    const form = blankForm('department-self-evaluation')
    const [read] = await readBack(toXlsx(form))
    expect(read?.title).toBe('部门整体支出绩效自评表')
    expect(read?.funds).toEqual(form.funds)
    expect(read?.total).toEqual({ weight: 100, score: null })
  })
})

describe('the writers', () => {
  test('write the same bytes each time', () => {
    expect(toXlsx(libraryForm())).toEqual(toXlsx(libraryForm()))
    expect(toDocx(libraryForm())).toEqual(toDocx(libraryForm()))
  })
})
