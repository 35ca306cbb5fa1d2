import { readFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from './site.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

describeInBrowser('a file that was exported, edited and opened again', (site) => {
  let page: Page

  beforeAll(async () => {
    page = await site().browser.newPage({ viewport: { width: 1366, height: 768 } })
    await page.goto(site().serving.url)
    await page.getByRole('button', { name: '示例' }).click()
    await page.getByRole('menuitem', { name: '一份规范的' }).click()
    await page.locator('.paper-table').waitFor()
  })

  const score = (name: string) =>
    page.locator('.paper-table th', { hasText: new RegExp(`^${name}`) }).locator('xpath=following-sibling::*[4]')

  /** The exported workbook with some cells changed as a person would in Excel or WPS. */
  async function edited(changes: Readonly<Record<string, string | number>>): Promise<Buffer> {
    await page.getByRole('button', { name: '导出' }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /正式表 Excel/ }).click(),
    ])
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(readFileSync(await file.path()) as unknown as Parameters<typeof book.xlsx.load>[0])
    const sheet = book.worksheets[0]
    sheet?.eachRow((row) =>
      row.eachCell((cell) => {
        const name = String(cell.value)
        if (name in changes && cell.address === cell.master.address)
          row.getCell(cell.fullAddress.col + 4).value = changes[name]
      }),
    )
    return Buffer.from(await book.xlsx.writeBuffer())
  }

  const open = (buffer: Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name: '改过的表.xlsx', mimeType: XLSX, buffer })

  test('unchanged says so and opens nothing', async () => {
    await open(await edited({}))
    await page.getByText('内容没有不同').waitFor()
    await page.getByRole('button', { name: '知道了' }).click()
    expect(await page.locator('.tabs .tab').count()).toBe(0)
  })

  test('shows each difference; by keys one is taken and one refused, in one step that can be undone', async () => {
    const before = [await score('举办读者活动').textContent(), await score('新增图书册数').textContent()]
    await open(await edited({ 举办读者活动: 1, 新增图书册数: 2 }))
    await page.getByText('有 2 处不同').waitFor()
    await page.locator('.differences input').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    const second = await page.locator('.differences tbody tr').nth(1).locator('td').nth(1).textContent()
    await page.getByRole('button', { name: '采纳 1 处' }).click()
    const [taken, refused] = /新增图书册数/.test(second ?? '')
      ? ['新增图书册数', '举办读者活动']
      : ['举办读者活动', '新增图书册数']
    expect(await score(taken).textContent()).toBe(taken === '新增图书册数' ? '2' : '1')
    expect(before).toContain(await score(refused).textContent())
    await page.keyboard.press('Control+z')
    expect([await score('举办读者活动').textContent(), await score('新增图书册数').textContent()]).toEqual(before)
  })

  test('refused leaves the form; opened beside it makes a second tab', async () => {
    const before = await score('举办读者活动').textContent()
    const file = await edited({ 举办读者活动: 1 })
    await open(file)
    await page.getByRole('button', { name: '都不采纳' }).click()
    expect(await score('举办读者活动').textContent()).toBe(before)
    await open(file)
    await page.getByRole('button', { name: '作为另一张表打开' }).click()
    await page.locator('.tabs .tab').nth(1).waitFor()
    expect(await score('举办读者活动').textContent()).toBe('1')
  })
})
