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

/** Rules that look at colours: all that a dark look of the same width can change. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/** What axe has to say against the page as it stands: rule, place, markup. The policy forbids inline scripts, so it goes in by the debugger. */
async function faultsOf(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // Half a megabyte: once a document, not once a look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const found = await page.evaluate(async (only) => {
    const { axe } = window as unknown as {
      axe: { run: (root: Document, options: object) => Promise<{ violations: Found[] }> }
    }
    const runOnly = only ? { runOnly: [...only] } : {}
    return (await axe.run(document, { resultTypes: ['violations'], preload: false, ...runOnly })).violations
  }, rules)
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary }) =>
        `${id}: ${target.join(' ')} ${html.slice(0, 160)} ${failureSummary.split('\n').slice(1, 3).join(' ').slice(0, 200)}`,
    ),
  )
}

/**
 * What stands in the frame and what in the page: every element with its class, role and states, whether its texts and names are blank,
 * equal neighbours once. Pages that differ only in words, ids and the number of like rows have one shape, and axe one answer.
 */
function shapesOf(page: Page): Promise<readonly [frame: string, content: string]> {
  return page.evaluate(() => {
    const worded =
      /^(?:id|for|href|src|title|alt|value|placeholder|data-.*|aria-(?:label|labelledby|describedby|controls|owns|activedescendant))$/
    const shape = (node: Node, isLeftOut: (element: Element) => boolean): string => {
      if (!(node instanceof Element)) return node.nodeType === Node.TEXT_NODE && node.textContent?.trim() ? 'x' : ''
      if (isLeftOut(node)) return '…'
      const attributes = [...node.attributes].map(({ name, value }) =>
        worded.test(name) ? `${name}${value.trim() === ''}` : `${name}=${value.replaceAll(/\d+/g, '0')}`,
      )
      const inside: string[] = []
      for (const child of node.childNodes) {
        const one = shape(child, isLeftOut)
        if (one !== '' && one !== inside.at(-1)) inside.push(one)
      }
      return `${node.localName}[${attributes.sort().join(' ')}](${inside.join(',')})`
    }
    const content = document.getElementById('content')
    return [
      shape(document.body, (element) => element === content || element.localName === 'script'),
      content ? shape(content, () => false) : '',
    ] as const
  })
}

type Address = string

/** Goes to a page and waits until nothing is being fetched any more. */
async function openPage(page: Page, address: Address): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to
  }, address)
  await page.locator('#content h1, #content .paper-table, #content .state').first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(300)
}

/** The first form, unit, person or campaign that a list shows; a form brings its history. */
async function insideOf(page: Page, address: Address): Promise<readonly Address[]> {
  const links = await page
    .locator(`#content a[href*="${address}/"]`)
    .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
  const inside = links[0]?.replace(/^.*#/, '#')
  if (inside === undefined) return []
  return inside.startsWith('#/forms/') ? [inside, `${inside}/history`] : [inside]
}

const asked = new Set<string>()

/** Two pages of one shape are one page to axe, whoever sees them; the first of them is looked at in all looks. */
async function isNew(page: Page): Promise<boolean> {
  const [frame, content] = await shapesOf(page)
  const keys = [`frame ${frame}`, `content ${content}`]
  const isKnown = keys.every((key) => asked.has(key))
  for (const key of keys) asked.add(key)
  return !isKnown
}

async function faultsInAllLooks(page: Page, address: Address): Promise<readonly string[]> {
  const found: string[] = []
  for (const one of LOOKS) {
    await look(page, one)
    const where = `${address.replace(/[0-9a-f-]{36}/, '…')} ${one.width}${one.dark ? ' dark' : ''}`
    const faults = await faultsOf(page, one.dark ? COLOURS : undefined)
    found.push(...faults.map((fault) => `${where} ${fault}`))
  }
  await look(page, LOOKS[0])
  return found
}

describeApp(
  'axe finds nothing on any page',
  ({ signIn }) => {
    for (const [login, , role] of PEOPLE.filter(([one]) => one !== 'jingban2'))
      test(`of the ${role}, wide and narrow, light and dark`, async () => {
        const page = await signIn(login)
        // Colours on their way from one look to the other are nobody's.
        await page.addStyleTag({
          content: '*, *::before, *::after { transition: none !important; animation: none !important }',
        })
        // The pages on the left, what they lead to, and one's own account: each opened once, in all looks.
        const addresses = await page
          .locator('.side a[href^="#/"], .side a[href*="#/"]')
          .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.replace(/^.*#/, '#') ?? ''))
        const open = [...new Set([...addresses, '#/account'])]
        const seen = new Set<Address>()
        const found: string[] = []
        for (let address = open.shift(); address !== undefined; address = open.shift()) {
          if (seen.has(address)) continue
          seen.add(address)
          await openPage(page, address)
          if (addresses.includes(address)) open.push(...(await insideOf(page, address)))
          if (await isNew(page)) found.push(...(await faultsInAllLooks(page, address)))
        }
        expect(found).toEqual([])
        expect(seen.size).toBeGreaterThan(5)
      }, 300_000)
  },
  { stores: STORES.slice(0, 1) },
)

/** The page in another width and look, drawn. */
async function look(page: Page, { width, dark }: (typeof LOOKS)[number]): Promise<void> {
  await page.setViewportSize({ width, height: 800 })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  await page.locator(`html[data-look=${dark ? 'dark' : 'light'}]`).waitFor({ state: 'attached' })
  // What a script draws anew for another width stands after one frame, and is laid out after the next.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
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
  await page.locator('.palette [role=option]', { hasText: '青禾' }).first().waitFor()
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
            for (const fault of await faultsOf(page))
              found.push(`${what} ${one.width}${one.dark ? ' dark' : ''} ${fault}`)
          }
        }
        expect(found).toEqual([])
      }, 300_000)
  },
  { stores: STORES.slice(0, 1) },
)
