import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readForms, readGrids, toHtml, toXlsx } from '#documents'
import { libraryForm } from './forms.ts'
import { mutated, numbers, spent } from './mutate.ts'
import { oleFile } from './ole-file.ts'
import { pack, sheetData, workbook, workbookParts } from './workbook.ts'

const CHINESE = /[\u4e00-\u9fff]/

/** A quarter of a second to one second on an idle machine; the test runner's other thread counts too. */
const BOUNDED = 4000

/** Reads and asks for a quick answer with exactly this kind of problem and no grids. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const start = spent()
  const { grids, problems } = await readGrids(bytes)
  expect(spent() - start).toBeLessThan(BOUNDED)
  expect(grids).toEqual([])
  expect(problems).toHaveLength(1)
  return problems[0]?.message ?? ''
}

/** The workbook with the sizes in its directory overwritten for one part. */
function lyingSize(bytes: Uint8Array, name: string, size: number): Uint8Array {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  const wanted = strToU8(name)
  for (let at = 0; at + 46 < copy.length; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue
    if (wanted.every((byte, i) => copy[at + 46 + i] === byte)) view.setUint32(at + 24, size, true)
  }
  return copy
}

/** A sheet whose text inflates to `size` bytes. */
function bomb(size: number): Uint8Array {
  const parts = Object.fromEntries(Object.entries(workbookParts({})).map(([name, xml]) => [name, strToU8(xml)]))
  return zipSync({ ...parts, 'xl/worksheets/sheet1.xml': new Uint8Array(size).fill(32) })
}

describe('zip bombs', () => {
  test('an honest one is refused by its stated size', async () => {
    expect(await refusal(bomb(60_000_000))).toContain('展开后过大')
  })

  test('one just under the limit is refused by its ratio', async () => {
    expect(await refusal(bomb(30_000_000))).toContain('展开后过大')
  })

  test('one that lies about its size is stopped while inflating', async () => {
    const bytes = lyingSize(bomb(60_000_000), 'xl/worksheets/sheet1.xml', 4000)
    const before = process.memoryUsage().arrayBuffers
    expect(await refusal(bytes)).toContain('展开后过大')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000)
  })

  test('a small one that lies is stopped as well', async () => {
    const bytes = lyingSize(bomb(20_000_000), 'xl/worksheets/sheet1.xml', 4000)
    expect(bytes.length).toBeLessThan(30_000)
    expect(await refusal(bytes)).toContain('展开后过大')
  })

  test('many parts are refused by their count', async () => {
    const many = Object.fromEntries(Array.from({ length: 2500 }, (_, i) => [`xl/x${i}.xml`, '<a/>']))
    expect(await refusal(workbook({ extra: many }))).toContain('展开后过大')
  })

  test('many sheets share one allowance', async () => {
    const xml = sheetData(...Array.from({ length: 1000 }, () => '<c><v>1</v></c>'.repeat(60)))
    const sheets = Array.from({ length: 10 }, (_, i) => ({ name: `表${i}`, xml }))
    expect(await refusal(workbook({ sheets }))).toContain('超过 200000 格')
  })
})

describe('sheets beyond any form', () => {
  test('a million cells are refused', async () => {
    const next = numbers(7)
    const row = () => Array.from({ length: 1000 }, () => `<c><v>${next(1_000_000)}</v></c>`).join('')
    const bytes = workbook({ sheet: sheetData(...Array.from({ length: 1000 }, row)) })
    expect(await refusal(bytes)).toContain('超过 200000 格')
  })

  test('a merge over the whole sheet takes no memory and is cut to what is there', async () => {
    const sheet = `${sheetData('<c r="A1"><v>1</v></c>')}<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>`
    const start = spent()
    const { grids, problems } = await readGrids(workbook({ sheet }))
    expect(spent() - start).toBeLessThan(BOUNDED)
    expect(grids[0]).toMatchObject({ rows: 1, columns: 1 })
    expect(problems[0]?.message).toBe('自评表!A1：合并区域远远超出有内容的范围，只取有内容的部分。请重新合并后另存。')
  })

  test('thousands of wide merges and hidden rows stay quick', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `<row r="${i + 1}" hidden="1"><c r="A${i + 1}"><v>1</v></c></row>`,
    )
    const merges = Array.from({ length: 20_000 }, (_, i) => `<mergeCell ref="A${i + 1}:XFD${i + 1}"/>`)
    const last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    const sheet = `<sheetData>${rows.join('')}${last}</sheetData><mergeCells>${merges.join('')}</mergeCells>`
    const start = spent()
    const { problems } = await readGrids(workbook({ sheet }))
    expect(spent() - start).toBeLessThan(BOUNDED)
    expect(problems.length).toBeLessThanOrEqual(51)
  })

  test('rows beyond the last of Excel are refused', async () => {
    expect(
      await refusal(workbook({ sheet: '<sheetData><row r="1048577"><c><v>1</v></c></row></sheetData>' })),
    ).toContain('超出 Excel 的范围')
  })
})

describe('XML that reaches out', () => {
  test.each([
    ['an external entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
    ['a billion laughs', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'],
    ['an external document type', '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">'],
  ])('%s is refused', async (_, doctype) => {
    const parts = workbookParts({ sheet: sheetData('<c r="A1" t="inlineStr"><is><t>&amp;e;</t></is></c>') })
    const sheet = parts['xl/worksheets/sheet1.xml'] ?? ''
    expect(await refusal(pack({ ...parts, 'xl/worksheets/sheet1.xml': doctype + sheet }))).toContain('文档类型声明')
  })

  test('an entity nobody declared is damage', async () => {
    expect(await refusal(workbook({ sheet: sheetData('<c r="A1" t="str"><v>&e;</v></c>') }))).toContain('已损坏')
  })
})

describe('damaged and foreign files', () => {
  const whole = toXlsx(libraryForm())
  const ole = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  const damaged = Uint8Array.from([...ole, ...new Uint8Array(1024)])
  const zip = (name: string) => pack({ '[Content_Types].xml': '<Types/>', [name]: '<x/>' })

  test.each([
    ['an empty file', new Uint8Array(), '文件是空的'],
    ['a truncated workbook', whole.subarray(0, whole.length - 200), '不完整或已损坏'],
    ['the first half of a workbook', whole.subarray(0, whole.length >> 1), '不完整或已损坏'],
    ['an encrypted workbook', oleFile({ EncryptedPackage: new Uint8Array(9), EncryptionInfo: ole }), '设有打开密码'],
    ['an old workbook without content', oleFile({ Workbook: ole }), '不完整或已损坏'],
    ['an OLE file that only embeds a workbook', oleFile({ 'ObjectPool/Workbook': ole }), '旧式 Office 文件'],
    ['a damaged OLE file', damaged, '旧式 Office 文件'],
    ['a Word file without content', zip('word/document.xml'), '没有表格，也没有文字'],
    ['a binary workbook', zip('xl/workbook.bin'), '.xlsb'],
    ['an OFD file', zip('OFD.xml'), 'OFD 版式文件'],
    ['a web archive', strToU8('MIME-Version: 1.0\n\n<table><td>x</table>'), '网页归档文件'],
    [
      'an Excel 2003 XML sheet',
      strToU8('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook><Table/></Workbook>'),
      'XML 电子表格',
    ],
    ['a zip of something', pack({ 'a.txt': 'x' }), '压缩包'],
    ['a zip with types and no workbook', zip('a.xml'), '没有工作簿'],
    ['a PDF where its engine is not loaded', strToU8('%PDF-1.7\n%âãÏÓ'), '没有装载 PDF 组件'],
    ['a GIF', Uint8Array.from([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 0, 0]), '另存为 PNG'],
    ['RTF', strToU8('{\\rtf1\\ansi'), 'RTF 文件'],
    ['bytes of no kind', Uint8Array.from([1, 2, 0, 3]), '认不出文件的格式'],
  ])('%s is refused with a clear message', async (_, bytes, message) => {
    expect(await refusal(bytes)).toContain(message)
  })

  test('a zip with a password is refused', async () => {
    const bytes = whole.slice()
    const view = new DataView(bytes.buffer)
    for (let at = 0; at + 46 < bytes.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true)
    expect(await refusal(bytes)).toContain('设有密码')
  })

  test('one flipped byte in the packed data never changes an amount unnoticed', async () => {
    const stored = pack(workbookParts({ sheet: sheetData('<c r="A1"><v>3647981.22</v></c>') }))
    for (let at = 0; at < stored.length; at += 3) {
      const bytes = stored.slice()
      bytes[at] = (bytes[at] ?? 0) ^ 1
      const { grids, problems } = await readGrids(bytes)
      const read = grids[0]?.cells[0]?.text
      if (read !== undefined) expect(read).toBe('3647981.22')
      else expect(problems).not.toEqual([])
    }
  })

  test('a sound file without a form says what was looked for', async () => {
    const { forms, problems } = await readForms(workbook({ sheet: sheetData('<c r="A1"><v>1</v></c>') }))
    expect(forms).toEqual([])
    expect(problems[0]?.message).toContain('没有认出绩效自评表')
  })
})

describe('mutations', () => {
  const unpacked = { ...workbookParts({}) }
  const sheetXml = sheetData('<c r="A1" t="inlineStr"><is><t>资金来源</t></is></c><c r="B1" s="1"><v>1234.5</v></c>')

  test.each([
    ['packed bytes of an xlsx', 5000, toXlsx(libraryForm()), (bytes: Uint8Array) => bytes],
    [
      'the XML of a sheet',
      2000,
      strToU8(`<worksheet>${sheetXml}<mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`),
      (bytes: Uint8Array) =>
        zipSync({
          ...Object.fromEntries(Object.entries(unpacked).map(([name, xml]) => [name, strToU8(xml)])),
          'xl/worksheets/sheet1.xml': bytes,
        }),
    ],
    ['an HTML page', 1000, strToU8(toHtml(libraryForm())), (bytes: Uint8Array) => bytes],
    ['a tab text', 1000, strToU8('单位\t云岭市\n资金来源\t年初预算数\n'.repeat(30)), (bytes: Uint8Array) => bytes],
  ] as const)(
    'of %s (%i): no throw, quick, and a Chinese message when nothing is read',
    async (_, count, original, wrap) => {
      const next = numbers(20250120)
      let slowest = 0
      for (let i = 0; i < count; i++) {
        const bytes = wrap(mutated(original, next))
        const start = spent()
        const { grids, problems } = await readGrids(bytes)
        slowest = Math.max(slowest, spent() - start)
        if (grids.length === 0) expect(problems[0]?.message).toMatch(CHINESE)
      }
      expect(slowest).toBeLessThan(BOUNDED)
    },
  )
})

describe('text made to be slow', () => {
  test.each([
    ['a line of spaces', ' '.repeat(2_000_000)],
    ['pipes without end', '|'.repeat(150_000)],
    ['pipes and dashes', `|${'-|'.repeat(90_000)}x\n|a|b|\n|a|b|`],
    ['quotes without end', `${'"a,'.repeat(60_000)}\n`.repeat(3)],
    ['open tags', '<b'.repeat(1_000_000)],
    ['nested tables', `<table><tr><td>`.repeat(60_000)],
    ['nested boxes', `<table>${'<div>'.repeat(500_000)}`],
    ['spans of the largest kind', `<table>${'<tr><td colspan=1000 rowspan=65534>甲'.repeat(20_000)}</table>`],
    ['attributes without end', `<table><td ${Array.from({ length: 200_000 }, (_, i) => `a${i}`).join(' ')}>`],
  ])('%s', async (_, text) => {
    const start = spent()
    await readGrids(strToU8(text))
    expect(spent() - start).toBeLessThan(BOUNDED)
  })
})
