import { existsSync, readFileSync } from 'node:fs'
import { readForms, toXlsx } from '#documents'
import { recognise } from '#engine'
import { read as readText } from '../../src/documents/from-text.ts'
import { read as readXlsx } from '../../src/documents/from-xlsx.ts'
import { damageClasses } from '../damage/classes.ts'
import { damagedForm } from '../damage/measure.ts'
import { formOf, soundText } from './forms.ts'
import { loadPeer } from './peers.ts'
import { head, median, quantile, row, times } from './timing.ts'

const SEED = new URL('../../../shared/seeds/000_fd7e584d36dab96c.txt', import.meta.url)

/** OCR'd text to a record. */
export async function readingBench(): Promise<void> {
  head('读破损文本')
  const mixed = damageClasses.find(({ id }) => id === 'mixed')
  const texts = mixed ? Array.from({ length: 50 }, (_, i) => new TextEncoder().encode(damagedForm(mixed, i).text)) : []
  const generated = await times(200, (i) => recognise(readText(texts[i % texts.length] ?? new Uint8Array()).grids), 50)
  row('生成的破损表 ms p50, p99', median(generated), quantile(generated, 0.99))
  if (!existsSync(SEED)) return
  const bytes = new Uint8Array(readFileSync(SEED))
  const start = performance.now()
  await readForms(bytes)
  const first = performance.now() - start
  row(
    '真表 ms 首次, p50, p99',
    first,
    ...(await times(100, () => readForms(bytes), 30).then((sorted) => [median(sorted), quantile(sorted, 0.99)])),
  )
}

type SheetJs = {
  read: (bytes: Uint8Array, options: object) => { SheetNames: string[]; Sheets: Record<string, unknown> }
  utils: { sheet_to_json: (sheet: unknown, options: object) => unknown[] }
}
type ExcelJs = {
  Workbook: new () => {
    xlsx: { load: (bytes: Uint8Array) => Promise<unknown> }
    eachSheet: (each: (sheet: { eachRow: (row: (row: { values: unknown }) => void) => void }) => void) => void
  }
}

/** The same xlsx files read to cells by ours and by two named peers, and ours to the record. */
export async function xlsxBench(): Promise<void> {
  head('读 xlsx（同一批文件，到单元格）')
  const files = Array.from({ length: 20 }, (_, i) => toXlsx(formOf(soundText(i))))
  const file = (i: number): Uint8Array => files[i % files.length] ?? new Uint8Array()
  const own = median(await times(300, (i) => readXlsx(file(i)), 100))
  const record = median(await times(300, (i) => readForms(file(i)), 100))
  const sheetJs = loadPeer('xlsx') as SheetJs
  const excelJs = loadPeer('exceljs') as ExcelJs
  const sheet = median(
    await times(
      200,
      (i) => {
        const book = sheetJs.read(file(i), { type: 'array' })
        return sheetJs.utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ''], { header: 1 })
      },
      60,
    ),
  )
  const excel = median(
    await times(
      120,
      async (i) => {
        const book = new excelJs.Workbook()
        await book.xlsx.load(file(i))
        book.eachSheet((one) => one.eachRow((cells) => cells.values))
      },
      40,
    ),
  )
  row('', 'ms/file', '倍')
  row('绩衡（到单元格）', own, 1)
  row('绩衡（到记录）', record, record / own)
  row('SheetJS 0.18.5', sheet, sheet / own)
  row('exceljs 4.4.0', excel, excel / own)
}
