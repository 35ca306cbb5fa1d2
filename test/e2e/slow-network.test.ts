/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { STORES } from '../server/store/stores.ts'
import { describeApp } from './app-site.ts'
import { giveForm, largeForm, plannedOf } from './large-form.ts'

const go = (page: Page, address: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, address)
const rowOf = (page: Page, name: string) =>
  page.locator('.paper-table tr', { has: page.getByText(name, { exact: true }) })
const cellOf = (page: Page, name: string, after: number) =>
  page.locator('.paper-table th', { hasText: new RegExp(`^${name}`) }).locator(`xpath=following-sibling::*[${after}]`)
const type = async (page: Page, name: string, after: number, text: string) => {
  await cellOf(page, name, after).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
const saved = (page: Page) => page.locator('.save.saved').waitFor({ timeout: 20_000 })
const paste = (page: Page, text: string) =>
  page.evaluate((plain) => {
    const data = new DataTransfer()
    data.setData('text/plain', plain)
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, text)

/** A line of 400 kb/s with 400 ms on the way. */
async function slowDown(page: Page): Promise<void> {
  const line = await page.context().newCDPSession(page)
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 400,
    downloadThroughput: 50_000,
    uploadThroughput: 50_000,
  })
}

describeApp(
  'a form of 300 rows',
  ({ signIn, town }) => {
    test('is edited, pasted into, scrolled, searched, taken back and submitted', async () => {
      const id = await giveForm(town(), 'jingban', 207, largeForm('青禾区档案馆', 300))
      const page = await signIn('jingban')
      await go(page, `#/forms/${id}`)
      await page.locator('.paper-table').waitFor()
      expect(await page.locator('.paper-table tr').count()).toBeGreaterThan(300)

      await type(page, '第299片区', 5, '末行写的原因')
      expect(await rowOf(page, '第299片区活动场次').isVisible()).toBe(true)
      await saved(page)

      await cellOf(page, '第1片区', 2).click()
      await paste(page, Array.from({ length: 120 }, (_, i) => `${plannedOf(i) + 9}次`).join('\n'))
      await expect.poll(() => cellOf(page, '第120片区', 2).textContent()).toContain('942次')
      await saved(page)
      await page.reload()
      await page.locator('.paper-table').waitFor()
      expect(await cellOf(page, '第1片区', 2).textContent()).toContain('109次')
      expect(await cellOf(page, '第120片区', 2).textContent()).toContain('942次')
      expect(await cellOf(page, '第299片区', 5).textContent()).toContain('末行写的原因')
      // The browser's own search finds what is out of sight.
      expect(
        await page.evaluate(() => (window as unknown as { find: (text: string) => boolean }).find('第250片区活动场次')),
      ).toBe(true)

      await cellOf(page, '第1片区', 2).click()
      await paste(page, Array.from({ length: 120 }, () => '1次').join('\n'))
      await expect.poll(() => cellOf(page, '第120片区', 2).textContent()).toContain('1次')
      await page.keyboard.press('Control+z')
      await expect.poll(() => cellOf(page, '第120片区', 2).textContent()).toContain('942次')
      await saved(page)

      await page.getByRole('button', { name: '送审', exact: true }).click()
      const dialog = page.getByRole('dialog')
      for (const reason of await dialog.getByPlaceholder('理由').all()) await reason.fill('已核对账表')
      await dialog.getByRole('button', { name: '送审', exact: true }).click()
      await page.getByText('待单位签发').first().waitFor({ timeout: 20_000 })
    }, 180_000)
  },
  { stores: STORES.slice(0, 1) },
)

describeApp(
  'on a slow and broken network',
  ({ signIn }) => {
    const open = async () => {
      const page = await signIn('jingban')
      await slowDown(page)
      await page.locator('.tasks a', { hasText: '图书馆' }).first().click()
      await page.locator('.paper-table').waitFor()
      return page
    }

    test('what is typed while an earlier change is on its way is saved too, and both states are told', async () => {
      const page = await open()
      await type(page, '免费开放天数', 5, '先写的')
      await page.locator('.save.saving').waitFor()
      await type(page, '接待读者人次', 5, '途中写的')
      await page.locator('.save:not(.saved)').waitFor()
      await saved(page)
      await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).not.toContain('jiheng.draft')
      await page.reload()
      await page.locator('.paper-table').waitFor({ timeout: 60_000 })
      expect(await cellOf(page, '免费开放天数', 5).textContent()).toContain('先写的')
      expect(await cellOf(page, '接待读者人次', 5).textContent()).toContain('途中写的')
    }, 120_000)

    test('a server that never answers: told as slow, then kept on this machine, and sent when one asks for it', async () => {
      const page = await open()
      await page.route('**/api/**', (route) => (route.request().method() === 'PATCH' ? undefined : route.continue()))
      await type(page, '新增馆藏图书', 5, '超时前写的')
      await page.getByText('网络慢，还在保存').waitFor({ timeout: 15_000 })
      await page.locator('.save.offline').waitFor({ timeout: 60_000 })
      expect(await page.evaluate(() => JSON.stringify(localStorage))).toContain('超时前写的')
      await page.unroute('**/api/**')
      await page.getByRole('button', { name: '马上再试' }).click()
      await saved(page)
      await page.reload()
      await page.getByText('超时前写的').first().waitFor({ timeout: 60_000 })
    }, 150_000)

    test('an answer that is lost on its way, and a proxy that gives up: sent again, without a conflict, once', async () => {
      const page = await open()
      let lost = 0
      await page.route('**/api/**', async (route) => {
        if (route.request().method() !== 'PATCH' || lost > 1) return route.continue()
        lost++
        await route.fetch()
        return lost === 1 ? route.abort('connectionreset') : route.fulfill({ status: 504, body: 'gateway time-out' })
      })
      await type(page, '阅读推广活动', 5, '答复丢了两次')
      await page.locator('.save.offline').waitFor()
      await saved(page)
      expect(lost).toBe(2)
      expect(await page.getByRole('dialog').count()).toBe(0)
      await page.reload()
      await page.locator('.paper-table').waitFor({ timeout: 60_000 })
      expect(await cellOf(page, '阅读推广活动', 5).textContent()).toContain('答复丢了两次')
    }, 120_000)
  },
  { stores: STORES.slice(0, 1) },
)
