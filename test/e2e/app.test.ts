/// <reference lib="dom" />
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { describeApp } from './app-site.ts'

/** A cell of the row of that indicator: 1 is the target, 2 the actual, 3 the weight, 4 the score, 5 the reason. */
const cellOf = (page: Page, name: string, after: number) =>
  page.locator('.paper-table th', { hasText: new RegExp(`^${name}`) }).locator(`xpath=following-sibling::*[${after}]`)
const type = async (page: Page, name: string, after: number, text: string) => {
  await cellOf(page, name, after).click()
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}
const saved = (page: Page) => page.locator('.save.saved').waitFor()
const openFirst = async (page: Page, queue: string, unit: string) => {
  await page.getByRole('heading', { name: new RegExp(`^${queue}`) }).waitFor()
  await page.locator('.tasks a', { hasText: unit }).first().click()
  await page.locator('.paper-table').waitFor()
}
const go = (page: Page, address: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, address)
/** The last page before a step, with an opinion or with reasons for what is open. */
const step = async (page: Page, name: string, opinion?: string) => {
  await page.locator('.form-bar').getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog')
  for (const reason of await dialog.getByPlaceholder('理由').all()) await reason.fill('已核对，按批复执行')
  if (opinion !== undefined) await dialog.locator('textarea').fill(opinion)
  await dialog.getByRole('button', { name, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

describeApp('the working day', ({ signIn }) => {
  test('a clerk fills and submits, the head signs, the department, the bureau and the performance office pass it on', async () => {
    const clerk = await signIn('jingban')
    await openFirst(clerk, '等我填报', '图书馆')
    const before = await clerk.getByTestId('total').textContent()
    await type(clerk, '地方文献数字化加工', 2, '2万页')
    await saved(clerk)
    expect(await clerk.getByTestId('total').textContent()).not.toBe(before)
    await clerk.reload()
    await clerk.locator('.paper-table').waitFor()
    expect(await cellOf(clerk, '地方文献数字化加工', 2).textContent()).toContain('2万页')
    await step(clerk, '送审')
    await clerk.getByText('待单位签发').waitFor()
    await clerk.getByText('只读').waitFor()
    // What is on its way can't be typed into.
    await type(clerk, '地方文献数字化加工', 2, '9万页')
    expect(await cellOf(clerk, '地方文献数字化加工', 2).textContent()).toContain('2万页')

    const head = await signIn('fuze')
    await openFirst(head, '等我签发', '图书馆')
    await step(head, '退回', '第 8 行请写明页数的来源')
    await head.getByText('被退回').first().waitFor()

    await clerk.reload()
    await clerk.locator('.paper-table').waitFor()
    await type(clerk, '地方文献数字化加工', 5, '以加工合同验收单为准')
    await saved(clerk)
    await step(clerk, '送审')
    await clerk.getByText('待单位签发').waitFor()

    await head.reload()
    await head.locator('.paper-table').waitFor()
    await step(head, '签发')
    const steps = [
      ['zhuguan', '等我审核（主管部门）', '部门审核通过'],
      ['yewu', '等我审核（财政业务科）', '财政审核通过'],
      ['jixiao', '等我批复', '批复'],
    ] as const
    for (const [login, queue, name] of steps) {
      const page = await signIn(login)
      await openFirst(page, queue, '图书馆')
      await step(page, name)
    }
    await clerk.reload()
    await clerk.getByText('已批复').first().waitFor()
    await clerk.getByRole('link', { name: '版本与日志' }).click()
    await clerk.getByRole('heading', { name: '日志', exact: true }).waitFor()
    const log = await clerk.locator('.log li b').allTextContents()
    expect(log.slice(0, 4)).toEqual(['批复', '财政审核通过', '部门审核通过', '签发'])
    expect(await clerk.locator('.log').textContent()).toContain('第 8 行请写明页数的来源')
  }, 240_000)

  test('two editors of one form: other cells merge, the same cell is chosen by a person, nothing is lost', async () => {
    const [one, two] = [await signIn('jingban'), await signIn('jingban2')]
    // A new form of their own unit, blank: both open it.
    for (const page of [one, two]) await go(page, '#/tasks')
    await one
      .getByRole('button', { name: '新建…' })
      .click()
      .catch(() => undefined)
    await one.locator('.new-form select').nth(1).selectOption('project-self-evaluation')
    await one.getByLabel('项目编码或名称').fill('P-01')
    await one.getByLabel('空白').check()
    await one.getByRole('button', { name: '新建', exact: true }).click()
    await one.locator('.paper-table').waitFor()
    const address = one.url().split('#')[1] ?? ''
    await go(two, address)
    await two.locator('.paper-table').waitFor()

    const project = (page: Page) => page.locator('.paper-table [data-key="/project"], .paper-table td.field').first()
    const write = async (page: Page, text: string) => {
      await project(page).click()
      await page.keyboard.type(text)
      await page.keyboard.press('Enter')
    }
    await write(one, '甲项目')
    await saved(one)
    await write(two, '乙项目')
    const dialog = two.getByRole('dialog')
    await dialog.getByText('别人也改了').waitFor()
    expect(await dialog.textContent()).toContain('甲项目')
    expect(await dialog.textContent()).toContain('乙项目')
    await dialog.getByRole('button', { name: '都用我的' }).click()
    await dialog.getByRole('button', { name: '就这样合并' }).click()
    await saved(two)
    await one.reload()
    await one.locator('.paper-table').waitFor()
    expect(await project(one).textContent()).toContain('乙项目')
  }, 120_000)

  test('what is typed without a network is kept through a reload and sent when the server is back', async () => {
    const page = await signIn('jingban')
    await go(page, '#/tasks')
    await page.locator('.tasks a', { hasText: '项目' }).first().click()
    await page.locator('.paper-table').waitFor()
    await page.route('**/api/**', (route) =>
      route.request().method() === 'PATCH' ? route.abort('internetdisconnected') : route.continue(),
    )
    const goal = page.locator('.paper-table td.field.text').nth(3)
    await goal.click()
    await page.keyboard.type('断网时写的')
    await page.keyboard.press('Enter')
    await page.locator('.save.offline').waitFor()
    await page.unroute('**/api/**')
    await page.reload()
    await page.locator('.paper-table').waitFor()
    await page.getByText('断网时写的').first().waitFor()
    await saved(page)
    await page.reload()
    await page.locator('.paper-table').waitFor()
    await page.getByText('断网时写的').first().waitFor()
  }, 120_000)

  test('an officer drops files and sees every form with its findings', async () => {
    const page = await signIn('jixiao')
    await page.getByRole('link', { name: '读入文件' }).click()
    const { toXlsx } = await import('#documents')
    const { filledForm } = await import('./town.ts')
    const files = ['甲局', '乙局', '丙局'].map((name) => ({
      name: `${name}.xlsx`,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(toXlsx(filledForm(name))),
    }))
    await page
      .locator('input[type=file]')
      .setInputFiles([
        ...files,
        { name: '坏.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK坏的') },
      ])
    await page
      .getByRole('link', { name: '结果 Excel' })
      .or(page.getByRole('button', { name: '结果 Excel' }))
      .first()
      .waitFor({ timeout: 60_000 })
    const text = await page.locator('.ant-table').textContent()
    for (const name of ['甲局', '乙局', '丙局', '没有读到']) expect(text).toContain(name)
  }, 120_000)

  test('a batch is tried first and then done', async () => {
    const page = await signIn('yewu')
    await go(page, '#/forms?status=departmentReviewed')
    await page.locator('.ant-table-row').first().waitFor()
    await page.locator('.ant-table-header input[type=checkbox]').check()
    await page.getByRole('button', { name: /成批办理/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('办什么').click()
    await page.getByTitle('财政审核通过').click()
    await dialog.getByRole('button', { name: '先试算' }).click()
    await dialog.getByText(/能办 \d+ 张/).waitFor()
    await dialog.locator('.ant-btn-primary').click()
    await dialog.getByText(/办好 \d+ 张/).waitFor()
  }, 120_000)
})
