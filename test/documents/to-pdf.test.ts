import fc from 'fast-check'
import { unzlibSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { blankForm, missingNote, readForms, readGrids, toPdf } from '#documents'
import type { Form } from '#engine'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { wrap } from '../../src/documents/pdf-writer/wrap.ts'
import { arbitraryForm } from './arbitrary-form.ts'
import { libraryForm, projectForm } from './forms.ts'

beforeAll(provideNodeAssets)

/** The record without `reading`: how a value was read is new each time. */
function record({ reading: _, ...form }: Form): Omit<Form, 'reading'> {
  return form
}

async function readBack(form: Form): Promise<readonly Omit<Form, 'reading'>[]> {
  const { bytes } = await toPdf(form)
  return (await readForms(bytes)).forms.map(record)
}

/** Sixty rows, each of them named. */
function longForm(): Form {
  const form = libraryForm()
  const indicators = form.indicators.flatMap((row, i) =>
    Array.from({ length: i < 6 ? 6 : 1 }, (_, k) => ({ ...row, name: `${row.name}（第${k + 1}片区）` })),
  )
  return { ...form, indicators: indicators.slice(0, 60) }
}

const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)
const pageCount = (bytes: Uint8Array): number => [...latin(bytes).matchAll(/\/Type\/Page\//g)].length

/** The drawing orders of each page. */
function contents(bytes: Uint8Array): readonly string[] {
  const file = latin(bytes)
  return [...file.matchAll(/\/Contents (\d+) 0 R/g)].map(([, number]) => {
    const at = file.indexOf('stream\n', file.indexOf(`\n${number} 0 obj\n`)) + 'stream\n'.length
    return latin(unzlibSync(bytes.subarray(at, file.indexOf('\nendstream', at))))
  })
}

describe('the PDF writer', () => {
  test.each([
    ['a department form', libraryForm()],
    ['a project form', projectForm()],
    ['a form of sixty rows', longForm()],
  ])('%s keeps every value', async (_, form) => {
    expect(await readBack(form)).toEqual([record(form)])
  })

  test('any form keeps every value', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryForm, async (form) => {
        expect(await readBack(form)).toEqual([record(form)])
      }),
      { numRuns: 60 },
    )
  })

  test('initial and adjusted targets make a page on its side', async () => {
    const form = libraryForm()
    const withInitial = { ...form, indicators: form.indicators.map((row) => ({ ...row, initialTarget: row.target })) }
    expect(await readBack(withInitial)).toEqual([record(withInitial)])
    expect(latin((await toPdf(withInitial)).bytes)).toContain('/MediaBox[0 0 841.89 595.28]')
    expect(latin((await toPdf(form)).bytes)).toContain('/MediaBox[0 0 595.28 841.89]')
  })

  test('the same form gives the same bytes, other forms between', async () => {
    const first = await toPdf(longForm())
    await toPdf(projectForm())
    expect((await toPdf(longForm())).bytes).toEqual(first.bytes)
  })

  test('a usual form stands on one page, sixty rows on several with headings and a number on each', async () => {
    expect(pageCount((await toPdf(libraryForm())).bytes)).toBe(1)
    const { bytes } = await toPdf(longForm())
    const { grids } = await readGrids(bytes)
    expect(pageCount(bytes)).toBeGreaterThanOrEqual(2)
    const pagesWith = (text: string) => grids[0]?.cells.filter((cell) => cell.text === text).map(({ source }) => source)
    const pages = Array.from({ length: pageCount(bytes) }, (_, i) => ({ page: i + 1 }))
    expect(pagesWith('三级指标')).toMatchObject(pages.slice(0, pagesWith('三级指标')?.length))
    expect(pagesWith('三级指标')?.length).toBeGreaterThanOrEqual(2)
    expect(pagesWith('绩效指标')?.length).toBe(pagesWith('三级指标')?.length)
  })

  test('nothing is drawn outside the margins of the paper', async () => {
    for (const form of [libraryForm(), projectForm(), longForm()]) {
      for (const page of contents((await toPdf(form)).bytes)) {
        const boxes = [...page.matchAll(/^([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re$/gm)].map((box) =>
          box.slice(1).map(Number),
        )
        expect(boxes.length).toBeGreaterThan(5)
        for (const [x = 0, y = 0, width = 0, height = 0] of boxes) {
          expect(x).toBeGreaterThanOrEqual(35.9)
          expect(x + width).toBeLessThanOrEqual(595.28 - 35.9)
          expect(y).toBeGreaterThanOrEqual(43.1)
          expect(y + height).toBeLessThanOrEqual(841.89 - 43.1)
        }
      }
    }
  })

  test('text longer than a page runs on, and no sign of it is lost', async () => {
    const long = Array.from({ length: 400 }, (_, i) => `第${i + 1}次服务群众${(i * 37) % 100}人。`).join('')
    const form = { ...libraryForm(), goals: { expected: long, actual: `${long}完` } }
    expect(await readBack(form)).toEqual([record(form)])
  })

  test('a sentence said over and over is prose, not a caption printed anew on each page', async () => {
    const again = '因设备采购延期，部分活动推迟到下半年开展。'.repeat(430)
    const form = { ...libraryForm(), goals: { expected: '办好图书馆', actual: again } }
    expect(await readBack(form)).toEqual([record(form)])
  })

  test('signs of the rarer slices are set, too', async () => {
    const form = { ...libraryForm(), conclusion: '温度≥20℃、误差≤0.5%，①堃②镕③赟' }
    const { bytes, missing } = await toPdf(form)
    expect(missing).toEqual([])
    expect((await readForms(bytes)).forms[0]?.conclusion).toBe('温度≥20℃、误差≤0.5%，①堃②镕③赟')
  })

  test('a character no font has is named, and still copies as itself', async () => {
    const form = { ...libraryForm(), contact: { name: '禾𠮷', phone: null } }
    const { bytes, missing } = await toPdf(form)
    expect(missing).toEqual(['𠮷'])
    expect(missingNote(missing)).toContain('“𠮷”')
    expect((await readForms(bytes)).forms[0]?.contact.name).toBe('禾𠮷')
  })

  test('a blank form is a page to write on', async () => {
    const [read] = await readBack(blankForm('department-self-evaluation'))
    expect(read?.title).toBe('部门整体支出绩效自评表')
    expect(read?.total).toEqual({ weight: 100, score: null })
  })
})

describe('wrapping', () => {
  const width = (text: string) => [...text].reduce((sum, sign) => sum + (sign < '⺀' ? 1 : 2), 0)

  test('a closing sign never begins a line and an opening sign never ends one', () => {
    expect(wrap('完成了全部任务。', 14, width)).toEqual(['完成了全部任', '务。'])
    expect(wrap('年度目标是（一）', 12, width)).toEqual(['年度目标是', '（一）'])
  })

  test('a number stays whole where it fits, and is broken where it can not', () => {
    expect(wrap('经费1234.56元', 10, width)).toEqual(['经费', '1234.56元'])
    expect(wrap('123456789', 4, width)).toEqual(['1234', '5678', '9'])
  })
})
