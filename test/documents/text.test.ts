import { describe, expect, test } from 'vitest'
import { readForms, readGrids } from '#documents'

const utf8 = (text: string) => new TextEncoder().encode(text)

/** GB2312 bytes of the few characters these tests need. */
const GB: Readonly<Record<string, readonly number[]>> = {
  单: [0xb5, 0xa5],
  位: [0xce, 0xbb],
  名: [0xc3, 0xfb],
  称: [0xb3, 0xc6],
  '\t': [9],
}

const gb = (text: string) => Uint8Array.from([...text].flatMap((character) => GB[character] ?? []))

function utf16(text: string, order: 'little' | 'big'): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2)
  const view = new DataView(bytes.buffer)
  for (const [i, unit] of ['\uFEFF', ...text].entries()) view.setUint16(i * 2, unit.charCodeAt(0), order === 'little')
  return bytes
}

async function only(bytes: Uint8Array) {
  const { format, grids, problems } = await readGrids(bytes)
  expect(grids).toHaveLength(1)
  return {
    format,
    grid: grids[0],
    problems,
    cells: grids[0]?.cells.map(({ row, column, text }) => [row, column, text]),
  }
}

describe('tab text', () => {
  test('a row is a line, a column is a field, empty fields give no cell', async () => {
    const { format, grid, cells } = await only(
      utf8('## 部门整体支出绩效自评表\r\n\r\n单位\t\t\t云岭\n\t 3, 647 \t<del> </del>\t优</u>'),
    )
    expect(format).toBe('text')
    expect(grid).toMatchObject({ positions: 'loose', rows: 4, columns: 4 })
    expect(cells).toEqual([
      [0, 0, '部门整体支出绩效自评表'],
      [2, 0, '单位'],
      [2, 3, '云岭'],
      [3, 1, '3, 647'],
      [3, 3, '优'],
    ])
    expect(grid?.cells[2]?.source).toEqual({ line: 3, column: 4 })
  })

  test('comparison signs are not markup', async () => {
    const { cells } = await only(utf8('差错率\t<5%\t<0.5万元 >3'))
    expect(cells?.map(([, , text]) => text)).toEqual(['差错率', '<5%', '<0.5万元 >3'])
  })

  test.each([
    ['UTF-8', utf8('单位\t名称')],
    ['UTF-8 with its mark', utf8('\uFEFF单位\t名称')],
    ['UTF-16 little end first', utf16('单位\t名称', 'little')],
    ['UTF-16 big end first', utf16('单位\t名称', 'big')],
    ['GB18030', gb('单位\t名称')],
  ])('in %s', async (_, bytes) => {
    expect((await only(bytes)).cells).toEqual([
      [0, 0, '单位'],
      [0, 1, '名称'],
    ])
  })

  test('one damaged byte in UTF-8 is told and does not turn the text into another one', async () => {
    const bytes = utf8('单位\t名称\t部门整体支出绩效自评表')
    bytes[0] = 0xff
    const { cells, problems } = await only(bytes)
    expect(cells?.at(-1)?.[2]).toBe('部门整体支出绩效自评表')
    expect(problems[0]?.message).toMatch(/^文本里有 \d 处字符已损坏/)
  })

  test('a text without a word gives a problem', async () => {
    expect(await readGrids(utf8(' \n\t\n'))).toMatchObject({
      grids: [],
      problems: [{ message: '文件里没有文字。请重新取得原文件。' }],
    })
  })
})

describe('Markdown tables', () => {
  const text = `# 部门整体支出绩效自评表

填报单位：云岭市青禾区图书馆

| 资金来源 | 年初预算数 | 全年预算数 |
|---|:-:|--:|
| 资金总额 | 3,204.50 | **3,747.98** |
| 甲\\|乙 |  | 一<br>二 |

第二个表：
| 一级指标 | 二级指标 |
| --- | --- |
| 产出指标 | 数量指标 |
`

  test('prose keeps its own rows across the width, fields keep their places', async () => {
    const { grid } = await only(utf8(text))
    expect(grid).toMatchObject({ positions: 'exact', rows: 8, columns: 3 })
    expect(grid?.cells.map(({ row, column, columnSpan, text }) => [row, column, columnSpan, text])).toEqual([
      [0, 0, 3, '部门整体支出绩效自评表'],
      [1, 0, 3, '填报单位：云岭市青禾区图书馆'],
      [2, 0, 1, '资金来源'],
      [2, 1, 1, '年初预算数'],
      [2, 2, 1, '全年预算数'],
      [3, 0, 1, '资金总额'],
      [3, 1, 1, '3,204.50'],
      [3, 2, 1, '3,747.98'],
      [4, 0, 1, '甲|乙'],
      [4, 1, 1, ''],
      [4, 2, 1, '一\n二'],
      [5, 0, 3, '第二个表：'],
      [6, 0, 1, '一级指标'],
      [6, 1, 1, '二级指标'],
      [7, 0, 1, '产出指标'],
      [7, 1, 1, '数量指标'],
    ])
    expect(grid?.cells.at(-1)?.source).toEqual({ line: 13, column: 2 })
  })
})

describe('comma-separated values', () => {
  test('quotes hold commas, line ends and quotes', async () => {
    const { grid, cells } = await only(utf8('资金来源,年初,全年\n资金总额,"3,204.50",\n"甲""乙""\n丙",1,2\n丁,3,4'))
    expect(grid?.positions).toBe('exact')
    expect(cells).toEqual([
      [0, 0, '资金来源'],
      [0, 1, '年初'],
      [0, 2, '全年'],
      [1, 0, '资金总额'],
      [1, 1, '3,204.50'],
      [2, 0, '甲"乙"\n丙'],
      [2, 1, '1'],
      [2, 2, '2'],
      [3, 0, '丁'],
      [3, 1, '3'],
      [3, 2, '4'],
    ])
    expect(grid?.cells.at(-1)?.source).toEqual({ line: 5, column: 3 })
  })
})

describe('HTML', () => {
  test('spans take the places the paper gives them, text around tables has its own rows', async () => {
    const page = `<!doctype html><html><head><title>不读</title><style>td{color:red}</style></head><body>
      <h1>部门整体支出
      绩效自评表</h1><p>填报单位：云岭市<b>青禾区</b>图书馆</p>
      <table><caption>表一</caption><tr><td rowspan=2>甲<td colspan="2">乙&nbsp;&lt;5%</tr><tr><td>丙<br>丁<td></td></tr></table>
      <script>var x = "<td>不读</td>"</script><div>联系人：</div></body></html>`
    const { format, grid } = await only(utf8(page))
    expect(format).toBe('html')
    expect(grid).toMatchObject({ positions: 'exact', columns: 3 })
    expect(
      grid?.cells.map(({ row, column, rowSpan, columnSpan, text }) => [row, column, rowSpan, columnSpan, text]),
    ).toEqual([
      [0, 0, 1, 3, '部门整体支出 绩效自评表'],
      [1, 0, 1, 3, '填报单位：云岭市青禾区图书馆'],
      [2, 0, 1, 3, '表一'],
      [3, 0, 2, 1, '甲'],
      [3, 1, 1, 2, '乙 <5%'],
      [4, 1, 1, 1, '丙\n丁'],
      [4, 2, 1, 1, ''],
      [5, 0, 1, 3, '联系人：'],
    ])
    expect(grid?.cells[4]?.source).toEqual({ table: 1, row: 1, column: 2 })
  })

  test('a table in Markdown keeps the lines of text around it', async () => {
    const { grid } = await only(
      utf8('# 自评表\n单位：云岭\n日期：2025年1月20日\n<table><tr><td>甲</td></tr></table>\n总分'),
    )
    expect(grid?.cells.map(({ text }) => text)).toEqual(['自评表', '单位：云岭', '日期：2025年1月20日', '甲', '总分'])
    expect(grid?.cells[2]?.source).toEqual({ line: 3, column: 1 })
  })

  test('a table inside a cell is a part of its text, and what follows keeps its place', async () => {
    const page =
      '<table><tr><td>上<table><tr><td>甲<td>乙</tr><tr><td>丙</table>下</td><td>右</td></tr><tr><td>1<td>2</table>后'
    const { grid } = await only(utf8(`<html>${page}</html>`))
    expect(grid?.cells.map(({ row, column, text }) => [row, column, text])).toEqual([
      [0, 0, '上\n甲 乙\n丙\n下'],
      [0, 1, '右'],
      [1, 0, '1'],
      [1, 1, '2'],
      [2, 0, '后'],
    ])
    expect(grid?.cells[3]?.source).toEqual({ table: 1, row: 2, column: 2 })
  })

  test('a form of its own inside a layout table lies where it stands', async () => {
    const inner = '<tr><td>1<td>2<td>3<td>4</tr>'.repeat(3)
    const { grid } = await only(utf8(`<html><table><tr><td>上<table>${inner}</table>下</td></tr></table></html>`))
    expect(grid?.cells.map(({ row, text }) => [row, text])).toEqual([
      [0, '上'],
      ...[1, 2, 3].flatMap((row) => ['1', '2', '3', '4'].map((text) => [row, text])),
      [4, '下'],
    ])
  })

  test('hidden cells are not read and keep their place', async () => {
    const page = '<table><tr><td>甲<td style="display:none">藏<td>乙<tr hidden><td>藏<td>藏<td>藏<tr><td>丙</table>'
    const { cells } = await only(utf8(page))
    expect(cells).toEqual([
      [0, 0, '甲'],
      [0, 2, '乙'],
      [2, 0, '丙'],
    ])
  })
})

test('a form pasted as Markdown is recognised', async () => {
  const text = `# 部门整体支出绩效自评表
填报单位：云岭市青禾区图书馆
| 资金来源 | 年初预算数 | 全年预算数(A) | 全年执行数(B) | 分值 | 执行率 | 得分 |
|---|---|---|---|---|---|---|
| 资金总额 | 100.00 | 120.00 | 114.00 | 10 | 95.00% | 9.5 |

| 一级指标 | 二级指标 | 三级指标 | 年度指标值(A) | 实际完成值(B) | 分值 | 得分 |
|---|---|---|---|---|---|---|
| 产出指标 | 数量指标 | 免费开放天数 | ≥320天 | 326天 | 50 | 50 |
`
  const { forms } = await readForms(utf8(text))
  expect(forms).toHaveLength(1)
  expect(forms[0]?.funds.rows[0]).toMatchObject({
    initialBudget: '100.00',
    execution: '114.00',
    executionRate: '95.00',
  })
  expect(forms[0]?.indicators[0]).toMatchObject({ level1: '产出指标', name: '免费开放天数', weight: 50 })
})

test('the apostrophe that guards a CSV field against formulas is no part of it', async () => {
  const csv = "甲,乙,丙\n'=100,'-5,'@李\n1,2,'90年代"
  const { grids } = await readGrids(new TextEncoder().encode(csv))
  expect(grids[0]?.cells.map(({ text }) => text)).toEqual(['甲', '乙', '丙', '=100', '-5', '@李', '1', '2', "'90年代"])
})

test('a web page: raised digits are superscripts, what is struck out or not shown is left out, inputs show their values', async () => {
  const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
  const html = `<table>${[
    row('95<sup>1</sup>%', '<del>100</del>90', '<s>8<b>0</b></s>70', '<strike>6</strike>5'),
    row('<span hidden>1</span>2', '<div style="display:none">3<div>4</div></div>5', '<p hidden>6<p>7', '<del>8'),
    row('<input value="12.5">', '<textarea>原因</textarea>', '<input type="hidden" value="9">', '尾'),
    row(
      '<select><option>优<option selected>良<option>差</select>',
      '<template><p>1</p></template>2',
      '<script>3</script>4',
    ),
  ].join('')}</table>`
  const { grids } = await readGrids(new TextEncoder().encode(html))
  expect(grids[0]?.cells.map(({ text }) => text)).toEqual([
    '95¹%',
    '90',
    '70',
    '5',
    '2',
    '5',
    '7',
    '',
    '12.5',
    '原因',
    '',
    '尾',
    '良',
    '2',
    '4',
  ])
})

test('a web page: text struck out by element, style or class is told; a style raises digits as well', async () => {
  const html = `<style>.xl66 {color:red;text-decoration:line-through} .x td{text-decoration: line-through}</style><table>
    <tr><td><del>100</del>90</td><td><s>8<b>0</b></s></td><td><strike>6</td><td>5</td></tr>
    <tr class="x"><td>一</td><td>二</td><td class="xl66 y">三</td><td>四</td></tr>
    <tr><td style="text-decoration-line:underline line-through">77</td><td class=xl66>1<br>2</td>
    <td>前<span style="text-decoration:line-through"><span>改</span>了</span>后</td><td>95<span style="vertical-align:super">1</span>%</td></tr>
    </table><p>说明<del>旧</del>`
  const { grids, problems } = await readGrids(new TextEncoder().encode(html))
  expect(grids[0]?.cells.map(({ text, struck }) => (struck === undefined ? text : [text, struck]))).toEqual([
    ...[['90', '100'], ['', '80'], ['', '6'], '5'],
    ...[
      ['', '一'],
      ['', '二'],
      ['', '三'],
      ['', '四'],
    ],
    ...[['', '77'], ['', '1、2'], ['前后', '改了'], '95¹%', ['说明', '旧']],
  ])
  expect(problems[0]?.message).toBe('第 1 个表第 1 行第 1 格：划掉的“100”没有读入。请核对原件。')
  expect(problems).toHaveLength(11)
})

test('a Markdown table: raised digits are superscripts, struck-out text is left out and told', async () => {
  const text = '|甲|乙|丙|丁|\n|---|---|---|---|\n|95<sup>1</sup>|<del>100</del>90|<s>a</s>b|~~7~~8|'
  const { grids, problems } = await readGrids(new TextEncoder().encode(text))
  expect(grids[0]?.cells.map(({ text }) => text)).toEqual(['甲', '乙', '丙', '丁', '95¹', '90', 'b', '8'])
  expect(problems.map(({ message }) => message)).toEqual([
    '第 3 行第 2 格：划掉的“100”没有读入。请核对原件。',
    '第 3 行第 3 格：划掉的“a”没有读入。请核对原件。',
    '第 3 行第 4 格：划掉的“7”没有读入。请核对原件。',
  ])
})

test('recognised text: struck-out text is left out and told, alone in its field as well; an empty mark says nothing', async () => {
  const { grids, problems } = await readGrids(new TextEncoder().encode('甲\t<del>100</del>90\t<s>旧</s>\t<del> </del>'))
  expect(grids[0]?.cells.map(({ text, struck }) => [text, struck])).toEqual([
    ['甲', undefined],
    ['90', '100'],
  ])
  expect(problems.map(({ message }) => message)).toEqual([
    '第 1 行第 3 格：划掉的“旧”没有读入。请核对原件。',
    '第 1 行第 2 格：划掉的“100”没有读入。请核对原件。',
  ])
})
