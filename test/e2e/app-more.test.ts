/// <reference lib="dom" />
import { gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { expect, test } from 'vitest'
import { toXlsx } from '#documents'
import { campaignsOf, changeCampaign } from '../../src/server/store/campaigns.ts'
import { describeApp } from './app-site.ts'
import { filledForm, TOWN } from './town.ts'

const go = (page: Page, address: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, address)
const openDraft = async (page: Page) => {
  await go(page, '#/tasks')
  await page.locator('.tasks a', { hasText: '图书馆' }).first().click()
  await page.locator('.paper-table').waitFor()
}
const saved = (page: Page) => page.locator('.save.saved').waitFor()

describeApp(
  'the application under load and at its edges',
  ({ signIn, town }) => {
    test('the first page is sent in under 400 kB, a form in under 100 more', async () => {
      const page = await signIn('jingban')
      const responses: Response[] = []
      page.on('response', (response) => responses.push(response))
      const sum = async () => {
        const sizes = await Promise.all(
          responses.map(async (one) => Number((await one.headerValue('content-length')) ?? 0)),
        )
        return sizes.reduce((total, size) => total + size, 0)
      }
      await page.reload({ waitUntil: 'networkidle' })
      const first = await sum()
      expect(first).toBeGreaterThan(50_000)
      expect(first).toBeLessThan(400_000)
      await openDraft(page)
      await page.waitForLoadState('networkidle')
      expect((await sum()) - first).toBeLessThan(100_000)
    }, 60_000)

    test('a block from a spreadsheet is pasted over cells, saved, and taken back with one key', async () => {
      const page = await signIn('jingban')
      await openDraft(page)
      const cell = page
        .locator('.paper-table th', { hasText: /^免费开放天数/ })
        .locator('xpath=following-sibling::*[2]')
      const before = await cell.textContent()
      await cell.click()
      await page.evaluate(() => {
        const data = new DataTransfer()
        data.setData(
          'text/html',
          '<table><tr><td>330天</td><td>3</td><td>3</td></tr><tr><td>20万人次</td><td>3</td><td>3</td></tr></table>',
        )
        data.setData('text/plain', '330天\t3\t3\n20万人次\t3\t3')
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        )
      })
      await expect.poll(() => cell.textContent()).toContain('330天')
      expect(await page.locator('.paper-table').textContent()).toContain('20万人次')
      await saved(page)
      await page.keyboard.press('Control+z')
      await expect.poll(() => cell.textContent()).toBe(before)
      await saved(page)
      await page.reload()
      await page.locator('.paper-table').waitFor()
      expect(await cell.textContent()).toBe(before)
    }, 90_000)

    test('a deadline that passes while somebody types: the work stays, the submission says why not', async () => {
      const page = await signIn('jingban')
      await openDraft(page)
      const { database } = town()
      const scope = { role: 'app_bureau', region: TOWN, units: [] } as const
      const [campaign] = await database.tx(scope, (query) => campaignsOf(query, TOWN))
      if (!campaign) throw new Error('the town has no campaign')
      const iso = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
      await database.tx(scope, (query) => changeCampaign(query, { ...campaign, closesAt: iso(-1), lateUntil: null }))
      const cell = page
        .locator('.paper-table th', { hasText: /^免费开放天数/ })
        .locator('xpath=following-sibling::*[5]')
      await cell.click()
      await page.keyboard.type('含节假日延时')
      await page.keyboard.press('Enter')
      await saved(page)
      await page.locator('.form-bar').getByRole('button', { name: '送审', exact: true }).click()
      const dialog = page.getByRole('dialog')
      for (const reason of await dialog.getByPlaceholder('理由').all()) await reason.fill('已核对，按批复执行')
      await dialog.getByRole('button', { name: '送审', exact: true }).click()
      await dialog.getByText('已经截止').waitFor()
      await page.keyboard.press('Escape')
      expect(await cell.textContent()).toContain('含节假日延时')
      await database.tx(scope, (query) => changeCampaign(query, campaign))
    }, 90_000)

    test('the clerk’s way from the door to the submission, with the keyboard alone', async () => {
      const page = await signIn('jingban')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('图书馆')
      await page.getByRole('option', { name: /草稿/ }).first().waitFor()
      for (let i = 0; i < 12; i++) {
        const chosen = await page.locator('.palette [aria-selected=true]').textContent()
        if (chosen?.includes('草稿')) break
        await page.keyboard.press('ArrowDown')
      }
      await page.keyboard.press('Enter')
      await page.locator('.paper-table').waitFor()
      await page.keyboard.press('F6')
      await page.locator('.editor').waitFor()
      for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowDown')
      await page.keyboard.press('F8')
      await page.locator('.item.current').waitFor()
      const submit = page.locator('.form-bar').getByRole('button', { name: '送审', exact: true })
      await submit.focus()
      await page.keyboard.press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      const reasons = await dialog.getByPlaceholder('理由').count()
      for (let i = 0; i < reasons; i++) {
        await page.keyboard.type('已核对，按批复执行')
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
      await page.getByText('待单位签发').first().waitFor()
    }, 90_000)

    test('four hundred files dropped at once: each has its line, and the board of a thousand units scrolls without gaps', async () => {
      const page = await signIn('jixiao')
      await page.getByRole('link', { name: '读入文件' }).click()
      const bytes = Buffer.from(toXlsx(filledForm('青禾区图书馆')))
      expect(gzipSync(bytes).length).toBeGreaterThan(1000)
      const files = Array.from({ length: 400 }, (_, i) => ({
        name: `单位${i}.xlsx`,
        mimeType: 'application/octet-stream',
        buffer: bytes,
      }))
      await page.locator('input[type=file]').setInputFiles(files)
      await page.getByText(/400 张表/).waitFor({ timeout: 90_000 })

      await go(page, '#/campaigns')
      await page.locator('.campaigns a').first().click()
      await page.locator('.ant-table-row').first().waitFor()
      const rows = () => page.locator('.ant-table-row').count()
      const body = page.locator('.ant-table-tbody-virtual-holder')
      for (let i = 0; i < 8; i++) {
        await body.hover()
        await page.mouse.wheel(0, 4000)
        await page.waitForTimeout(120)
        expect(await rows()).toBeGreaterThan(8)
        expect(await page.locator('.ant-table-row').first().textContent()).toMatch(/\d/)
      }
    }, 180_000)
  },
  { units: 1000 },
)
