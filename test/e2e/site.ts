import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { type Serving, serve } from '#server'
import { buildMissing } from '../../scripts/prepare.mjs'
import { findChromium, launch } from './browser.ts'

/** The built page, served, and a browser to open it with. */
export type Site = { readonly serving: Serving; readonly browser: Browser }

const chromium = findChromium()
if (!chromium && process.env.CI) throw new Error('CI 上必须有 Chromium，请安装 chromium 或设置 JIHENG_CHROMIUM。')
if (!chromium) console.warn('跳过浏览器测试：没有找到 Chromium（设置 JIHENG_CHROMIUM 可指定）。')

/** Tests in a real browser: `site()` is there while they run. Without a Chromium they are skipped, on CI they fail. */
export function describeInBrowser(name: string, tests: (site: () => Site) => void): void {
  describe.skipIf(!chromium)(name, () => {
    let started: Site | undefined
    beforeAll(async () => {
      buildMissing()
      started = {
        serving: await serve({ host: '127.0.0.1', port: 0 }),
        browser: await launch(chromium ?? ''),
      }
      // The first run builds.
    }, 180_000)
    afterAll(async () => {
      await started?.browser.close()
      await started?.serving.close()
    })
    tests(() => {
      if (!started) throw new Error('the site is asked for outside a test')
      return started
    })
  })
}
