import { existsSync, readFileSync } from 'node:fs'
import { encode } from 'fast-png'
import { zlibSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { readForms, readGrids } from '#documents'
import type { Form } from '#engine'
import { provideNodeAssets } from '../../src/cli/assets.ts'
import { readPng } from '../../src/documents/image/png.ts'
import { turned } from '../../src/documents/image/raster.ts'
import { officeForms } from '../documents/forms.ts'
import { compareRecords, type Outcome, scoreOf } from '../reading/metric.ts'

const fixtures = new URL('../fixtures/scan/', import.meta.url)
const shared = new URL('../../../shared/forms/', import.meta.url)
const { department, project } = officeForms()

beforeAll(provideNodeAssets)

const bytesOf = (name: string, folder = fixtures): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)))
const SILENT: readonly Outcome[] = ['wrongSilent', 'missingSilent', 'invented']

/** Share of values read right, and the values that are wrong without anybody being told. */
function measure(truth: readonly Form[], read: readonly Form[]): { f1: number; silent: readonly string[] } {
  const leaves = compareRecords(truth as Parameters<typeof compareRecords>[0], read)
  const silent = leaves.filter(({ outcome }) => SILENT.includes(outcome)).map(({ at }) => at)
  return { f1: scoreOf(leaves).f1, silent }
}

type Told = Awaited<ReturnType<typeof readForms>> & { readonly pages: readonly string[] }
const known = new Map<string, Promise<Told>>()

/** A fixture read once for all tests, with the pages that were told of before they were read. */
function readOnce(name: string): Promise<Told> {
  const reading = known.get(name) ?? readTelling(bytesOf(name))
  known.set(name, reading)
  return reading
}

async function readTelling(bytes: Uint8Array): Promise<Told> {
  const pages: string[] = []
  return { ...(await readForms(bytes, { onPage: (page, all) => pages.push(`${page}/${all}`) })), pages }
}

describe('a picture of a form', () => {
  test.each([
    ['a scan of 200 dpi, turned, sealed and grainy', 'scan-200.jpg', [project], 0.97],
    ['a photo, aslant and unevenly lit', 'photo.jpg', [project], 0.97],
    ['a screenshot of 150 dpi', 'screen.png', [project], 0.99],
    ['a fax of two forms', 'two-forms-fax.tif', [department, project], 0.93],
  ] as const)('%s gives its record, and no amount is silently wrong', async (_, name, truth, least) => {
    const { forms } = await readOnce(name)
    const { f1, silent } = measure(truth, forms)
    expect(f1).toBeGreaterThan(least)
    expect(silent.filter((at) => /budget|execution$|\/value$/i.test(at))).toEqual([])
  })

  test('has values that say their page, their box and how sure they are', async () => {
    const { forms, problems } = await readOnce('screen.png')
    // Print of twelve pixels is read, and said to be small.
    expect(problems[0]?.message).toContain('像素高')
    const reading = forms[0]?.reading['/funds/rows/0/annualBudget']
    expect(reading?.status).toBe('literal')
    expect(reading?.confidence).toBeGreaterThan(0.98)
    expect(reading?.source).toMatchObject({ page: 1 })
  })

  test.each([1, 2] as const)('lying on its side or head by %d quarter turns is read all the same', async (turns) => {
    const { width, height, channels, data } = turned(readPng(bytesOf('screen.png')), turns)
    const { forms } = await readForms(encode({ width, height, channels, data, depth: 8 }))
    expect(measure([project], forms).f1).toBeGreaterThan(0.98)
  })

  test('inside a PDF is read like any scan', async () => {
    const { forms } = await readForms(scannedPdf(bytesOf('scan-200.jpg'), 1654, 2339))
    const { f1, silent } = measure([project], forms)
    expect(f1).toBeGreaterThan(0.97)
    expect(silent.filter((at) => /funds/.test(at))).toEqual([])
  })

  test('without rulings is told, and nothing is made up', async () => {
    const blank = encode({ width: 800, height: 1100, channels: 1, depth: 8, data: new Uint8Array(880_000).fill(255) })
    const { forms, problems } = await readForms(blank)
    expect(forms).toEqual([])
    expect(problems[0]?.message).toContain('没有认出表格线')
  })

  test('tells of each page before it is read', async () => {
    expect((await readOnce('two-forms-fax.tif')).pages).toEqual(['1/2', '2/2'])
  })
})

/** A page of A4 that holds nothing but the picture, as scanners write it. */
function scannedPdf(jpeg: Uint8Array, width: number, height: number): Uint8Array {
  const content = 'q 595 0 0 842 0 0 cm /I Do Q'
  const head = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</I 4 0 R>>>>>>endobj
5 0 obj<</Length ${content.length}>>stream
${content}
endstream endobj
4 0 obj<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.length}>>stream
`
  const tail = '\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n'
  return Uint8Array.from(Buffer.concat([Buffer.from(head, 'latin1'), jpeg, Buffer.from(tail, 'latin1')]))
}

describe('a hostile picture', () => {
  const problemOf = async (bytes: Uint8Array): Promise<string> => (await readGrids(bytes)).problems[0]?.message ?? ''

  test('that claims 60000 by 60000 pixels is refused by its header, without memory', async () => {
    await problemOf(pngHead(30_000, 100))
    const before = process.memoryUsage().arrayBuffers
    const start = performance.now()
    expect(await problemOf(pngHead(60_000, 60_000))).toContain('像素')
    expect(performance.now() - start).toBeLessThan(200)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  test('whose pixels unpack to far more than it claims is stopped', async () => {
    expect(await problemOf(pngHead(100, 100, zlibSync(new Uint8Array(50_000_000))))).toContain('比它写明的尺寸大得多')
  })

  test('of few pixels with eight bytes each is refused by its header', async () => {
    const bytes = pngHead(6_000, 6_000)
    bytes.set([16, 6], 24)
    expect(await problemOf(bytes)).toContain('位数太多')
  })

  test.each([
    ['a JPEG of 65000 by 65000', jpegHead(65_000, 65_000), '像素'],
    ['a JPEG cut behind its header', jpegHead(100, 100), '已损坏'],
    ['a TIFF that leads back to its own start', loopingTiff(), '已损坏'],
    ['a TIFF cut short', Uint8Array.from([0x49, 0x49, 42, 0, 200, 0, 0, 0]), '已损坏'],
  ])('%s is refused with a clear message', async (_, bytes, message) => {
    expect(await problemOf(bytes)).toContain(message)
  })

  test('made of a good one by chance damage never crashes the reader', async () => {
    for (const [name, share] of [
      ['screen.png', 0.02],
      ['screen.png', 0.6],
      ['scan-200.jpg', 0.02],
      ['scan-200.jpg', 0.1],
      ['two-forms-fax.tif', 0.5],
    ] as const) {
      const good = bytesOf(name)
      const { problems, grids } = await readGrids(good.slice(0, Math.floor(good.length * share)))
      expect(problems.length + grids.length).toBeGreaterThan(0)
    }
  })
})

function pngHead(width: number, height: number, data: Uint8Array = new Uint8Array(0)): Uint8Array {
  const bytes = new Uint8Array(33 + 12 + data.length + 12)
  const view = new DataView(bytes.buffer)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
  view.setUint32(8, 13)
  view.setUint32(12, 0x49484452)
  view.setUint32(16, width)
  view.setUint32(20, height)
  bytes.set([8, 0, 0, 0, 0], 24)
  view.setUint32(33, data.length)
  view.setUint32(37, 0x49444154)
  bytes.set(data, 41)
  view.setUint32(45 + data.length, 0)
  view.setUint32(49 + data.length, 0x49454e44)
  return bytes
}

function jpegHead(width: number, height: number): Uint8Array {
  const frame = [0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3]
  return Uint8Array.from([0xff, 0xd8, ...frame, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1, 0xff, 0xd9])
}

/** One directory whose next one is itself. */
function loopingTiff(): Uint8Array {
  const bytes = new Uint8Array(40)
  const view = new DataView(bytes.buffer)
  bytes.set([0x49, 0x49, 42, 0, 8])
  view.setUint16(8, 1, true)
  view.setUint16(10, 256, true)
  view.setUint16(12, 4, true)
  view.setUint32(14, 1, true)
  view.setUint32(18, 10, true)
  view.setUint32(22, 8, true)
  return bytes
}

type Truth = { cells: { r: number; text: string; noborder: boolean }[] }

describe.runIf(existsSync(shared))('[shared] scans of invented forms', () => {
  const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s/g, '')

  test.each([
    ['dept-gz-filled-200-scan.jpg', 0.96],
    ['dept-gz-filled-300-scan.jpg', 0.98],
    ['dept-hn-filled-200-scan.pdf', 0.96],
    ['project-filled-150-scan.jpg', 0.93],
    ['project-filled-300-scan.jpg', 0.98],
  ])('%s has its cells', async (name, least) => {
    const { grids } = await readGrids(bytesOf(`scan/${name}`, shared))
    const form = name.replace(/-\d+-scan.*/, '')
    const truth = JSON.parse(readFileSync(new URL(`grid/${form}.grid.json`, shared), 'utf8')) as Truth
    // One row of the landscape form falls on a second page that was not scanned.
    const last = form.startsWith('dept-hn') ? 30 : 100
    const wanted = truth.cells.filter(({ noborder, r }) => !noborder && r < last).map(({ text }) => plain(text))
    const got = grids.flatMap(({ cells }) => cells.map(({ text }) => plain(text)))
    const printed = wanted.filter((text) => text !== '')
    let right = 0
    for (const text of printed) {
      const at = got.indexOf(text)
      if (at < 0) continue
      got.splice(at, 1)
      right++
    }
    expect(right / printed.length).toBeGreaterThan(least)
  })
})
