import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeInBrowser } from './site.ts'

const pdf = readFileSync(new URL('../fixtures/documents/golden.pdf', import.meta.url))

describeInBrowser('the original beside the form', (site) => {
  let context: BrowserContext
  let page: Page

  beforeEach(async () => {
    context = await site().browser.newContext({ viewport: { width: 1366, height: 768 } })
    page = await context.newPage()
    await page.goto(site().serving.url)
  })
  afterEach(async () => context.close())

  const openPdf = async () => {
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '去年的表.pdf', mimeType: 'application/pdf', buffer: pdf })
    await page.locator('.original img').first().waitFor()
  }
  const openDamaged = async () => {
    await page.getByRole('button', { name: '示例' }).click()
    await page.getByRole('menuitem', { name: '一份破损的' }).click()
    await page.locator('.paper-table').waitFor()
  }

  test('the pages of a PDF stand above the paper; the value one selects is framed there and cut out in the panel', async () => {
    await openPdf()
    await page
      .locator('.paper-table [data-key]', { hasText: /^\d[\d,]*\.\d\d$/ })
      .first()
      .click()
    const frame = await page.locator('.original .here').boundingBox()
    const shown = await page.locator('.original').boundingBox()
    if (!frame || !shown) throw new Error('nothing framed')
    expect(frame.y).toBeGreaterThanOrEqual(shown.y)
    expect(frame.y + frame.height).toBeLessThanOrEqual(shown.y + shown.height)
    const crop = page.locator('.cell-facts .crop')
    expect((await crop.boundingBox())?.width).toBeGreaterThan(40)
    expect(await crop.evaluate((element) => getComputedStyle(element).backgroundImage)).toContain('blob:')
  })

  test('F9 takes the original away and brings it back; it outlives a reload', async () => {
    await openPdf()
    await page.keyboard.press('F9')
    expect(await page.locator('.original').count()).toBe(0)
    await page.keyboard.press('F9')
    expect(await page.locator('.original').count()).toBe(1)
    await page.waitForTimeout(600)
    await page.reload()
    await page.locator('.original img').first().waitFor()
  })

  test('of a text the cells as they stood are shown when asked for, the one in question framed', async () => {
    await openDamaged()
    expect(await page.locator('.original').count()).toBe(0)
    await page.keyboard.press('F9')
    await page.locator('.paper-table [data-key]', { hasText: '2,639,935.84' }).click()
    expect(await page.locator('.original .here').textContent()).toMatch(/2.*639/)
  })

  test('all doubtful values are cleared with the keyboard alone, one key each, and every step can be undone', async () => {
    await openDamaged()
    const open = page.locator('button.question b')
    const before = Number(await open.textContent())
    expect(before).toBeGreaterThan(3)
    await page.locator('button.question').focus()
    await page.keyboard.press('Enter')
    await page.locator('.review .card').waitFor()
    const names: (string | null)[] = []
    const start = Date.now()
    for (let i = 0; i < before; i++) {
      names.push(await page.locator('.review h3').textContent())
      if ((await page.locator('.review textarea').inputValue()) === '') await page.keyboard.type('1')
      await page.keyboard.press('Enter')
    }
    await page.locator('.review .done').waitFor()
    expect(new Set(names).size).toBe(before)
    expect(Date.now() - start).toBeLessThan(120_000)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.review').count()).toBe(0)
    for (let i = 0; i < before; i++) await page.keyboard.press('Control+z')
    await expect.poll(() => open.textContent()).toBe(String(before))
  })
})
