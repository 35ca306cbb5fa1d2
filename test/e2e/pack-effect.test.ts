import { expect, test } from 'vitest'
import { STORES } from '../server/store/stores.ts'
import { describeApp } from './app-site.ts'
import { giveForm } from './large-form.ts'
import { filledForm, YEAR } from './town.ts'

describeApp(
  'a pack that is chosen for a campaign',
  ({ signIn, town }) => {
    test('shows at once how many of last year’s forms would change, and opens to them', async () => {
      const lastYear = { ...filledForm('青禾区图书馆'), fiscalYear: YEAR - 1 }
      const id = await giveForm(town(), 'jingban', 204, lastYear)
      const page = await signIn('jixiao')
      await page.getByRole('link', { name: '填报任务', exact: true }).click()
      await page.getByRole('button', { name: '改时间、办法' }).click()
      const dialog = page.getByRole('dialog')
      const choose = async (pack: string) => {
        await dialog.getByLabel('计分办法').click()
        await page.locator('.ant-select-item-option', { hasText: pack }).click()
      }
      await choose('湖北 2020')
      await dialog.getByText('用 2023 年的 1 张表试算：0 张的得分会变，1 张的意见会变。').waitFor()
      await choose('贵州·黔南 2024')
      await dialog.getByText(/1 张的得分会变/).waitFor()
      await dialog.getByText('看是哪些').click()
      const row = dialog.locator('.ant-table-row')
      expect(await row.textContent()).toMatch(/青禾区图书馆99\.4896\.51/)
      const [opened] = await Promise.all([page.context().waitForEvent('page'), row.getByRole('link').click()])
      await opened.locator('.paper-table').waitFor()
      expect(opened.url()).toContain(id)
      // Looking changed nothing.
      await dialog.getByRole('button', { name: '取消' }).click()
      await page.getByText('办法：贵州').waitFor({ state: 'detached' })
    }, 90_000)

    test('is looked at on last year’s form as it is printed; without one the blank form stands there', async () => {
      const lastYear = { ...filledForm('青禾区文化馆'), fiscalYear: YEAR - 1 }
      await giveForm(town(), 'jingban', 205, lastYear)
      const page = await signIn('shenji')
      await page.getByRole('link', { name: '设置', exact: true }).click()
      await page.getByRole('link', { name: '部门整体支出绩效自评表', exact: true }).click()
      const total = page.getByTestId('total')
      await page.locator('.paper-table').waitFor()
      const choose = async (unit: string) => {
        await page.getByRole('combobox', { name: '看哪个单位的表' }).fill(unit)
        await page.locator('.ant-select-item-option', { hasText: unit }).click()
        await page.locator('.paper-table').getByText(unit, { exact: true }).first().waitFor()
      }
      await choose('青禾区文化馆')
      expect(await total.textContent()).toBe('99.48')
      await page.getByText(/^其他办法/).click()
      await page.getByRole('button', { name: /^贵州/ }).click()
      await page.getByTestId('total').getByText('96.51').waitFor()
      // The paper shows, it does not write.
      const days = page.getByRole('cell', { name: '326天', exact: true })
      const key = (await days.getAttribute('data-key')) ?? ''
      await days.dblclick()
      await page.keyboard.type('1')
      await page.keyboard.press('Enter')
      expect(await page.locator(`[data-key="${key}"]`).textContent()).toBe('326天')
      expect(await page.getByTestId('total').textContent()).toBe('96.51')
      await page.goto(page.url().replace(/#.*$/, '#/settings/forms/monitoring'))
      await page.getByText('2023 年没有这种表，这里是空白表样').waitFor()
      await page.locator('.paper-table').getByText('1-7月执行情况').waitFor()
      await page.goto(page.url().replace(/#.*$/, '#/settings/forms/unrecognised'))
      await page.getByText('没有这一页，地址可能写错了。').waitFor()
    }, 90_000)
  },
  { stores: STORES.slice(0, 1) },
)
