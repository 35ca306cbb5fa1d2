/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Serving, serve } from '#server'
import { buildMissing } from '../../scripts/prepare.mjs'
import { findChromium, launch } from './browser.ts'

const chromium = findChromium()
if (!chromium && process.env.CI) throw new Error('CI 上必须有 Chromium，请安装 chromium 或设置 JIHENG_CHROMIUM。')
if (!chromium) console.warn('跳过浏览器测试：没有找到 Chromium（设置 JIHENG_CHROMIUM 可指定）。')

describe.skipIf(!chromium)('the check page with scans', () => {
  let serving: Serving
  let browser: Browser

  beforeAll(async () => {
    buildMissing()
    serving = await serve({ host: '127.0.0.1', port: 0 })
    browser = await launch(chromium ?? '')
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await serving?.close()
  })

  test('the network cut after the first load, a screenshot is read in the page and says where it is', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(String(error)))
    await page.goto(serving.url)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    // The recogniser is fetched by itself once the page has been quiet for a while.
    const kept = () =>
      page.evaluate(async () => {
        const names = await caches.keys()
        const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
        return requests.flat().filter(({ url }) => /\.(?:onnx|wasm)$|keys_v1/.test(url)).length
      })
    await expect.poll(kept, { timeout: 60_000, interval: 500 }).toBe(4)

    await serving.close()
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
