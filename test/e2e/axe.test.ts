/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { STORES } from '../server/store/stores.ts'
import { describeApp } from './app-site.ts'
import { PEOPLE } from './town.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LOOKS = [
  { width: 1366, dark: false },
  { width: 1366, dark: true },
  { width: 390, dark: false },
  { width: 390, dark: true },
] as const

type Found = {
  readonly id: string
  readonly nodes: readonly {
    readonly target: readonly string[]
    readonly html: string
    readonly failureSummary: string
  }[]
}

/** What axe has to say against the page as it stands: rule, place, markup. The policy forbids inline scripts, so it goes in by the debugger. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE)
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run: (root: Document, options: object) => Promise<{ violations: Found[] }> }
    }
    return (await axe.run(document, { resultTypes: ['violations'] })).violations
  })
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary }) =>
        `${id}: ${target.join(' ')} ${html.slice(0, 160)} ${failureSummary.split('\n').slice(1, 3).join(' ').slice(0, 200)}`,
    ),
  )
}

/** Goes to a page and waits until nothing is being fetched any more. */
async function open(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
  }, address)
  await page.locator('#content h1, #content .paper-table, #content .state').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
}

/** The pages on the left, one's own account, and the first form, unit, person and campaign that the lists show. */
async function pagesOf(page: Page): Promise<readonly string[]> {
  const addresses = await page
    .locator('.side a[href^="#/"], .side a[href*="#/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.replace(/^.*#/, '#') ?? ''))
  const inside: string[] = []
  for (const address of addresses) {
    await open(page, address)
    const first = await page
      .locator(`#content a[href*="${address}/"]`)
      .first()
      .getAttribute('href', { timeout: 500 })
      .catch(() => null)
    if (first !== null) inside.push(first.replace(/^.*#/, '#'))
  }
  const form = inside.find((one) => one.startsWith('#/forms/'))
  const more = form === undefined ? [] : [`${form}/history`]
  return [...new Set([...addresses, ...inside, ...more, '#/account'])]
}

describeApp(
  'axe finds nothing on any page',
  ({ signIn }) => {
    for (const [login, , role] of PEOPLE.filter(([one]) => one !== 'jingban2'))
      test(`of the ${role}, wide and narrow, light and dark`, async () => {
        const page = await signIn(login)
        const found: string[] = []
        // Colours on their way from one look to the other are nobody's.
        await page.addStyleTag({
          content: '*, *::before, *::after { transition: none !important; animation: none !important }',
        })
        const pages = await pagesOf(page)
        for (const address of pages) {
          await open(page, address)
          for (const { width, dark } of LOOKS) {
            await page.setViewportSize({ width, height: 800 })
            await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
            await page.locator(`html[data-look=${dark ? 'dark' : 'light'}]`).waitFor({ state: 'attached' })
            await page.waitForTimeout(200)
            const where = `${address.replace(/[0-9a-f-]{36}/, '…')} ${width}${dark ? ' dark' : ''}`
            for (const fault of await faultsOf(page)) found.push(`${where} ${fault}`)
          }
        }
        expect(found).toEqual([])
        expect(pages.length).toBeGreaterThan(5)
      }, 300_000)
  },
  { stores: STORES.slice(0, 1) },
)
