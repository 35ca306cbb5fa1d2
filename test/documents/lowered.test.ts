import { describe, expect, test } from 'vitest'
import { readGrids } from '#documents'
import { check, choosePolicy, recognise } from '#engine'
import { dressed, lookOf, PLAIN } from '../../src/documents/doc/run-look.ts'
import { byteView } from '../../src/documents/ole/byte-view.ts'
import { settled } from '../../src/documents/superscript.ts'
import { docx, tbl, tr } from './docx-file.ts'
import { packed } from './ole-file.ts'
import { sheetData, workbook } from './workbook.ts'

const texts = async (bytes: Uint8Array): Promise<readonly string[]> =>
  ((await readGrids(bytes)).grids[0]?.cells ?? []).map(({ text }) => text)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('a lowered digit', () => {
  test('of a Word file is no digit of the number beside it, and plain in a name; styles lower as well', async () => {
    const run = (text: string, look = '') => `<w:r><w:rPr>${look}</w:rPr><w:t>${text}</w:t></w:r>`
    const cell = (...runs: string[]) => `<w:tc><w:p>${runs.join('')}</w:p></w:tc>`
    const low = '<w:vertAlign w:val="subscript"/>'
    const styled = '<w:rStyle w:val="low"/>'
    const styles = `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:styleId="low"><w:rPr>${low}</w:rPr></w:style></w:styles>`
    const relations = `<Relationships><Relationship Id="a" Type="http://x/styles" Target="styles.xml"/></Relationships>`
    const body = tbl(
      tr(
        cell(run('95'), run('1', low), run('2', low)),
        cell(run('PM'), run('2.5', low), run('浓度')),
        cell(run('7'), run('3', styled)),
        cell(run('88', low)),
        cell(run('2', low), run('35')),
        cell(run('95'), run('1', `${styled}<w:vertAlign w:val="baseline"/>`)),
      ),
    )
    const more = { 'word/styles.xml': styles, 'word/_rels/document.xml.rels': relations }
    expect(await texts(docx(body, 'word/document.xml', more))).toEqual(['95₁₂', 'PM2.5浓度', '7₃', '88', '₂35', '951'])
  })

  test('of a Word 97 file is lowered as its run says', () => {
    const run = (script: number) => lookOf(dressed(byteView(packed(['u16', 0x2a48], ['u8', script])), PLAIN))
    expect([0, 1, 2].map(run)).toEqual([undefined, 'raised', 'lowered'])
  })

  test('of an xlsx, a web page and Markdown', async () => {
    const rich = '<r><t>95</t></r><r><rPr><vertAlign val="subscript"/></rPr><t>1</t></r>'
    const sheet = sheetData(`<c r="A1" t="inlineStr"><is>${rich}</is></c>`)
    expect(await texts(workbook({ sheet }))).toEqual(['95₁'])
    const html = `<table><tr><td>95<sub>1</sub>%</td><td>CO<sub>2</sub>减排</td><td>7<span style="vertical-align: sub">3</span></td></tr></table>`
    expect(await texts(utf8(html))).toEqual(['95₁%', 'CO2减排', '7₃'])
    expect(await texts(utf8('|甲|乙|\n|---|---|\n|95<sub>1</sub>|7|'))).toEqual(['甲', '乙', '95₁', '7'])
  })

  test('cut off in the middle of its mark leaves no mark', () => {
    expect(settled('甲\ufdd41')).toBe('甲1')
    expect(settled('95\ufdd41')).toBe('95₁')
  })

  test('behind an amount or a result makes no number of both', () => {
    const rows = [
      ['项目支出绩效自评表'],
      ['项目名称', '路灯改造'],
      ['一级指标', '二级指标', '三级指标', '年度指标值', '实际完成值', '分值', '得分'],
      ['产出指标', '数量指标', '更换路灯', '≥90盏', '95₁盏', '10', '10'],
    ]
    const cells = rows.flatMap((row, y) =>
      row.map((text, x) => ({
        ...{ row: y, column: x, rowSpan: 1, columnSpan: 1, text },
        source: { row: y, column: x },
      })),
    )
    const [form] = recognise([{ name: '表', rows: rows.length, columns: 7, positions: 'exact', cells } as never])
    expect(form?.indicators[0]?.actual?.value).not.toBe('951')
    if (form) expect(() => check(form, choosePolicy(form).policy)).not.toThrow()
  })
})
