/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeInBrowser } from './site.ts'

describeInBrowser('the check page with scans', (site) => {
  test('the network cut after the first load, a screenshot is read in the page and says where it is', async () => {
    const context = await site().browser.newContext()
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    await page.goto(site().serving.url)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    // The recogniser is fetched by itself once the page has been quiet for a while.
    const kept = () =>
      page.evaluate(async () => {
        const names = await caches.keys()
        const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
        return requests.flat().filter(({ url }) => /\.(?:onnx|wasm)$|keys_v1/.test(url)).length
      })
    await expect.poll(kept, { timeout: 60_000, interval: 500 }).toBe(4)

    await site().serving.close()
    await context.setOffline(true)
    await page.reload()
    await page.locator('input[type=file]').setInputFiles({
      name: '截图.png',
      mimeType: 'image/png',
      buffer: readFileSync('test/fixtures/scan/screen.png'),
    })
    await page.getByText('正在识别第 1/1 页').waitFor({ timeout: 30_000 })
    await page.locator('.paper-table').waitFor({ timeout: 90_000 })
    expect(await page.locator('.paper-table').textContent()).toContain('203.50')
    expect(await page.locator('.paper-table').textContent()).toContain('少年儿童阅读活动')
    expect(faults).toEqual([])
    await context.close()
  }, 240_000)
})
