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

async function look(page: Page, { width, dark }: (typeof LOOKS)[number]): Promise<void> {
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
}

/** What opens over a page: who sees it, where, and what is pressed until it stands there. */
type Opened = readonly [what: string, address: string, open: (page: Page) => Promise<void>]
const press = (name: string | RegExp) => async (page: Page) => {
  await page
    .locator('#content')
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()
  await page.locator('.ant-modal-content, .ant-modal-container, dialog[open]').last().waitFor()
}
const menu = (place: string, name: string | RegExp) => async (page: Page) => {
  await page.locator(place).getByRole('button', { name }).first().click()
  await page.getByRole('menu').waitFor()
}
const palette = async (page: Page) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: '找页面、单位、表' }).fill('青禾')
  await page.locator('.palette [role=option]').first().waitFor()
}
const first = (inner: (page: Page) => Promise<void>) => async (page: Page) => {
  await page.locator('#content a[href*="#/forms/"], #content .ant-table-row a').first().click()
  await page.locator('#content .paper-table, #content h1').first().waitFor()
  await page.waitForLoadState('networkidle')
  await inner(page)
}
const select = (label: string) => async (page: Page) => {
  await page.getByRole('combobox', { name: label }).first().click()
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').waitFor()
}
const after =
  (...steps: readonly ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page)
  }

const OPENED: Readonly<Record<string, readonly Opened[]>> = {
  jingban: [
    ['palette', '#/tasks', palette],
    ['notices', '#/tasks', menu('.top', /^通知/)],
    ['own menu', '#/tasks', menu('.top', '林小禾')],
    ['submission', '#/forms', first(press('送审'))],
    ['exports', '#/forms', first(menu('.form-bar', '导出'))],
    ['password', '#/account', press('换密码')],
    ['second factor', '#/account', press('绑定动态码')],
    ['delegation', '#/account', press('委托给同事')],
    ['token', '#/account', press('建令牌')],
  ],
  guanli: [
    ['new person', '#/people', press('新建人员')],
    ['saved filters', '#/people', menu('.list-tools', /^筛选/)],
    ['columns', '#/people', menu('.list-tools', /^列/)],
    [
      'name of a filter',
      '#/people?text=%22a%22',
      after(menu('.list-tools', /^筛选/), async (page) => {
        await page.getByRole('menuitem', { name: '存下现在的条件…' }).click()
        await page.getByRole('dialog').waitFor()
      }),
    ],
    ['role of a person', '#/people', first(press('给一个角色'))],
    ['new password of a person', '#/people', first(press('重设密码'))],
    ['new unit', '#/units', press('新建单位')],
    ['merger', '#/units', press(/^合并/)],
    ['rename of a unit', '#/units', first(press('改名'))],
    ['split of a unit', '#/units', first(press('分立'))],
    [
      'rule of sign-in',
      '#/settings',
      async (page) => {
        await page.getByRole('switch').click()
        await page.getByRole('dialog').waitFor()
      },
    ],
  ],
  jixiao: [
    ['campaign', '#/campaigns', press('发起填报任务')],
    ['packs of a campaign', '#/campaigns', after(press('改时间、办法'), select('计分办法'))],
    [
      'calendar of a campaign',
      '#/campaigns',
      after(press('发起填报任务'), async (page) => {
        await page.locator('.ant-picker-range input').first().click()
        await page.locator('.ant-picker-dropdown').waitFor()
      }),
    ],
    ['statuses', '#/forms', select('状态')],
    ['return', '#/forms?status=%22financeReviewed%22', first(press('退回'))],
  ],
}

describeApp(
  'axe finds nothing on what opens over a page',
  ({ signIn }) => {
    for (const [login, list] of Object.entries(OPENED))
      test(`for ${login}, wide and light, narrow and dark`, async () => {
        const found: string[] = []
        const page = await signIn(login)
        for (const [what, address, show] of list) {
          await look(page, LOOKS[0])
          await page.goto(page.url().replace(/#.*$/, address))
          await page.reload()
          await page.locator('#content h1, #content .paper-table').first().waitFor()
          await page.addStyleTag({
            content: '*, *::before, *::after { transition: none !important; animation: none !important }',
          })
          await page.waitForLoadState('networkidle')
          await show(page)
          for (const one of [LOOKS[0], LOOKS[3]]) {
            await look(page, one)
            await page.waitForTimeout(300)
            for (const fault of await faultsOf(page))
              found.push(`${what} ${one.width}${one.dark ? ' dark' : ''} ${fault}`)
          }
        }
        expect(found).toEqual([])
      }, 300_000)
  },
  { stores: STORES.slice(0, 1) },
)
