/// <reference lib="dom" />
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { FormStatus } from '#engine'
import { moveForm } from '../../src/server/store/form-moves.ts'
import { findForm } from '../../src/server/store/forms.ts'
import { describeApp } from './app-site.ts'
import { PASSWORD, TOWN } from './town.ts'

const reasonOf = (page: Page, name: string) =>
  page.locator('.paper-table th', { hasText: new RegExp(`^${name}`) }).locator('xpath=following-sibling::*[5]')
const type = async (page: Page, name: string, text: string) => {
  await reasonOf(page, name).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
const saved = (page: Page) => page.locator('.save.saved').waitFor()
const open = async (page: Page) => {
  await page.locator('.tasks a', { hasText: '图书馆' }).first().click()
  await page.locator('.paper-table').waitFor()
}

describeApp('what is typed and not yet on the server', ({ signIn, town }) => {
  test('survives going to another page at once and coming back', async () => {
    const page = await signIn('jingban')
    await open(page)
    await type(page, '地方文献数字化加工', '马上就走时写的')
    await page.getByRole('link', { name: '我的任务' }).click()
    await open(page)
    await page.getByText('马上就走时写的').first().waitFor()
    await saved(page)
    await page.reload()
    await page.getByText('马上就走时写的').first().waitFor()
  }, 60_000)

  test('survives leaving the form while the server is away', async () => {
    const page = await signIn('jingban')
    await open(page)
    await page.route('**/api/**', (route) =>
      route.request().method() === 'PATCH' ? route.abort('internetdisconnected') : route.continue(),
    )
    await type(page, '地方文献数字化加工', '断网后离开')
    await page.locator('.save.offline').waitFor()
    await page.getByRole('link', { name: '我的任务' }).click()
    await page.unroute('**/api/**')
    await open(page)
    await page.getByText('断网后离开').first().waitFor()
    await saved(page)
  }, 60_000)

  test('survives the end of the session: one signs in again on the same page and goes on', async () => {
    const page = await signIn('jingban')
    await open(page)
    await reasonOf(page, '地方文献数字化加工').click()
    await page.keyboard.type('登录过期')
    await town().database.asOwner((query) => query('update session set expires_at = created_at'))
    await page.keyboard.type('后写的')
    await page.keyboard.press('Enter')
    await page.getByText('登录已经结束').first().waitFor()
    await page.getByLabel('登录名').fill('jingban')
    await page.getByLabel('密码').fill(PASSWORD)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByText('登录过期后写的').first().waitFor()
    await saved(page)
    await page.reload()
    await page.getByText('登录过期后写的').first().waitFor()
    expect(page.url()).toContain('#/forms/')
  }, 60_000)

  test('typed on an older version it meets what others have saved since as a conflict, also after a reload', async () => {
    const page = await signIn('jingban')
    await open(page)
    await page.route('**/api/**', (route) =>
      route.request().method() === 'PATCH' ? route.abort('internetdisconnected') : route.continue(),
    )
    await type(page, '免费开放天数', '甲断网时写的')
    await page.locator('.save.offline').waitFor()
    const other = await signIn('jingban2')
    await open(other)
    await type(other, '免费开放天数', '乙先存上的')
    await saved(other)
    await page.reload()
    await page.locator('.save.offline').waitFor()
    await page.unroute('**/api/**')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('乙先存上的').waitFor()
    // Nobody gets past the choice by Esc, and a reload asks again.
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.reload()
    await dialog.getByText('甲断网时写的').waitFor()
    await dialog.getByRole('button', { name: '都用我的' }).click()
    await dialog.getByRole('button', { name: '就这样合并' }).click()
    await saved(page)
    await other.reload()
    await other.getByText('甲断网时写的').first().waitFor()
  }, 60_000)

  test('is shown and sent to nobody else who uses the same computer', async () => {
    const page = await signIn('jingban')
    await open(page)
    const address = page.url()
    await page.route('**/api/**', (route) =>
      route.request().method() === 'PATCH' ? route.abort('internetdisconnected') : route.continue(),
    )
    await type(page, '免费开放天数', '只有我看得见')
    await page.locator('.save.offline').waitFor()
    await page.unroute('**/api/**')
    await page.context().clearCookies()
    await page.reload()
    await page.getByLabel('登录名').fill('jingban2')
    await page.getByLabel('密码').fill(PASSWORD)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.goto(address)
    await page.locator('.paper-table').waitFor()
    await saved(page)
    expect(await page.getByText('只有我看得见').count()).toBe(0)
  }, 60_000)

  test('is saved after one has signed in anew in another tab, by the keyboard alone', async () => {
    const page = await signIn('jingban')
    await open(page)
    const other = await page.context().newPage()
    await other.goto(page.url())
    await other.locator('.paper-table').waitFor()
    await other.getByRole('button', { name: /林小禾/ }).click()
    await other.getByRole('menuitem', { name: '退出登录' }).click()
    await other.getByLabel('登录名').fill('jingban')
    await other.getByLabel('密码').fill(PASSWORD)
    await other.getByLabel('密码').press('Enter')
    await other.locator('.paper-table').waitFor()
    await page.bringToFront()
    await page.keyboard.press('F6')
    await page.locator('.editor').waitFor({ state: 'attached' })
    await page.keyboard.type('换了登录以后写的')
    await page.keyboard.press('Enter')
    await page.getByText('换了登录以后写的').first().waitFor()
    await page.locator('.save:not(.saved)').waitFor()
    await saved(page)
    await page.reload()
    await page.getByText('换了登录以后写的').first().waitFor()
  }, 60_000)

  test('is told on a form that was submitted meanwhile, comes back when it is returned, and can be given up', async () => {
    const page = await signIn('jingban')
    await open(page)
    const id = /forms\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
    await page.route('**/api/**', (route) =>
      route.request().method() === 'PATCH' ? route.abort('internetdisconnected') : route.continue(),
    )
    await type(page, '地方文献数字化加工', '送审前没存上的话')
    await page.locator('.save.offline').waitFor()
    await page.goto(town().serving.url)
    await page.unroute('**/api/**')
    const move = (to: FormStatus) =>
      town().database.tx({ role: 'app_unit', region: TOWN, units: [204] }, async (query) => {
        const stored = await findForm(query, TOWN, id)
        if (!stored) throw new Error('the form of the test is there')
        const at = new Date().toISOString()
        await moveForm(query, stored, {
          to,
          by: randomUUID(),
          at,
          verdict: { total: 99, errors: 0, warnings: 0, rules: [] },
        })
      })
    const address = `${town().serving.url}app#/forms/${id}`
    await move('submitted')
    await page.goto(address)
    const notice = page.locator('.waiting-draft')
    await notice.getByText('这台电脑上有 1 处改动没有保存到服务器。').waitFor()
    await notice.getByText('看是哪些').click()
    await notice.getByRole('cell', { name: '送审前没存上的话' }).waitFor()
    expect(await page.locator('.paper-table').getByText('送审前没存上的话').count()).toBe(0)

    await move('returned')
    await page.goto(town().serving.url)
    await page.goto(address)
    // Others have not touched the place: it is simply saved.
    await page.locator('.paper-table').getByText('送审前没存上的话').waitFor()
    await saved(page)
    expect(await notice.count()).toBe(0)

    await page.route('**/api/**', (route) =>
      route.request().method() === 'PATCH' ? route.abort('internetdisconnected') : route.continue(),
    )
    await type(page, '地方文献数字化加工', '第二次没存上')
    await page.locator('.save.offline').waitFor()
    await page.goto(town().serving.url)
    await page.unroute('**/api/**')
    await move('submitted')
    await page.goto(address)
    await notice.getByText('看是哪些').click()
    await notice.getByRole('button', { name: '不要这些改动…' }).click()
    await notice.getByRole('button', { name: '丢掉' }).click()
    await notice.waitFor({ state: 'detached' })
    await page.reload()
    await page.locator('.paper-table').waitFor()
    await page.getByText('只读').first().waitFor()
    expect(await notice.count()).toBe(0)
    await move('returned')
  }, 90_000)

  test('a comment whose answer got lost on the way stands there once when it is sent again', async () => {
    const page = await signIn('fuze')
    await page.goto(`${page.url().replace(/#.*$/, '')}#/forms`)
    await page.locator('#content a[href*="#/forms/"]').first().click()
    await page.locator('.paper-table').waitFor()
    const field = page.locator('.notes textarea[name=text]')
    await field.fill('这一行请附佐证')
    await page.route('**/comments', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort('connectionreset')
    })
    const comments = page.locator('.notes li', { hasText: '这一行请附佐证' })
    await page.getByRole('button', { name: '写意见', exact: true }).click()
    await page.getByText('连不上服务器').first().waitFor()
    expect(await field.inputValue()).toBe('这一行请附佐证')
    await page.unroute('**/comments')
    await page.getByRole('button', { name: '写意见', exact: true }).click()
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('.notes textarea')?.value === '')
    await page.reload()
    await comments.first().waitFor()
    expect(await comments.count()).toBe(1)
    // Said again on purpose it stands there twice.
    await field.fill('这一行请附佐证')
    await page.getByRole('button', { name: '写意见', exact: true }).click()
    await comments.nth(1).waitFor()
  }, 60_000)

  test('survives a reload without a network: the application says what is wrong and goes on when the network is back', async () => {
    const page = await signIn('jingban')
    await open(page)
    const isKept = () => page.evaluate(async () => (await caches.match('./app')) !== undefined)
    await expect.poll(isKept, { timeout: 20_000 }).toBe(true)
    const context = page.context()
    await context.setOffline(true)
    await type(page, '馆员业务培训', '没有网络时写的')
    await page.locator('.save.offline').waitFor()
    await page.reload()
    await page.getByText('连不上服务器').waitFor()
    expect(page.url()).toContain('/app#/forms/')
    await context.setOffline(false)
    // It goes on by itself.
    await page.locator('.paper-table').getByText('没有网络时写的').waitFor()
    await saved(page)
  }, 60_000)
})
