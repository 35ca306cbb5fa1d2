import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { readGrids } from '#documents'
import { STORES } from '../server/store/stores.ts'
import { describeApp } from './app-site.ts'

const rowsOf = async (download: Download) => {
  const { grids } = await readGrids(new Uint8Array(await readFile(await download.path())))
  const rows: string[][] = []
  for (const { row, column, text } of grids[0]?.cells ?? []) {
    const line = rows[row] ?? []
    line[column] = text
    rows[row] = line
  }
  return rows
}
const exportAs = async (page: Page, name: RegExp) => {
  await page.getByRole('button', { name: /^导出/ }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()])
  return download
}
const saveFilter = async (page: Page, name: string) => {
  await page.getByRole('button', { name: /^筛选/ }).click()
  await page.getByRole('menuitem', { name: '存下现在的条件…' }).click()
  await page.getByRole('dialog').getByLabel('筛选的名称').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: '存下' }).click()
}
const choose = async (page: Page, menu: RegExp, entry: string) => {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: entry }).click()
}

describeApp(
  'the lists',
  ({ signIn }) => {
    test('of people: a filter is saved and comes back, a column goes, and the export is exactly what is shown', async () => {
      const page = await signIn('guanli')
      await page.getByRole('link', { name: '人员', exact: true }).click()
      await page.getByText('8 个账号').waitFor()
      await page.getByLabel('姓名或登录名').fill('jing')
      await page.getByText('2 个账号').waitFor()
      await saveFilter(page, '经办的人')
      await page.getByRole('button', { name: /^列/ }).click()
      await page.getByRole('menuitemcheckbox', { name: '状态' }).click()
      await page.keyboard.press('Escape')
      expect(await page.locator('.ant-table-thead').textContent()).not.toContain('状态')

      const sheet = await rowsOf(await exportAs(page, /^Excel/))
      expect(sheet.map((row) => row.slice(0, 2))).toEqual([
        ['姓名', '登录名'],
        ['林小禾', 'jingban'],
        ['周岩', 'jingban2'],
      ])
      expect(sheet[0]).toEqual(['姓名', '登录名', '角色'])
      expect(sheet[1]?.[2]).toBe('青禾区图书馆（204） 单位经办人，2020 年起')

      await page.goto(page.url().replace(/\?.*$/, ''))
      await page.reload()
      await page.getByText('8 个账号').waitFor()
      expect(await page.locator('.ant-table-thead').textContent()).not.toContain('状态')
      await choose(page, /^筛选/, '经办的人')
      await page.getByText('2 个账号').waitFor()
      expect(await page.getByLabel('姓名或登录名').inputValue()).toBe('jing')
      expect(page.url()).toContain('text=jing')

      const csv = await readFile(await (await exportAs(page, /^CSV/)).path(), 'utf8')
      expect(csv.split('\r\n').length).toBe(3)
      await choose(page, /^筛选/, '去掉“经办的人”')
      await page.getByRole('button', { name: /^筛选/ }).click()
      expect(await page.getByRole('menuitem', { name: '经办的人', exact: true }).count()).toBe(0)
    }, 90_000)

    test('of units and of a campaign: the address is the filter, and what is written is what is shown', async () => {
      const page = await signIn('jixiao')
      await page.getByRole('link', { name: '单位', exact: true }).click()
      await page.getByText(/13 个/).waitFor()
      await page.getByLabel('名称、编号或拼音首字母').fill('文化')
      await page.getByText('2024 年，3 个').waitFor()
      const units = await rowsOf(await exportAs(page, /^Excel/))
      expect(units.map(([name]) => name)).toEqual([
        '名称',
        '青禾区文化和旅游局',
        '青禾区文化馆',
        '青禾区文化馆第11分部',
      ])

      await page.getByRole('link', { name: '填报任务', exact: true }).click()
      await page.locator('.campaigns a').first().click()
      await page.getByText('显示 13 行').waitFor()
      await page.locator('.states button', { hasText: '未开始' }).click()
      await page.getByText('显示 4 行').waitFor()
      expect(page.url()).toContain('state=none')
      await page.reload()
      await page.getByText('显示 4 行').waitFor()
      const board = await rowsOf(await exportAs(page, /^Excel/))
      expect(board.length).toBe(5)
      expect(board.slice(1).map((row) => row[2])).toEqual(['未开始', '未开始', '未开始', '未开始'])
      await saveFilter(page, '还没动的')
      await choose(page, /^筛选/, '全部，不加条件')
      await page.getByText('显示 13 行').waitFor()
      await choose(page, /^筛选/, '还没动的')
      await page.getByText('显示 4 行').waitFor()

      const other = await signIn('zhuguan')
      await other.goto(page.url())
      await other.getByText('显示 4 行').waitFor()
      await other.getByRole('button', { name: /^筛选/ }).click()
      expect(await other.getByRole('menuitem', { name: '还没动的' }).count()).toBe(0)
    }, 90_000)
  },
  { stores: STORES.slice(0, 1) },
)
