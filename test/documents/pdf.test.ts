import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { readForms, readGrids, toXlsx } from '#documents'
import { type Form, recognise } from '#engine'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { randomOf } from '../damage/random.ts'

const fixture = new URL('../fixtures/documents/golden.pdf', import.meta.url)
const golden = new URL('../fixtures/golden/form.txt', import.meta.url)
const shared = new URL('../../../shared/forms/', import.meta.url)

beforeAll(provideNodeAssets)

const bytesOf = (url: URL): Uint8Array => new Uint8Array(readFileSync(url))
const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '')
/** Records compared without their readings; white space inside texts depends on where a line was wrapped. */
const bare = (form: Form | undefined): unknown =>
  JSON.parse(
    JSON.stringify({ ...form, reading: null }, (_, value) => (typeof value === 'string' ? plain(value) : value)),
  )

describe('a text PDF', () => {
  test('printed by LibreOffice from our own xlsx gives the same record', async () => {
    const form = (await readForms(bytesOf(golden))).forms[0] as Form
    const xlsx = (await readForms(toXlsx(form))).forms[0]
    expect(bare((await readForms(bytesOf(fixture))).forms[0])).toEqual(bare(xlsx))
  })

  test('printed by LibreOffice: raised digits are superscripts, struck-out text is left out and told', async () => {
    const { grids, problems } = await readGrids(bytesOf(new URL('../fixtures/documents/looks.pdf', import.meta.url)))
    const cells = [...(grids[0]?.cells ?? [])].sort((a, b) => a.row - b.row || a.column - b.column)
    expect(cells.map(({ text, struck }) => (struck === undefined ? text : [text, struck]))).toEqual([
      ...['186.00¹', ['95', '100'], '12.5²)'],
      ...[['一二', '三四'], ['', '全划掉'], '77³'],
      ...['下划', '88', 'CO2减排', ['正文完⁴', '删去']],
    ])
    expect(problems.map(({ message }) => message)).toContain('第 1 页：划掉的“100”没有读入。请核对原件。')
  })

  test('with text struck out by a viewer’s note leaves it out and tells, unless the note is hidden', async () => {
    const { grids, problems } = await readGrids(noted())
    expect(grids[0]?.cells.map(({ text, struck }) => [text, struck])).toEqual([
      ['95', '100'],
      ['77.5', undefined],
    ])
    expect(problems.map(({ message }) => message)).toContain('第 1 页：划掉的“100”没有读入。请核对原件。')
  })

  test('names the page and the box of each cell', async () => {
    const { grids } = await readGrids(bytesOf(fixture))
    const cell = grids[0]?.cells.find(({ text }) => text === '一级指标')
    expect(cell?.source).toMatchObject({ page: 1 })
  })

  test('without any text is told to be a scan, and nothing is made up', async () => {
    const { forms, problems } = await readForms(new TextEncoder().encode(emptyPdf()))
    expect(forms).toEqual([])
    expect(problems[0]?.message).toContain('扫描图')
  })

  test.each([0.3, 0.7, 0.95])('cut at %d of its length is damaged or read, never a crash', async (share) => {
    const bytes = bytesOf(fixture)
    const { problems, forms } = await readForms(bytes.slice(0, Math.floor(bytes.length * share)))
    expect(problems.length + forms.length).toBeGreaterThan(0)
  })

  test('in 300 mutations never crashes the reader', async () => {
    const bytes = bytesOf(fixture)
    for (let i = 0; i < 300; i++) {
      const random = randomOf(i)
      const changed = bytes.slice()
      for (let n = random.int(1, 30); n > 0; n--) changed[random.int(0, changed.length - 1)] = random.int(0, 255)
      for (const form of (await readForms(changed)).forms) expect(form.schema).toBe('jiheng/form.v1')
    }
    expect((await readForms(bytes)).forms[0]?.indicators).toHaveLength(6)
  })
})

/** One blank page, as a scanner's PDF looks to a text reader. */
function emptyPdf(): string {
  return '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
}

type Truth = { cells: { rs: number; cs: number; text: string }[] }
const printed = existsSync(shared) ? readdirSync(new URL('pdf/', shared)) : ['absent']

describe.runIf(existsSync(shared))('[shared] PDFs of five programs', () => {
  test.each(printed)('%s has every cell of the form, and the record of its xlsx', async (name) => {
    const form = name.split('.')[0]
    const { grids } = await readGrids(bytesOf(new URL(`pdf/${name}`, shared)))
    const truth = JSON.parse(readFileSync(new URL(`grid/${form}.grid.json`, shared), 'utf8')) as Truth
    const texts = (list: readonly string[]): readonly string[] =>
      list
        .map(plain)
        .filter((text) => text !== '')
        .sort()
    expect(texts(grids.flatMap(({ cells }) => cells.map(({ text }) => text)))).toEqual(
      texts(truth.cells.map(({ text }) => text)),
    )
    const xlsx = (await readForms(bytesOf(new URL(`xlsx/${form}.xlsx`, shared)))).forms[0]
    expect(bare(recognise(grids)[0])).toEqual(bare(xlsx))
  })
})

/** Two lines of text; a note strikes out the first number of the first one, a hidden one the second line. */
function noted(): Uint8Array {
  const content = 'BT /F 12 Tf 100 700 Td (10095) Tj 0 -100 Td (77.5) Tj ET'
  const note = (id: number, flags: number, left: number, right: number, low: number) =>
    `${id} 0 obj<</Type/Annot/Subtype/StrikeOut/F ${flags}/Rect[${left} ${low} ${right} ${low + 14}]/QuadPoints[${left} ${low + 14} ${right} ${low + 14} ${left} ${low} ${right} ${low}]>>endobj`
  return new TextEncoder().encode(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Annots[6 0 R 7 0 R]/Resources<</Font<</F 4 0 R>>>>>>endobj
4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
5 0 obj<</Length ${content.length}>>stream
${content}
endstream endobj
${note(6, 4, 99, 120, 697)}
${note(7, 2, 99, 120, 597)}
trailer<</Root 1 0 R>>
%%EOF
`)
}
