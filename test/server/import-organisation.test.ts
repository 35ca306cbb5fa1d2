import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readGrids, type Sheet, sheetsToXlsx } from '#documents'
import { MOST_ROWS, readOrganisation } from '../../src/server/api/organisation-file.ts'
import { MOST_NEW_ACCOUNTS, planOrganisation } from '../../src/server/api/organisation-plan.ts'
import { type Headers, harnessOn, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const IMPORTS = `/api/bureaus/${REGION}/organisation-imports`
const UNIT_HEAD = ['单位编号', '单位名称', '单位类别', '主管部门编号', '起始年度']
const PERSON_HEAD = ['登录名', '姓名', '单位编号', '角色', '起始年度', '终止年度']
type Lines = readonly (readonly string[])[]

function sheet(name: string, lines: Lines): Sheet {
  const cells = lines.flatMap((line, row) =>
    line.map((text, column) => ({ row, column, rowSpan: 1, columnSpan: 1, text, role: 'text' as const })),
  )
  const columnWidths = (lines[0] ?? []).map(() => 12)
  return { name, columnWidths, rowHeights: lines.map(() => 18), cells, repeatRows: null, orientation: 'portrait' }
}
const workbook = (units: Lines | undefined, people: Lines | undefined) =>
  sheetsToXlsx([...(units ? [sheet('单位', units)] : []), ...(people ? [sheet('人员', people)] : [])])

const UNITS: Lines = [
  UNIT_HEAD,
  // The department stands behind its unit: the order of the lines does not matter.
  ['700101', '青禾图书馆', '预算单位', '700100', '2020'],
  ['700100', '青禾文旅局', '主管部门', '', '2020年'],
  ['700102', '青禾剧团', '', '700100', '2022'],
]
const PEOPLE: Lines = [
  PERSON_HEAD,
  ['zhouqing', '周青', '700101', '单位经办人', '2024', ''],
  ['zhouqing', '周青', '青禾剧团', '经办人', '2024', '2025'],
  ['liuhe', '刘禾', '700100', '主管部门审核人', '2024', ''],
  ['wushan', '吴山', '', '财政绩效科经办人', '2024', ''],
]

describe.each(STORES)('importing units and people on $name', (store) => {
  const { isThere } = store
  const { app, send, person, signedIn, logOf } = harnessOn(store)
  const admin = () => person('administrator', 0)
  const upload = async (bytes: Uint8Array, headers: Headers, query = '') => {
    const response = await app().request(`${IMPORTS}${query}`, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(bytes.length) },
      body: bytes as Uint8Array<ArrayBuffer>,
    })
    return { status: response.status, body: await response.json() }
  }

  test.skipIf(!isThere)('is tried first, then done at once, and changes nothing the second time', async () => {
    const boss = await admin()
    const bytes = workbook(UNITS, PEOPLE)
    const units = async () =>
      (await send('GET', `/api/bureaus/${REGION}/unit-tree?year=2025`, undefined, boss)).body.units
    const tried = await upload(bytes, boss)
    expect(tried).toEqual({
      status: 200,
      body: {
        isApplied: false,
        faults: [],
        faultCount: 0,
        added: { units: 3, people: 3, roles: 4 },
        unchanged: { units: 0, people: 0, roles: 0 },
        ignored: [],
        passwords: [],
      },
    })
    expect(await units()).toEqual([])
    const done = await upload(bytes, boss, '?apply=true')
    expect([done.status, done.body.isApplied, done.body.added]).toEqual([201, true, { units: 3, people: 3, roles: 4 }])
    expect(await units()).toMatchObject([
      { id: 700_100, name: '青禾文旅局', kind: 'department', parent: null },
      { id: 700_101, name: '青禾图书馆', kind: 'unit', parent: 700_100, fromYear: 2020 },
      { id: 700_102, name: '青禾剧团', kind: 'unit', parent: 700_100, fromYear: 2022 },
    ])
    const passwords = done.body.passwords as { login: string; name: string; initialPassword: string }[]
    expect(passwords.map(({ login, name }) => [login, name])).toEqual([
      ['zhouqing', '周青'],
      ['liuhe', '刘禾'],
      ['wushan', '吴山'],
    ])
    const [first] = passwords
    const signed = await send('POST', '/api/session', { login: 'zhouqing', password: first?.initialPassword })
    expect(signed.status).toBe(201)
    const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const who = (await send('GET', '/api/session', undefined, { cookie })).body
    expect(who.needs).toEqual(['newPassword'])
    expect(who.assignments).toMatchObject([
      { unit: 700_101, role: 'clerk', fromYear: 2024, toYear: null },
      { unit: 700_102, role: 'clerk', fromYear: 2024, toYear: 2025 },
    ])
    const again = await upload(bytes, boss, '?apply=true')
    expect(again.body).toMatchObject({
      added: { units: 0, people: 0, roles: 0 },
      unchanged: { units: 3, people: 3, roles: 4 },
      passwords: [],
    })
    expect(await logOf(700_101)).toEqual(['importOrganisation', 'signIn'])
    expect(await logOf(0)).toEqual(['importOrganisation'])
    // Renamed later: the file still says what was so in its year.
    const renamed = { fromYear: 2025, name: '青禾公共图书馆' }
    await send('POST', `/api/bureaus/${REGION}/units/700101/names`, renamed, boss)
    expect((await upload(bytes, boss)).body).toMatchObject({ faults: [], unchanged: { units: 3 } })
  })

  test.skipIf(!isThere)('tells all faults with sheet, row and column, and then does nothing at all', async () => {
    const boss = await admin()
    await signedIn('taken-elsewhere', [['clerk', 5, 18]])
    await signedIn('known-here', [['clerk', 5]])
    const made = await send(
      'POST',
      `/api/bureaus/${REGION}/units`,
      { id: 710_001, name: '青禾气象局', fromYear: 2020 },
      boss,
    )
    expect(made.status).toBe(201)
    const units: Lines = [
      ['青禾区预算单位表'],
      UNIT_HEAD,
      ['7１', '编号不对', '', '', '2020'],
      ['710001', '换了名称', '', '', '2020'],
      ['710002', '没有上级', '', '799999', '2020'],
      ['710003', '年份不对', '', '', '20'],
      ['710004', '类别不对', '企业', '', '2020'],
      ['710005', '甲局', '主管部门', '710006', '2020'],
      ['710006', '乙局', '主管部门', '710005', '2020'],
      ['710007', '重复', '', '', '2020'],
      ['710007', '重复', '', '', '2020'],
    ]
    const people: Lines = [
      PERSON_HEAD,
      ['taken-elsewhere', '某人', '710001', '经办人', '2024', ''],
      ['known-here', '别的姓名', '710001', '经办人', '2024', ''],
      ['new-one', '陈一', '710001', '科长', '2024', ''],
      ['new-one', '陈一', '没有的单位', '经办人', '2024', ''],
      ['new-one', '陈一', '', '经办人', '2024', ''],
      ['new-one', '陈一', '710001', '管理员', '2024', ''],
      ['new-one', '陈一', '710001', '经办人', '2024', '2023'],
      ['new-one', '陈一', '710001', '经办人', '2024', ''],
      ['new-one', '陈一', '710001', '经办人', '2025', ''],
      ['new-one', '陈二', '710001', '单位负责人', '2025', ''],
    ]
    const bytes = workbook(units, people)
    const { body } = await upload(bytes, boss)
    const told = (body.faults as { sheet: string; row: number; column: number; message: string }[])
      .map(({ sheet: name, row, column, message }) => `${name} ${row}/${column} ${message}`)
      .sort()
    const roles =
      '单位经办人、单位负责人、主管部门审核人、财政业务科审核人、财政绩效科经办人、第三方专家、审计人员、管理员'
    expect(told).toEqual(
      [
        '单位 3/1 单位编号要是整数，这里是“7１”。',
        '单位 4/2 编号 710001 已有单位，名称是“青禾气象局”。改名请用“改名”，不要用导入。',
        '单位 5/4 没有编号 799999 的主管部门，文件里也没有。',
        '单位 6/5 起始年度要是四位年份，这里是“20”。',
        '单位 7/3 单位类别只能是“预算单位”或“主管部门”，这里是“企业”。',
        '单位 8/4 主管部门绕成了圈：它在自己下面。',
        '单位 9/4 主管部门绕成了圈：它在自己下面。',
        '单位 11/1 编号 710007 在第 10 行已经有了。',
        '人员 2/1 登录名“taken-elsewhere”已经有人用了，请换一个。',
        '人员 3/2 登录名“known-here”是“known-here的姓名”的，不是“别的姓名”的。',
        `人员 4/4 没有“科长”这个角色，只有：${roles}。`,
        '人员 5/3 没有单位“没有的单位”，文件里也没有。',
        '人员 6/3 这个角色要指明是哪个单位的。',
        '人员 7/3 管理员管整个财政局，单位要留空。',
        '人员 8/6 终止年度在起始年度之前。',
        '人员 10/5 这个人已有这个角色，年度是 2024–，与这里的 2025– 不同。',
        '人员 11/2 登录名“new-one”是“陈一”的，不是“陈二”的。',
      ].sort(),
    )
    const refused = await upload(bytes, boss, '?apply=true')
    expect([refused.status, refused.body.detail, refused.body.faultCount]).toEqual([
      422,
      '有 17 处问题，一行也没有导入。改好后再试。',
      17,
    ])
    const found = await send('GET', `/api/bureaus/${REGION}/accounts?text=new-one`, undefined, boss)
    expect(found.body.accounts).toEqual([])
  })

  test.skipIf(!isThere)(
    'takes one sheet alone, tells what it does not know, and refuses what is no workbook',
    async () => {
      const boss = await admin()
      const lines: Lines = [
        ['登录名*', '姓名', '单位编号', '角色', '起始年度', '手机'],
        [`p-${randomUUID().slice(0, 8)}`, '郑八', '', '审计人员', '2024', '无'],
      ]
      expect((await upload(workbook(undefined, lines), boss)).body).toMatchObject({
        added: { units: 0, people: 1, roles: 1 },
        faults: [],
        ignored: ['手机'],
      })
      const text = new TextEncoder().encode(PEOPLE.map((line) => line.join('\t')).join('\n'))
      expect((await upload(text, boss)).body.faults).toEqual([
        { sheet: '', row: null, column: null, message: '要用 .xlsx 文件，请另存后再导入。' },
      ])
      const other = (await upload(workbook([['甲', '乙']], undefined), boss)).body.faults
      expect(other[0].message).toMatch(/^没有找到单位表/)
      expect((await upload(new Uint8Array(4 * 1024 * 1024 + 1), boss)).status).toBe(413)
      expect((await upload(workbook(UNITS, PEOPLE), await person('performanceOfficer', 0))).status).toBe(403)
      expect((await upload(workbook(UNITS, PEOPLE), await person('administrator', 0, [2020, null], 18))).status).toBe(
        404,
      )
    },
  )

  test.skipIf(!isThere)('the empty workbook has the headings that are read', async () => {
    const response = await app().request(`/api/bureaus/${REGION}/organisation-template`, { headers: await admin() })
    expect(response.status).toBe(200)
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect((await readGrids(bytes)).grids.map(({ name }) => name)).toEqual(['单位', '人员', '说明'])
    expect(await readOrganisation(bytes)).toEqual({ units: [], people: [], faults: [], ignored: [] })
  })
})

describe('limits of an import', () => {
  const rows = (count: number): Lines => [
    UNIT_HEAD,
    ...Array.from({ length: count }, (_, i) => [String(100_000 + i), `第${i}小学`, '', '', '2020']),
  ]

  test(`a sheet has at most ${MOST_ROWS} rows`, async () => {
    const full = await readOrganisation(workbook(rows(MOST_ROWS), undefined))
    expect([full.units.length, full.faults]).toEqual([MOST_ROWS, []])
    const over = await readOrganisation(workbook(rows(MOST_ROWS + 1), undefined))
    expect([over.units, over.faults[0]?.message]).toEqual([[], '有 5001 行，一张表最多 5000 行，请分几份导入。'])
  })

  test(`one import makes at most ${MOST_NEW_ACCOUNTS} accounts`, async () => {
    const people = (count: number) =>
      readOrganisation(
        workbook(undefined, [
          PERSON_HEAD,
          ...Array.from({ length: count }, (_, i) => [`p${i}`, `人员${i}`, '', '审计人员', '2024', '']),
        ]),
      )
    const empty = { units: new Map(), accounts: new Map() }
    expect(planOrganisation(await people(MOST_NEW_ACCOUNTS), empty)).toMatchObject({ faults: [] })
    const over = planOrganisation(await people(MOST_NEW_ACCOUNTS + 1), empty)
    expect(over.faults).toMatchObject([{ sheet: '人员', row: 1002, column: 1 }])
  })
})
