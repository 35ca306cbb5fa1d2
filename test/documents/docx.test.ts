import { describe, expect, test } from 'vitest'
import { readGrids } from '#documents'
import { CONTINUED, docx, FIRST, p, span, tbl, tc, tr } from './docx-file.ts'

/** Row, column, row span, column span and text of each cell of the one grid. */
async function cells(body: string) {
  const { grids, problems } = await readGrids(docx(body))
  expect(grids.length).toBeLessThanOrEqual(1)
  return {
    cells: grids[0]?.cells.map(({ row, column, rowSpan, columnSpan, text }) => [
      row,
      column,
      rowSpan,
      columnSpan,
      text,
    ]),
    problems: problems.map(({ message }) => message),
  }
}

describe('a Word table', () => {
  test('spans to the right by gridSpan and gridBefore, downwards by vMerge', async () => {
    const body = tbl(
      tr(tc('甲', span(2)), tc('乙', FIRST)),
      tr(tc('丙'), tc('丁'), tc('', CONTINUED)),
      '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' +
        tc('戊') +
        tc('', '<w:vMerge w:val="continue"/>') +
        '</w:tr>',
    )
    expect(await cells(body)).toEqual({
      cells: [
        [0, 0, 1, 2, '甲'],
        [0, 2, 3, 1, '乙'],
        [1, 0, 1, 1, '丙'],
        [1, 1, 1, 1, '丁'],
        [2, 1, 1, 1, '戊'],
      ],
      problems: [],
    })
  })

  test('a continued merge of another width is an orphan and told; covered text is told and not read', async () => {
    const body = tbl(
      tr(tc('甲', FIRST + span(2)), tc('乙', FIRST)),
      tr(tc('', CONTINUED), tc('丙'), tc('藏', CONTINUED)),
    )
    expect(await cells(body)).toEqual({
      cells: [
        [0, 0, 1, 2, '甲'],
        [0, 2, 2, 1, '乙'],
        [1, 0, 1, 1, ''],
        [1, 1, 1, 1, '丙'],
      ],
      problems: [
        '第 1 个表第 2 行第 1 格：纵向合并接不上它上面的格，按单独一格读。请核对这处合并。',
        '第 1 个表第 2 行第 3 格：“藏”被合并单元格盖住，纸面上看不见，没有读。请核对这处合并。',
      ],
    })
  })

  test('hMerge, the old way to the right, is one cell', async () => {
    const body = tbl(tr(tc('甲', '<w:hMerge w:val="restart"/>'), tc('', '<w:hMerge/>'), tc('乙')))
    expect((await cells(body)).cells).toEqual([
      [0, 0, 1, 2, '甲'],
      [0, 2, 1, 1, '乙'],
    ])
  })

  test('content controls around rows, cells and text are transparent; placeholders are not text', async () => {
    const sdt = (content: string, properties = '') =>
      `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`
    const body = tbl(
      sdt(tr(tc('甲'), sdt(tc('乙')))),
      tr(tc(sdt(p('丙'))), tc(sdt(p('单击此处输入'), '<w:showingPlcHdr/>'))),
    )
    expect((await cells(body)).cells?.map(([, , , , text]) => text)).toEqual(['甲', '乙', '丙', ''])
  })

  test('a small table inside a cell is a part of its text, a large one stands in its place', async () => {
    const small = tbl(tr(tc('子'), tc('丑')), tr(tc('寅'), tc('卯')))
    const large = tbl(...[1, 2, 3].map((n) => tr(...['a', 'b', 'c', 'd'].map((letter) => tc(`${letter}${n}`)))))
    expect((await cells(tbl(tr(tc(p('前') + small + p('后')))))).cells).toEqual([[0, 0, 1, 1, '前\n子 丑\n寅 卯\n后']])
    const read = (await cells(tbl(tr(tc('题')), tr(tc(large + p(''))), tr(tc('尾'))))).cells
    expect(read?.map(([row, column, , , text]) => [row, column, text])).toEqual([
      [0, 0, '题'],
      [1, 0, ''],
      ...[2, 3, 4].flatMap((row) => ['a', 'b', 'c', 'd'].map((letter, i) => [row, i, `${letter}${row - 1}`])),
      [5, 0, '尾'],
    ])
  })
})

describe('text in Word', () => {
  test('what was deleted, moved away or hidden is gone; what was inserted is there', async () => {
    const run = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`
    const paragraph =
      `<w:p><w:pPr><w:rPr><w:del/><w:vanish/></w:rPr></w:pPr>${run('1')}<w:del><w:r><w:delText>2</w:delText></w:r></w:del>` +
      `<w:ins>${run('3')}</w:ins><w:moveFrom>${run('4')}</w:moveFrom>${run('5', '<w:vanish/>')}` +
      `${run('6', '<w:vanish w:val="0"/>')}<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>`
    const old = '<w:tcPrChange><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>'
    const body = tbl(
      tr(tc(paragraph, old), tc('乙')),
      `<w:tr><w:trPr><w:del/></w:trPr>${tc('删')}</w:tr>`,
      tr(tc('丙'), tc('丁', '<w:cellDel/>')),
    )
    expect((await cells(body)).cells).toEqual([
      [0, 0, 1, 1, '136'],
      [0, 1, 1, 1, '乙'],
      [1, 0, 1, 1, '丙'],
      [1, 1, 1, 1, ''],
    ])
  })

  test('breaks, tabs, hyphens, ticks and phonetic guides', async () => {
    const body = `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/><w:sym w:font="Wingdings 2" w:char="F052"/></w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby></w:p><w:p/><w:p/>${p('末')}`
    expect((await cells(tbl(tr(tc(body))))).cells).toEqual([[0, 0, 1, 1, '甲\n乙\t丙-☑一\n末']])
  })

  test('a text box is read once, not again from its fallback', async () => {
    const box = (tag: string) => `<w:${tag}><w:txbxContent>${p('附件2')}</w:txbxContent></w:${tag}>`
    const body = `<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>${box('drawing')}</mc:Choice><mc:Fallback>${box('pict')}</mc:Fallback></mc:AlternateContent><w:t>题</w:t></w:r></w:p>`
    expect((await cells(body)).cells?.map(([, , , , text]) => text)).toEqual(['附件2', '题'])
  })
})

describe('lines around the tables', () => {
  test('share one grid with them, each field of a line its own cell', async () => {
    const { grids } = await readGrids(
      docx(
        p('绩效自评表') +
          p('单位（盖章）：青禾馆　　　　填报日期：2025年1月2日') +
          tbl(tr(tc('甲'), tc('乙'), tc('丙'), tc('丁'))) +
          p('') +
          tbl(tr(tc('戊'), tc('己', span(3)))) +
          p('填    表   人：纪禾\t联系电话：0000'),
      ),
    )
    expect(grids).toHaveLength(1)
    expect(
      grids[0]?.cells.map(({ row, column, columnSpan, text, source }) => [row, column, columnSpan, text, source]),
    ).toEqual([
      [0, 0, 4, '绩效自评表', { line: 1, column: 1 }],
      [1, 0, 2, '单位（盖章）：青禾馆', { line: 2, column: 1 }],
      [1, 2, 2, '填报日期：2025年1月2日', { line: 2, column: 2 }],
      ...['甲', '乙', '丙', '丁'].map((text, i) => [2, i, 1, text, { table: 1, row: 1, column: i + 1 }]),
      [3, 0, 1, '戊', { table: 2, row: 1, column: 1 }],
      [3, 1, 3, '己', { table: 2, row: 1, column: 2 }],
      [4, 0, 2, '填 表 人：纪禾', { line: 4, column: 1 }],
      [4, 2, 2, '联系电话：0000', { line: 4, column: 2 }],
    ])
  })

  test('prose parts the tables of a report', async () => {
    const prose = p('全年工作总体平稳，各项任务按计划推进。'.repeat(8))
    const { grids } = await readGrids(
      docx(prose + p('附表1') + tbl(tr(tc('甲'))) + prose + p('附表2') + tbl(tr(tc('乙')))),
    )
    expect(grids.map(({ name, cells }) => [name, cells.length, cells.at(-2)?.text])).toEqual([
      ['文档（1）', 1, undefined],
      ['文档（2）', 3, '甲'],
      ['文档（3）', 2, '附表2'],
    ])
  })
})

describe('odd files', () => {
  test('the main part may have another name', async () => {
    const { grids } = await readGrids(docx(tbl(tr(tc('甲'))), 'word/document2.xml'))
    expect(grids[0]?.cells[0]?.text).toBe('甲')
  })

  test.each([
    [
      'tables in tables without end',
      '<w:tbl><w:tr><w:tc>'.repeat(5000) + '</w:tc></w:tr></w:tbl>'.repeat(5000),
      '超过 20 层',
    ],
    ['a span of a million', tbl(tr(tc('甲', span(999_999)))), '超过 1000 列'],
    ['a million cells', tbl(tr('<w:tc/>'.repeat(250_000))), '超过 200000 格'],
    ['a document type', '<!DOCTYPE x>', '已损坏'],
    ['no text at all', '', '没有表格，也没有文字'],
  ])('%s', async (_, body, message) => {
    const { grids, problems } = await readGrids(docx(body))
    expect(grids).toEqual([])
    expect(problems[0]?.message).toContain(message)
  })
})

describe('how a run looks', () => {
  const run = (text: string, look: string) => `<w:r><w:rPr>${look}</w:rPr><w:t>${text}</w:t></w:r>`
  const cell = (...runs: string[]) => `<w:tc><w:p>${runs.join('')}</w:p></w:tc>`

  test('a raised note sign is no digit of the number before it', async () => {
    const raised = '<w:vertAlign w:val="superscript"/>'
    const body = tbl(tr(cell(run('95', ''), run('1', raised)), cell(run('完成', ''), run('注2', raised))))
    expect(await cells(body)).toEqual({
      cells: [
        [0, 0, 1, 1, '95¹'],
        [0, 1, 1, 1, '完成注²'],
      ],
      problems: [],
    })
  })

  test('a run set higher by hand is a note sign beside other text, and plain text where it stands alone', async () => {
    const higher = '<w:position w:val="8"/>'
    const body = tbl(tr(cell(run('77', ''), run('3', higher)), cell(run('55', higher))))
    expect((await cells(body)).cells?.map(([, , , , text]) => text)).toEqual(['77³', '55'])
  })

  test('text struck out is not read, and told cell by cell', async () => {
    const body = tbl(
      tr(cell(run('100', '<w:strike/>'), run('95', '<w:strike w:val="0"/>')), cell(run('12', '<w:dstrike/>'))),
    )
    expect(await cells(body)).toEqual({
      cells: [
        [0, 0, 1, 1, '95'],
        [0, 1, 1, 1, ''],
      ],
      problems: [
        '第 1 个表第 1 行第 1 格：划掉的“100”没有读入。请核对原件。',
        '第 1 个表第 1 行第 2 格：划掉的“12”没有读入。请核对原件。',
      ],
    })
  })

  test('styles strike out and raise as well, also those they are based on; the run itself goes first', async () => {
    const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    const styles = `<w:styles ${W}><w:style w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>
      <w:style w:styleId="mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
      <w:style w:styleId="own"><w:basedOn w:val="mark"/></w:style><w:style w:styleId="ring"><w:basedOn w:val="ring"/></w:style>
      <w:style w:styleId="plain"><w:rPr><w:b/></w:rPr></w:style></w:styles>`
    const relations = `<Relationships><Relationship Id="a" Type="http://x/styles" Target="styles.xml"/></Relationships>`
    const set = (style: string) => `<w:rStyle w:val="${style}"/>`
    const old = `<w:tc><w:p><w:pPr><w:pStyle w:val="gone"/><w:rPr>${set('mark')}</w:rPr></w:pPr>${run('77', '')}${run('5', '<w:strike w:val="0"/>')}</w:p>${p('6')}</w:tc>`
    const body = tbl(
      tr(
        cell(run('95', set('plain')), run('1', set('own')), run('2', set('ring'))),
        cell(run('100', set('gone')), run('9', '')),
        old,
      ),
    )
    const more = { 'word/styles.xml': styles, 'word/_rels/document.xml.rels': relations }
    const { grids } = await readGrids(docx(body, 'word/document.xml', more))
    expect(grids[0]?.cells.map(({ text, struck }) => (struck === undefined ? text : [text, struck]))).toEqual([
      ...['95¹2', ['9', '100'], ['5\n6', '77']],
    ])
  })

  test('styles that are damaged are told, the text is read', async () => {
    const relations = `<Relationships><Relationship Id="a" Type="http://x/styles" Target="styles.xml"/></Relationships>`
    const more = { 'word/styles.xml': '<w:styles><w:style', 'word/_rels/document.xml.rels': relations }
    const { grids, problems } = await readGrids(docx(tbl(tr(tc('甲'))), 'word/document.xml', more))
    expect(grids[0]?.cells.map(({ text }) => text)).toEqual(['甲'])
    expect(problems.map(({ message }) => message)).toEqual([
      '文档的样式读不出，用样式划掉的文字和上标可能没有认出。请对照原文件核对。',
    ])
  })
})
