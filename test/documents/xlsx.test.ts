import { describe, expect, test } from 'vitest'
import { readGrids } from '#documents'
import { pack, sheetData, workbook, workbookParts } from './workbook.ts'

const inline = (address: string, text: string) => `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`

async function texts(bytes: Uint8Array): Promise<readonly string[]> {
  return (await readGrids(bytes)).grids.flatMap(({ cells }) => cells.map(({ text }) => text))
}

async function messages(bytes: Uint8Array): Promise<readonly string[]> {
  return (await readGrids(bytes)).problems.map(({ message }) => message)
}

describe('strings', () => {
  test('rich text struck out is left out, raised digits are superscripts', async () => {
    const rich =
      '<r><rPr><strike/></rPr><t>100</t></r><r><t>95</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    const sheet = sheetData(
      `<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${rich}</is></c><c r="C1" t="s"><v>1</v></c>`,
    )
    const strings = `<si>${rich}</si><si><t>甲</t></si>`
    expect(await texts(workbook({ strings, sheet }))).toEqual(['95¹', '95¹', '甲'])
  })

  test('a cell whose font strikes it out is left out and told', async () => {
    const styles =
      '<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>' +
      '<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs>'
    const sheet = sheetData(
      `<c r="A1" s="1"><v>77</v></c><c r="B1" s="1" t="inlineStr"><is><t>全划掉</t></is></c><c r="C1" s="2"><v>5</v></c>`,
    )
    const { grids, problems } = await readGrids(workbook({ styles, sheet }))
    expect(grids[0]?.cells.map(({ text, struck }) => [text, struck])).toEqual([
      ['', '77'],
      ['', '全划掉'],
      ['5', undefined],
    ])
    expect(problems.map(({ message }) => message)).toEqual([
      '自评表!A1：划掉的“77”没有读入。请核对原件。',
      '自评表!B1：划掉的“全划掉”没有读入。请核对原件。',
    ])
  })

  test('shared rich text is joined, phonetic guides are left out', async () => {
    const strings = '<si><r><t>云岭</t></r><r><rPr><b/></rPr><t>图书馆</t></r><rPh sb="0" eb="1"><t>yun</t></rPh></si>'
    expect(await texts(workbook({ strings, sheet: sheetData('<c r="A1" t="s"><v>0</v></c>') }))).toEqual(['云岭图书馆'])
  })

  test('inline, formula and escaped strings', async () => {
    const sheet = sheetData(
      inline('A1', '甲'),
      '<c r="A2" t="str"><f>A1&amp;"乙"</f><v>甲乙</v></c>',
      inline('A3', '一_x000D_&#10;二_x005F_x0041_'),
      '<c r="A4" t="inlineStr"><is><r><t>丙</t></r><rPh><t>bing</t></rPh><r><t>丁</t></r></is></c>',
    )
    expect(await texts(workbook({ sheet }))).toEqual(['甲', '甲乙', '一\n二_x0041_', '丙丁'])
  })

  test('numbers stored as text stay as they were typed', async () => {
    expect(await texts(workbook({ sheet: sheetData(inline('A1', '3,647,981.20')) }))).toEqual(['3,647,981.20'])
  })

  test('a string that is not there is told', async () => {
    const bytes = workbook({ strings: '', sheet: sheetData(`<c r="A1" t="s"><v>7</v></c>${inline('B1', '乙')}`) })
    expect(await messages(bytes)).toEqual(['自评表!A1：这一格的文字在文件里找不到，文件可能已损坏。请核对原件。'])
  })
})

describe('numbers and dates', () => {
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="4"/><xf numFmtId="170"/></cellXfs>' +
    '<dxfs><dxf><numFmt numFmtId="170" formatCode="0"/></dxf></dxfs>'

  test('show what is printed', async () => {
    const sheet = sheetData(
      '<c r="A1" s="1"><v>0.9833</v></c><c r="B1" s="2"><v>4792118.05</v></c><c r="C1" s="3"><v>45677</v></c>',
    )
    expect(await texts(workbook({ styles, sheet }))).toEqual(['98.33%', '4,792,118.05', '2025年1月20日'])
  })

  test('count from 1904 where the workbook says so', async () => {
    const bytes = workbook({
      styles,
      workbookPr: '<workbookPr date1904="1"/>',
      sheet: sheetData('<c r="A1" s="3"><v>44215</v></c>'),
    })
    expect(await texts(bytes)).toEqual(['2025年1月20日'])
  })

  test('an error and an uncomputed formula are told with their place', async () => {
    const sheet = sheetData('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><f>SUM(C1)</f></c>')
    const { grids, problems } = await readGrids(workbook({ sheet }))
    expect(grids[0]?.cells.map(({ text }) => text)).toEqual(['#DIV/0!'])
    expect(problems).toEqual([
      {
        message: '自评表!A1：公式出错，显示 #DIV/0!。请在 Excel 里改好公式后另存再试。',
        source: { sheet: '自评表', row: 1, column: 1 },
      },
      {
        message: '自评表!B1：公式还没有算出结果。请用 Excel 或 WPS 打开，保存后再试。',
        source: { sheet: '自评表', row: 1, column: 2 },
      },
    ])
  })
})

describe('what is hidden', () => {
  test('a hidden sheet is left out and told', async () => {
    const bytes = workbook({
      sheets: [
        { name: '填报', xml: sheetData(inline('A1', '见')) },
        { name: '旧年', xml: sheetData(inline('A1', '不见')), state: 'hidden' },
        { name: '代码', xml: sheetData(inline('A1', '不见')), state: 'veryHidden' },
      ],
    })
    expect(await texts(bytes)).toEqual(['见'])
    expect(await messages(bytes)).toEqual([
      '工作表“旧年”是隐藏的，没有读。要读它，请取消隐藏后另存。',
      '工作表“代码”是隐藏的，没有读。要读它，请取消隐藏后另存。',
    ])
  })

  test('hidden rows and columns are left out and told; a merge that peeks out stays', async () => {
    const sheet =
      '<cols><col min="2" max="2" width="9" hidden="1"/></cols><sheetData>' +
      `<row r="1">${inline('A1', '甲')}${inline('B1', '藏')}${inline('C1', '丙')}</row>` +
      `<row r="2" hidden="1">${inline('A2', '跨')}${inline('C2', '藏')}</row><row r="3">${inline('C3', '末')}</row></sheetData>` +
      '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>'
    const bytes = workbook({ sheet })
    expect(await texts(bytes)).toEqual(['甲', '丙', '跨', '末'])
    expect(await messages(bytes)).toEqual([
      '工作表“自评表”的B 列、第 2 行是隐藏的，里面的内容没有读。要读它，请取消隐藏后另存。',
    ])
  })
})

describe('merged cells', () => {
  test('are one cell with its spans; hidden text under them is told', async () => {
    const sheet = `${sheetData(inline('A1', '产出指标') + inline('B1', '盖住') + inline('C1', '丙'), inline('C2', '末'))}<mergeCells><mergeCell ref="A1:B2"/></mergeCells>`
    const { grids, problems } = await readGrids(workbook({ sheet }))
    expect(grids[0]?.cells[0]).toEqual({
      row: 0,
      column: 0,
      rowSpan: 2,
      columnSpan: 2,
      text: '产出指标',
      source: { sheet: '自评表', row: 1, column: 1 },
    })
    expect(problems.map(({ message }) => message)).toEqual([
      '自评表!B1：“盖住”被合并单元格盖住，纸面上看不见，没有读。请核对这处合并。',
    ])
  })

  test('that overlap are told; the first one counts', async () => {
    const sheet = `${sheetData(inline('A1', '甲') + inline('D1', '丁'), inline('B2', '乙'))}<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B1:C1"/></mergeCells>`
    const { grids, problems } = await readGrids(workbook({ sheet }))
    expect(grids[0]?.cells.map(({ text, columnSpan }) => [text, columnSpan])).toEqual([
      ['甲', 2],
      ['丁', 1],
    ])
    expect(problems).toHaveLength(2)
  })
})

describe('files of other programs', () => {
  test('prefixed names as WPS and some exporters write them', async () => {
    const parts = workbookParts({ sheet: '' })
    const bytes = pack({
      ...parts,
      'xl/workbook.xml':
        '<x:workbook xmlns:x="urn:main" xmlns:rel="urn:rel"><x:sheets><x:sheet name="表" sheetId="1" rel:id="s0"/></x:sheets></x:workbook>',
      'xl/worksheets/sheet1.xml':
        '<x:worksheet xmlns:x="urn:main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
    })
    expect(await texts(bytes)).toEqual(['甲'])
  })

  test('cells and rows without addresses follow each other', async () => {
    const sheet = '<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>'
    const { grids } = await readGrids(workbook({ sheet }))
    expect(grids[0]?.cells.map(({ row, column, text }) => [row, column, text])).toEqual([
      [0, 0, '1'],
      [0, 1, '2'],
      [1, 0, '3'],
    ])
  })

  test('styled but empty margins are cut off, empty cells inside stay', async () => {
    const sheet = sheetData('<c r="A1" s="0"/><c r="B1"><v>1</v></c><c r="ZZ1" s="0"/>', '<c r="A2" s="0"/>')
    const { grids } = await readGrids(workbook({ sheet }))
    expect(grids[0]).toMatchObject({ rows: 1, columns: 2 })
    expect(grids[0]?.cells.map(({ text }) => text)).toEqual(['', '1'])
  })
})
