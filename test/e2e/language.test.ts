import { expect, test } from 'vitest'
import { STORES } from '../server/store/stores.ts'
import { describeApp } from './app-site.ts'

const HAN = /[\u4e00-\u9fff]/

describeApp(
  'the language of the page',
  ({ signIn, visit }) => {
    test('is chosen in one’s account, remembered, and leaves official names as they are', async () => {
      const page = await signIn('guanli')
      await page.getByRole('button', { name: '管理员' }).click()
      await page.getByText('我的账号').first().click()
      await page.getByText('English', { exact: true }).last().click()
      await page.getByRole('heading', { name: /^My account/ }).waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe('en')

      const names = await page.locator('.side a').allTextContents()
      expect(names.length).toBeGreaterThan(8)
      expect(names.filter((name) => HAN.test(name))).toEqual([])
      await page.getByRole('link', { name: 'Forms', exact: true }).click()
      await page.locator('.status', { hasText: 'To be signed' }).first().waitFor()
      await page.locator('#content a', { hasText: '部门整体支出绩效自评表' }).first().click()
      await page.locator('.paper-table').getByText('年度总体目标').first().waitFor()
      await page.getByText('Versions and log').waitFor()

      await page.reload()
      await page.getByText('Versions and log').waitFor()
      await page.evaluate(() => {
        location.hash = '#/account'
      })
      await page.getByText('中文', { exact: true }).last().click()
      await page.getByRole('heading', { name: /^我的账号/ }).waitFor()
    }, 60_000)

    test('of the components follows it: the calendar of a campaign', async () => {
      const page = await signIn('jixiao')
      const months = async (name: string) => {
        await page.getByRole('link', { name, exact: true }).click()
        await page.locator('#content button.ant-btn-primary').click()
        await page.locator('.ant-picker input').first().click()
        return (await page.locator('.ant-picker-content thead').first().textContent()) ?? ''
      }
      expect(await months('填报任务')).toBe('一二三四五六日')
      await page.evaluate(() => localStorage.setItem('jiheng.language', 'en'))
      await page.reload()
      expect(await months('Campaigns')).toBe('SuMoTuWeThFrSa')
    }, 60_000)

    test('can be changed at the door, and Chinese people never load English', async () => {
      const page = await visit()
      const fetched: string[] = []
      page.on('response', (response) => fetched.push(response.url()))
      await page.reload({ waitUntil: 'networkidle' })
      await page.getByLabel('登录名').waitFor()
      const chinese = [...fetched]
      await page.getByRole('button', { name: 'English' }).click()
      await page.getByLabel('Login name').waitFor()
      await page.waitForLoadState('networkidle')
      const withEnglish = async (addresses: readonly string[]) => {
        const scripts = [...new Set(addresses)].filter((address) => address.endsWith('.js'))
        const texts = await page.evaluate(
          (all) => Promise.all(all.map((one) => fetch(one).then((it) => it.text()))),
          scripts,
        )
        return texts.filter((text) => text.includes('One-time code or recovery code')).length
      }
      expect(await withEnglish(chinese)).toBe(0)
      expect(await withEnglish(fetched)).toBe(1)
      await page.getByRole('button', { name: '中文' }).click()
      await page.getByLabel('登录名').waitFor()
    }, 60_000)
  },
  { stores: STORES.slice(0, 1) },
)
