import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { buildMissing } from '../../scripts/prepare.mjs'
import { STORES } from '../server/store/stores.ts'
import { findChromium, launch } from './browser.ts'
import { openTown, PASSWORD, type Town, YEAR } from './town.ts'

export type AppSite = {
  readonly town: () => Town
  /** Somebody signed in, in a browser of their own; errors of the page fail the test at the end. */
  readonly signIn: (login: string, look?: Look) => Promise<Page>
  /** The door, in a browser of its own; `who` names it where a fault is told. */
  readonly visit: (who?: string, look?: Look) => Promise<Page>
}
type Look = { readonly width?: number; readonly dark?: boolean }

const chromium = findChromium()

/** Tests of the application on each engine: a town of its own, served, and a browser. Skipped without Chromium, which CI does not allow. */
export function describeApp(
  name: string,
  tests: (site: AppSite) => void,
  { units = 12, stores = STORES }: { readonly units?: number; readonly stores?: typeof STORES } = {},
): void {
  for (const store of stores)
    describe.skipIf(!chromium || !store.isThere)(`${name} on ${store.name}`, () => {
      let town: Town | undefined
      let browser: Browser | undefined
      const contexts: BrowserContext[] = []
      const faults: string[] = []
      beforeAll(async () => {
        buildMissing()
        town = await openTown(await store.open(), units)
        browser = await launch(chromium ?? '')
      }, 240_000)
      afterAll(async () => {
        await browser?.close()
        await town?.close()
        expect(faults).toEqual([])
      }, 60_000)
      const visit: AppSite['visit'] = async (who = 'nobody', { width = 1366, dark = false } = {}) => {
        const context = await (browser as Browser).newContext({
          viewport: { width, height: width < 700 ? 800 : 768 },
          colorScheme: dark ? 'dark' : 'light',
          acceptDownloads: true,
          // What moves can be missed by a click that comes at once.
          reducedMotion: 'reduce',
        })
        contexts.push(context)
        const page = await context.newPage()
        page.on('pageerror', (error) => faults.push(`${who}: ${error}`))
        // A request that is declined on purpose is told by the browser too.
        page.on('console', (message) => {
          if (message.type() === 'error' && !/Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(message.text()))
            faults.push(`${who}: ${message.text()}`)
        })
        await page.addInitScript((year) => localStorage.setItem('jiheng.year', String(year)), YEAR)
        await page.goto(`${(town as Town).serving.url}app`)
        return page
      }
      const signIn: AppSite['signIn'] = async (login, look) => {
        const page = await visit(login, look)
        await page.getByLabel('登录名').fill(login)
        await page.getByLabel('密码').fill(PASSWORD)
        await page.getByRole('button', { name: '登录', exact: true }).click()
        await page.locator('.shell').waitFor()
        return page
      }
      tests({ town: () => town as Town, visit, signIn })
    })
}
