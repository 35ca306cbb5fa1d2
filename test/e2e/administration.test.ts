/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Sheet, sheetsToXlsx } from '#documents'
import { describeApp } from './app-site.ts'
import { PASSWORD, TOWN, YEAR } from './town.ts'

const OWN = '山前 月下 2025 秋'

const go = async (page: Page, address: string) => {
  await page.evaluate((to) => {
    location.hash = to
  }, address)
  await page.locator('#content h1').waitFor()
}
/** A field by the end of its label: in front of what must be filled in stands an asterisk. */
const listNamed = (page: Page, label: string) =>
  page.getByRole('combobox', { name: new RegExp(`${label.replaceAll(/[()（）]/g, '.')}$`) }).last()
/** Chooses from a list of the components by what one types and reads. */
const choose = async (page: Page, label: string, text: string) => {
  await listNamed(page, label).click()
  await page.keyboard.type(text)
  await page.locator('.ant-select-item-option', { hasText: text }).first().click()
}
const pick = async (page: Page, label: string, option: string) => {
  await listNamed(page, label).click()
  await page.locator('.ant-select-item-option').getByText(option, { exact: true }).click()
}
const signInAt = async (page: Page, login: string, password: string) => {
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

describeApp('administering', ({ signIn, town, visit }) => {
  test('a unit and a person with a role are made; the person changes the initial password and sees their own tasks', async () => {
    const admin = await signIn('guanli')
    await admin.getByRole('link', { name: '单位', exact: true }).click()
    await admin.getByRole('button', { name: '新建单位' }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel('单位编号').fill('901')
    await dialog.getByLabel('名称').fill('青禾区非物质文化遗产保护中心')
    await choose(admin, '主管部门', '青禾区文化和旅游局')
    await dialog
      .getByText('从 2024 年起有“青禾区非物质文化遗产保护中心”（编号 901），归青禾区文化和旅游局（50）')
      .waitFor()
    await dialog.getByRole('button', { name: '新建', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await admin.getByRole('link', { name: '青禾区非物质文化遗产保护中心' }).waitFor()

    await admin.getByRole('link', { name: '人员', exact: true }).click()
    await admin.getByRole('button', { name: '新建人员' }).click()
    const made = admin.getByRole('dialog')
    await made.getByLabel('登录名').fill('xinren')
    await made.getByLabel('姓名').fill('方小舟')
    await pick(admin, '角色', '单位经办人')
    await choose(admin, '哪个单位的', '青禾区非物质文化遗产保护中心')
    await made.getByRole('button', { name: '新建', exact: true }).click()
    const password = await admin.getByLabel('初始密码').inputValue()
    expect(password).toMatch(/^[A-Z2-9]{4}(-[A-Z2-9]{4}){3}$/)
    await admin.getByRole('button', { name: '我记下了' }).click()
    await admin.getByRole('dialog').waitFor({ state: 'detached' })
    await admin.getByRole('link', { name: '方小舟' }).waitFor()
    expect((await admin.content()).includes(password)).toBe(false)

    const person = await visit()
    await signInAt(person, 'xinren', password)
    await person.getByRole('heading', { name: '换成自己的密码' }).waitFor()
    await person.getByLabel('初始密码').fill(password)
    await person.getByLabel('新密码').fill(OWN)
    await person.getByLabel('再输一次').fill(OWN)
    await person.getByRole('button', { name: '换好' }).click()
    await person.locator('.shell').waitFor()
    await person.getByRole('heading', { name: '我的任务' }).waitFor()
    await person.locator('.new-form option', { hasText: '青禾区非物质文化遗产保护中心' }).waitFor({ state: 'attached' })
    // Somebody of a unit has neither the pages nor the powers of an administrator.
    expect(await person.getByRole('link', { name: '人员', exact: true }).count()).toBe(0)
    await go(person, '#/people').catch(() => undefined)
    await person.getByText('您的角色不能做这一步').waitFor()
  }, 240_000)

  test('a unit is renamed from a year on; its earlier years keep the name, and a split and a merger tell what became of it', async () => {
    const admin = await signIn('guanli')
    await go(admin, '#/units?text=210')
    await admin.getByRole('link', { name: '青禾区职业技术学校' }).click()
    await admin.getByRole('button', { name: '改名' }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel('名称').fill('青禾区技师学院')
    await dialog.getByLabel('从哪一年起').fill('2026')
    await dialog
      .getByText('从 2026 年起叫“青禾区技师学院”；2025 年及以前的表、清单和统计里仍叫“青禾区职业技术学校”。')
      .waitFor()
    await dialog.getByRole('button', { name: '改名', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await admin.getByRole('cell', { name: '2020—2025 年' }).waitFor()
    await admin.getByRole('cell', { name: '青禾区技师学院', exact: true }).waitFor()

    await go(admin, '#/units/211')
    await admin.getByRole('button', { name: '与别的单位合并' }).click()
    const merger = admin.getByRole('dialog')
    await choose(admin, '哪些单位并在一起（至少两个）', '青禾区供排水服务中心')
    await merger.getByLabel('从哪一年起').fill('2027')
    await merger.getByText('从 2027 年起没有青禾区供排水服务中心（212），由青禾区疾病预防控制中心（211）接着').waitFor()
    await merger.getByRole('button', { name: '合并', exact: true }).click()
    await merger.waitFor({ state: 'detached' })
    await admin.getByText('2027 年由').waitFor()
    await go(admin, '#/units/212')
    await admin.getByText('2027 年合并，成为').waitFor()
    // Auditors read the same and change nothing.
    const auditor = await signIn('shenji')
    await go(auditor, '#/units/212')
    await auditor.getByText('2027 年合并，成为').waitFor()
    expect(await auditor.getByRole('button', { name: '改名' }).count()).toBe(0)
  }, 240_000)

  test('units and people come from a workbook: faults by cell first, then everything, with the passwords as a file', async () => {
    const sheetOf = (name: string, rows: readonly (readonly string[])[]): Sheet => ({
      name,
      columnWidths: (rows[0] ?? []).map(() => 14),
      rowHeights: rows.map(() => 18),
      repeatRows: null,
      orientation: 'landscape',
      cells: rows.flatMap((texts, row) =>
        texts.map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text, role: 'text' as const })),
      ),
    })
    const UNIT_HEADS = ['单位编号', '单位名称', '类别', '主管部门编号', '起始年度']
    const PERSON_HEADS = ['登录名', '姓名', '单位', '角色', '起始年度']
    const book = (role: string) =>
      Buffer.from(
        sheetsToXlsx([
          sheetOf('单位', [UNIT_HEADS, ['950', '青禾区美术馆', '单位', '50', '2024']]),
          sheetOf('人员', [PERSON_HEADS, ['meishu', '钟离月', '950', role, '2024']]),
        ]),
      )
    const admin = await signIn('guanli')
    await go(admin, '#/organisation-import')
    const upload = (buffer: Buffer) =>
      admin
        .locator('input[type=file]')
        .setInputFiles([{ name: '名册.xlsx', mimeType: 'application/octet-stream', buffer }])
    await upload(book('馆长'))
    await admin.getByText('有 1 处问题，一行也没有写').waitFor()
    await admin.getByRole('cell', { name: 'D2', exact: true }).waitFor()
    await upload(book('单位负责人'))
    await admin.getByText('会新增 1 个单位、1 个人、1 个角色').waitFor()
    await admin.getByRole('button', { name: '写入 3 项' }).click()
    await admin.getByText('写好了').waitFor()
    const saving = admin.waitForEvent('download')
    await admin.getByRole('button', { name: '存成文件' }).click()
    const text = readFileSync(await (await saving).path(), 'utf8')
    expect(text).toMatch(/^\uFEFF"登录名","姓名","初始密码"\r\n"meishu","钟离月","[A-Z2-9]{4}(-[A-Z2-9]{4}){3}"\r\n$/)
  }, 240_000)

  test('a second factor is enrolled with a code of the device, and opens the door with one or with a recovery code', async () => {
    const page = await signIn('zhuguan')
    await go(page, '#/account')
    await page.getByRole('button', { name: '绑定动态码' }).click()
    await page.getByLabel('现在的密码').fill(PASSWORD)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.locator('.qr svg').waitFor()
    const secret = await page.getByLabel('扫不了就手工输入密钥').inputValue()
    const device = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 })
    const shown = page.getByRole('textbox', { name: '恢复码' })
    // On a machine that is slow a code may be over before it arrives: then the device shows the next.
    for (let i = 0; i < 3 && !(await shown.isVisible()); i++) {
      await page.getByLabel('设备现在显示的 6 位动态码').fill(device.generate())
      await page.getByRole('button', { name: '确认', exact: true }).click()
      await shown.waitFor({ timeout: 10_000 }).catch(() => undefined)
    }
    const codes = (await page.getByRole('textbox', { name: '恢复码' }).inputValue()).split('\n')
    expect(codes).toHaveLength(10)
    await page.getByRole('button', { name: '我记下了' }).click()
    await page.getByText('还有 10 个恢复码没有用过').waitFor()

    const again = await visit()
    await signInAt(again, 'zhuguan', PASSWORD)
    await again.getByLabel('动态码或恢复码').fill(codes[0] ?? '')
    await again.getByRole('button', { name: '登录', exact: true }).click()
    await again.locator('.shell').waitFor()
    await go(again, '#/account')
    await again.getByText('还有 9 个恢复码没有用过').waitFor()
    await again.getByRole('button', { name: '解除动态码' }).click()
    await again.getByLabel('现在的密码').fill(PASSWORD)
    await again.getByLabel('动态码或恢复码').fill(codes[1] ?? '')
    await again.getByRole('button', { name: '解除', exact: true }).click()
    await again.getByText('没有绑定').first().waitFor()
  }, 240_000)

  test('a bureau that asks for a second factor lets nobody it concerns in before a device is enrolled', async () => {
    const admin = await signIn('guanli')
    await go(admin, '#/settings')
    await admin.getByRole('switch').click()
    const officer = await visit()
    await admin.getByRole('dialog').getByRole('button', { name: '确定' }).click()
    await admin.getByRole('heading', { name: '要先绑定动态码' }).waitFor()
    await signInAt(officer, 'jixiao', PASSWORD)
    await officer.getByRole('heading', { name: '要先绑定动态码' }).waitFor()
    await officer.getByRole('button', { name: '绑定动态码' }).click()
    await officer.getByLabel('现在的密码').fill(PASSWORD)
    await officer.getByRole('button', { name: '下一步' }).click()
    const secret = await officer.getByLabel('扫不了就手工输入密钥').inputValue()
    const device = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 })
    await officer.getByLabel('设备现在显示的 6 位动态码').fill(device.generate())
    await officer.getByRole('button', { name: '确认', exact: true }).click()
    await officer.getByRole('button', { name: '我记下了' }).click()
    await officer.locator('.shell').waitFor()
    // Back as it was, for the tests that follow.
    await town().database.asOwner((query) => query('update region set needs_totp = false where region_id = $1', [TOWN]))
  }, 240_000)

  test('a role is passed on to a colleague and taken back; a token is shown once and revoked', async () => {
    const head = await signIn('fuze')
    await go(head, '#/account')
    await head.getByRole('button', { name: '委托给同事' }).click()
    const dialog = head.getByRole('dialog')
    await choose(head, '给谁', '周岩')
    await dialog.getByRole('button', { name: '委托', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    const colleague = await signIn('jingban2')
    await colleague.getByRole('heading', { name: /等我签发/ }).waitFor()
    await head.getByRole('button', { name: '收回' }).click()
    await head.getByText('没有委托').waitFor()
    await colleague.reload()
    await colleague.getByRole('heading', { name: /等我填报/ }).waitFor()
    expect(await colleague.getByRole('heading', { name: /等我签发/ }).count()).toBe(0)

    await head.getByRole('button', { name: '建令牌' }).click()
    await head.getByLabel('给什么程序用').fill('取得分')
    await head.getByRole('button', { name: '建', exact: true }).click()
    const token = await head.getByRole('textbox', { name: '令牌' }).inputValue()
    const ask = () => fetch(`${town().serving.url}api/session`, { headers: { authorization: `Bearer ${token}` } })
    expect((await ask()).status).toBe(200)
    await head.getByRole('button', { name: '我记下了' }).click()
    await head.getByRole('button', { name: '作废' }).click()
    await head.getByText('没有令牌').waitFor()
    expect((await ask()).status).toBe(401)
  }, 240_000)

  test('a pack is tried on the year, and the doctor says how the server is', async () => {
    const admin = await signIn('guanli')
    await go(admin, '#/settings')
    await pick(admin, '按哪个办法试算', '湖北 2020')
    await admin.getByText(/\d+ 张表可比：平均 [\d.]+ → [\d.]+ 分。/).waitFor()
    await admin.getByRole('button', { name: '体检' }).click()
    await admin.getByText('没有设自动备份').waitFor()
  }, 120_000)

  test('the log is computed again in the browser; an entry changed in the database is named by unit and number', async () => {
    const page = await signIn('shenji')
    const unit = 204
    const body = { unit, fiscalYear: YEAR, kind: 'project-self-evaluation', projectCode: 'L-1', from: 'blank' }
    const clerk = await signIn('jingban')
    for (const code of ['L-1', 'L-2'])
      expect(
        await clerk.evaluate(
          async ([address, text]) => {
            const { csrf } = (await (await fetch('/api/session')).json()) as { csrf: string }
            const headers = { 'content-type': 'application/json', 'x-csrf-token': csrf }
            return (await fetch(address ?? '', { method: 'POST', headers, body: text ?? '' })).status
          },
          [`/api/bureaus/${TOWN}/forms`, JSON.stringify({ ...body, projectCode: code })],
        ),
      ).toBe(201)
    await go(page, '#/log')
    await page.getByRole('button', { name: '在这台电脑上核对全部日志' }).click()
    await page.getByText(/日志完整：\d+ 条记录/).waitFor()
    await town().database.asOwner((query) =>
      query(`update audit_event set actor = 'x' where region_id = $1 and unit_id = $2 and seq = 1`, [TOWN, unit]),
    )
    await page.getByRole('button', { name: '在这台电脑上核对全部日志' }).click()
    await page.getByText(`第一处：单位 ${unit} 第 1 条`).waitFor()
    await page.getByText('内容和它的摘要对不上').waitFor()
  }, 120_000)
})
