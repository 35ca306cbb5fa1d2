import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { blankForm, officialSheet, toHtml, toXlsx } from '#documents'
import { readAt } from '#engine'
import { libraryForm, projectForm } from './forms.ts'

describe('the official sheet', () => {
  test.each([
    ['department', libraryForm()],
    ['project', projectForm()],
  ])('of a %s form: each value has one cell that points to it', (_, form) => {
    const { cells } = officialSheet(form)
    const pointers = cells.flatMap(({ at }) => (at === undefined ? [] : [at]))
    expect(new Set(pointers).size).toBe(pointers.length)
    for (const pointer of pointers) expect(readAt(form, pointer), pointer).not.toBe(undefined)
    for (const i of form.indicators.keys()) {
      for (const key of ['name', 'target/text', 'actual/text', 'weight', 'score', 'reason']) {
        expect(pointers).toContain(`/indicators/${i}/${key}`)
      }
    }
    for (const key of ['initialBudget', 'annualBudget', 'execution', 'executionRate', 'weight', 'score']) {
      expect(pointers).toContain(`/funds/rows/0/${key}`)
    }
  })

  test('a merged level belongs to its first indicator and carries the points', () => {
    const levels = officialSheet(libraryForm()).cells.filter(({ at }) => at?.endsWith('/level1'))
    expect(levels.map(({ at, text, rowSpan }) => [at, text, rowSpan])).toEqual([
      ['/indicators/0/level1', '产出指标\n（50分）', 19],
      ['/indicators/19/level1', '效益指标\n（30分）', 5],
      ['/indicators/24/level1', '满意度指标\n（10分）', 3],
    ])
  })

  test('unknown is blank, zero is 0', () => {
    const form = libraryForm()
    const sheet = officialSheet({
      ...form,
      total: { weight: null, score: 0 },
      indicators: form.indicators.map((row) => ({
        ...row,
        level1: null,
        level1Weight: null,
        level2: null,
        target: null,
      })),
    })
    const text = (at: string) => sheet.cells.find((cell) => cell.at === at)?.text
    expect(text('/total/weight')).toBe('')
    expect(text('/total/score')).toBe('0')
    expect(text('/indicators/0/level1')).toBe('')
    expect(text('/indicators/3/target/text')).toBe('')
  })

  test.each([
    ['filled', libraryForm()],
    ['project', projectForm()],
    ['blank', blankForm('department-self-evaluation')],
    ['without rows', { ...libraryForm(), indicators: [], funds: { unit: null, rows: [] } }],
  ])('%s: cells tile the sheet without a gap or an overlap', (_, form) => {
    const { cells, columnWidths, rowHeights } = officialSheet(form)
    const taken = new Set<string>()
    for (const { row, column, rowSpan, columnSpan } of cells) {
      for (let r = row; r < row + rowSpan; r++) {
        for (let c = column; c < column + columnSpan; c++) {
          expect(taken.has(`${r},${c}`), `row ${r} column ${c}`).toBe(false)
          taken.add(`${r},${c}`)
        }
      }
    }
    expect(taken.size).toBe(rowHeights.length * columnWidths.length)
    expect(rowHeights.length).toBe(Math.max(...cells.map(({ row, rowSpan }) => row + rowSpan)))
  })

  test('a text longer than a page lies over several rows, none higher than Excel allows', () => {
    const form = libraryForm()
    const sheet = officialSheet({ ...form, goals: { expected: (form.goals.expected ?? '').repeat(30), actual: null } })
    expect(Math.max(...sheet.rowHeights)).toBeLessThanOrEqual(409)
    expect(sheet.cells.find(({ at }) => at === '/goals/expected')?.rowSpan).toBeGreaterThan(10)
  })

  test('a budget of hundreds of billions widens its column', () => {
    const form = libraryForm()
    const [total] = form.funds.rows
    if (!total) throw new Error('the sample has a total')
    const large = { ...form, funds: { ...form.funds, rows: [{ ...total, initialBudget: '123456789012.34' }] } }
    expect(officialSheet(large).columnWidths[4]).toBeGreaterThan('123,456,789,012.34'.length)
  })
})

describe('the xlsx as another program reads it', () => {
  test('has the print set-up, the merges, the numbers and the texts', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(toXlsx(libraryForm()).buffer as ArrayBuffer)
    const sheet = workbook.getWorksheet(1)
    expect(sheet?.name).toBe('部门整体支出绩效自评表')
    expect(sheet?.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: '13:13',
    })
    expect(sheet?.getCell('E6').value).toBe(3204531.58)
    expect(sheet?.getCell('E6').numFmt).toBe('#,##0.00')
    expect(sheet?.getCell('J6').value).toBe(0.9878)
    expect(sheet?.getCell('J6').numFmt).toBe('0.00%')
    expect(sheet?.getCell('B14').value).toBe('产出指标\n（50分）')
    expect(sheet?.getCell('B14').isMerged).toBe(true)
    expect(sheet?.getCell('B20').master.address).toBe('B14')
    expect(sheet?.getCell('A1').font).toMatchObject({ bold: true, size: 16, name: '黑体' })
    expect(sheet?.getCell('D14').border.left?.style).toBe('thin')
  })
})

describe('the HTML page', () => {
  test('escapes what it shows and needs nothing from elsewhere', () => {
    const html = toHtml({ ...libraryForm(), conclusion: '<script>alert("1")</script> & \'x\'\u0000' })
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</td>')
    expect(html).not.toMatch(/<script|https?:|src=|url\(/)
  })
})
