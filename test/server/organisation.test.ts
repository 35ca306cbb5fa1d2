import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createUnit } from '../../src/server/store/units.ts'
import { FORMS, type Headers, harnessOn, REGION } from './harness.ts'
import { STORES } from './store/stores.ts'

const BUREAU = `/api/bureaus/${REGION}`
const UNITS = `${BUREAU}/units`
type Listed = { id: number; name: string; parent: number | null; fromYear: number; toYear: number | null }

describe.each(STORES)('the organisation on $name', (store) => {
  const { isThere } = store
  const { database, send, person, makeForm, logOf } = harnessOn(store)
  const admin = () => person('administrator', 0)
  const make = async (headers: Headers, id: number, name: string, more: object = {}) => {
    const made = await send('POST', UNITS, { id, name, fromYear: 2020, ...more }, headers)
    expect([id, made.status, made.body.detail]).toEqual([id, 201, undefined])
  }
  const inYear = async (headers: Headers, year: number, query = '') =>
    (await send('GET', `${UNITS}?year=${year}${query}`, undefined, headers)).body.units as Listed[]
  const names = async (headers: Headers, year: number, ids: readonly number[]) =>
    (await inYear(headers, year, '&limit=200')).filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  const sees = async (headers: Headers, form: string) =>
    (await send('GET', `${FORMS}/${form}`, undefined, headers)).status
  const saves = async (headers: Headers, form: string) => {
    const body = { base: 1, edits: [{ at: '/goals/expected', to: '办好展览' }] }
    return (await send('PATCH', `${FORMS}/${form}`, body, headers)).status
  }

  test.skipIf(!isThere)('a unit has a new name from a year on; earlier years keep the old one', async () => {
    const boss = await admin()
    await make(boss, 1001, '青禾剧团')
    const rename = async (fromYear: number, name: string) => {
      const { status, body } = await send('POST', `${UNITS}/1001/names`, { fromYear, name }, boss)
      return [status, body.detail]
    }
    expect(await rename(2024, '青禾演艺中心')).toEqual([201, undefined])
    expect(await names(boss, 2023, [1001])).toEqual(['青禾剧团'])
    expect(await names(boss, 2024, [1001])).toEqual(['青禾演艺中心'])
    expect(await names(boss, 2019, [1001])).toEqual([])
    expect(await rename(2023, '青禾歌舞团')).toEqual([
      409,
      '“青禾演艺中心”从 2024 年起才是现在的样子，更早的年度不能再改。',
    ])
    expect(await rename(2024, '青禾演艺集团')).toEqual([201, undefined])
    const story = (await send('GET', `${UNITS}/1001`, undefined, boss)).body
    expect(story.versions).toMatchObject([
      { name: '青禾剧团', fromYear: 2020, toYear: 2023 },
      { name: '青禾演艺集团', fromYear: 2024, toYear: null },
    ])
    expect(await logOf(1001)).toEqual(['createUnit', 'renameUnit', 'renameUnit'])
  })

  test.skipIf(!isThere)('units merge: people of the successor read the forms of before and change none', async () => {
    const boss = await admin()
    await make(boss, 1100, '文旅局', { kind: 'department' })
    await make(boss, 1101, '东区图书馆', { parent: 1100 })
    await make(boss, 1102, '西区图书馆', { parent: 1100 })
    const { id: old } = await makeForm(await person('clerk', 1101), 1101, 2024)
    const after = await person('clerk', 1103)
    expect(await sees(after, old)).toBe(404)
    const into = { id: 1103, name: '青禾图书馆', parent: 1100 }
    const merge = (fromYear: number) =>
      send('POST', `${BUREAU}/unit-mergers`, { fromYear, units: [1101, 1102], into }, boss)
    const early = await merge(2024)
    expect([early.status, early.body.detail]).toEqual([
      409,
      '“东区图书馆”2024 年及以后已经有 1 张表，不能从这一年起撤销或并走。',
    ])
    expect((await merge(2025)).status).toBe(201)
    expect(await names(boss, 2024, [1101, 1102, 1103])).toEqual(['东区图书馆', '西区图书馆'])
    expect(await names(boss, 2025, [1101, 1102, 1103])).toEqual(['青禾图书馆'])
    expect([await sees(after, old), await saves(after, old)]).toEqual([200, 403])
    expect(await sees(await person('clerk', 1102), old)).toBe(404)
    const { id: fresh } = await makeForm(after, 1103, 2025)
    expect(await sees(await person('clerk', 1101), fresh)).toBe(404)
    const story = (await send('GET', `${UNITS}/1103`, undefined, after)).body
    expect(story.predecessors).toEqual([
      { unit: 1101, successor: 1103, fromYear: 2025, how: 'merge' },
      { unit: 1102, successor: 1103, fromYear: 2025, how: 'merge' },
    ])
    // And once more: what came before those before is reached too.
    await make(boss, 1104, '青禾档案馆')
    const again = { fromYear: 2026, units: [1103, 1104], into: { id: 1104 } }
    expect((await send('POST', `${BUREAU}/unit-mergers`, again, boss)).status).toBe(201)
    const last = await person('clerk', 1104)
    expect([await sees(last, old), await sees(last, fresh)]).toEqual([200, 200])
    expect(await names(boss, 2026, [1103, 1104])).toEqual(['青禾档案馆'])
  })

  test.skipIf(!isThere)(
    'a unit splits: those that left read what was before, not what the old one does later',
    async () => {
      const boss = await admin()
      await make(boss, 1201, '青禾医院')
      const { id: old } = await makeForm(await person('clerk', 1201), 1201, 2024)
      const split = { fromYear: 2025, unit: 1201, goesOn: true, into: [{ id: 1202, name: '青禾妇幼院' }] }
      expect((await send('POST', `${BUREAU}/unit-splits`, split, boss)).status).toBe(201)
      const { id: later } = await makeForm(await person('clerk', 1201), 1201, 2025)
      const left = await person('clerk', 1202)
      expect([await sees(left, old), await saves(left, old), await sees(left, later)]).toEqual([200, 403, 404])
      const listed = (await send('GET', `${FORMS}?limit=50`, undefined, left)).body.rows as { id: string }[]
      expect(listed.map(({ id }) => id)).toEqual([old])
      expect(await sees(await person('clerk', 1201), later)).toBe(200)
      const whole = { fromYear: 2026, unit: 1202, into: [{ id: 1203, name: '青禾妇产院' }] }
      const one = await send('POST', `${BUREAU}/unit-splits`, whole, boss)
      expect(one.body.detail).toBe('分立要分为至少两个；只剩一个的是改名。')
      const two = { ...whole, into: [...whole.into, { id: 1204, name: '青禾儿童院' }] }
      expect((await send('POST', `${BUREAU}/unit-splits`, two, boss)).status).toBe(201)
      expect(await names(boss, 2026, [1201, 1202, 1203, 1204])).toEqual(['青禾医院', '青禾妇产院', '青禾儿童院'])
      expect(await sees(await person('unitHead', 1204), old)).toBe(200)
    },
  )

  test.skipIf(!isThere)('a unit moves under another department: each reviews its own years', async () => {
    const boss = await admin()
    await make(boss, 1300, '教育局', { kind: 'department' })
    await make(boss, 1310, '体育局', { kind: 'department' })
    await make(boss, 1301, '少年体校', { parent: 1300 })
    await make(boss, 1302, '体校附小', { kind: 'department', parent: 1300 })
    const { id: f24 } = await makeForm(await person('clerk', 1301), 1301, 2024)
    const moved = await send('POST', `${UNITS}/1301/departments`, { fromYear: 2025, parent: 1310 }, boss)
    expect(moved.status).toBe(201)
    const { id: f25 } = await makeForm(await person('clerk', 1301), 1301, 2025)
    const before = await person('departmentReviewer', 1300)
    const after = await person('departmentReviewer', 1310)
    const roles = async (who: Headers, form: string) =>
      (await send('GET', `${FORMS}/${form}`, undefined, who)).body.roles as string[] | undefined
    expect([await roles(before, f24), await roles(before, f25)]).toEqual([['departmentReviewer'], undefined])
    expect([await roles(after, f24), await roles(after, f25)]).toEqual([[], ['departmentReviewer']])
    const move = async (unit: number, parent: number) =>
      (await send('POST', `${UNITS}/${unit}/departments`, { fromYear: 2025, parent }, boss)).body.detail
    expect(await move(1300, 1302)).toBe('主管部门不能是它自己，也不能是它下面的单位。')
    expect(await move(1300, 1300)).toBe('主管部门不能是它自己，也不能是它下面的单位。')
    expect(await move(1300, 1301)).toBe('“少年体校”不是主管部门，不能放在它下面。')
    expect(await move(1300, 1399)).toBe('编号 1399 的主管部门在 2025 年还没有或已经不在了。')
  })

  test.skipIf(!isThere)('a department is merged with its units, and closed only when nothing is below it', async () => {
    const boss = await admin()
    await make(boss, 1400, '文化局', { kind: 'department' })
    await make(boss, 1410, '旅游局', { kind: 'department' })
    await make(boss, 1401, '青禾文化馆', { parent: 1400 })
    const { id: form } = await makeForm(await person('clerk', 1401), 1401, 2024)
    const close = async (unit: number, fromYear: number) =>
      (await send('POST', `${UNITS}/${unit}/closing`, { fromYear }, boss)).body
    expect((await close(1400, 2025)).detail).toBe('“文化局”下面还有 1 个单位，请先把它们移到别的主管部门。')
    const into = { id: 1420, name: '文旅广体局', kind: 'department' }
    const merged = await send('POST', `${BUREAU}/unit-mergers`, { fromYear: 2025, units: [1400, 1410], into }, boss)
    expect(merged.status).toBe(201)
    const parentIn = async (year: number) => (await inYear(boss, year, '&text=1401'))[0]?.parent
    expect([await parentIn(2024), await parentIn(2025)]).toEqual([1400, 1420])
    const reviewer = await person('departmentReviewer', 1420)
    const seen = await send('GET', `${FORMS}/${form}`, undefined, reviewer)
    expect([seen.status, seen.body.roles]).toEqual([200, []])
    expect(await close(1401, 2026)).toMatchObject({ toYear: 2025 })
    expect(await names(boss, 2026, [1401])).toEqual([])
    expect((await close(1401, 2026)).detail).toBe('“青禾文化馆”2025 年后已经不在了。')
    expect((await send('POST', UNITS, { id: 1401, name: '新馆', fromYear: 2027 }, boss)).status).toBe(409)
  })

  test.skipIf(!isThere)(
    'forms stand under the name of their year, and none is made for a year without the unit',
    async () => {
      const boss = await admin()
      await make(boss, 1450, '青禾苗圃')
      const clerk = await person('clerk', 1450)
      await makeForm(clerk, 1450, 2023)
      await send('POST', `${UNITS}/1450/names`, { fromYear: 2024, name: '青禾林场' }, boss)
      await makeForm(clerk, 1450, 2024)
      const listed = (await send('GET', `${FORMS}?unit=1450`, undefined, boss)).body.rows as {
        unitName: string
        fiscalYear: number
      }[]
      const ofYear = (year: number) => listed.find(({ fiscalYear }) => fiscalYear === year)?.unitName
      expect([ofYear(2023), ofYear(2024)]).toEqual(['青禾苗圃', '青禾林场'])
      expect((await send('POST', `${UNITS}/1450/closing`, { fromYear: 2025 }, boss)).status).toBe(201)
      for (const fiscalYear of [2019, 2025]) {
        const body = { unit: 1450, fiscalYear, kind: 'department-self-evaluation' }
        const refused = await send('POST', FORMS, body, await person('clerk', 1450, [2018, null]))
        expect([refused.status, refused.body.detail]).toEqual([
          422,
          `“青禾林场”在 ${fiscalYear} 年还没有或已经不在了，不能建这一年的表。`,
        ])
      }
    },
  )

  test.skipIf(!isThere)(
    'a unit that was renamed and closed in one year, or made by mistake, is not there in it',
    async () => {
      const boss = await admin()
      await make(boss, 1460, '青禾渡口')
      await make(boss, 1461, '写错的单位', { fromYear: 2025 })
      await send('POST', `${UNITS}/1460/names`, { fromYear: 2025, name: '青禾码头' }, boss)
      for (const unit of [1460, 1461])
        expect((await send('POST', `${UNITS}/${unit}/closing`, { fromYear: 2025 }, boss)).status).toBe(201)
      const early = { fromYear: 2019 }
      await make(boss, 1462, '青禾渔港')
      expect((await send('POST', `${UNITS}/1462/closing`, early, boss)).status).toBe(409)
      expect(await names(boss, 2025, [1460, 1461])).toEqual([])
      expect(await names(boss, 2024, [1460, 1461])).toEqual(['青禾渡口'])
      expect((await send('GET', `${UNITS}/1460`, undefined, boss)).body.versions).toHaveLength(1)
    },
  )

  test.skipIf(!isThere)('a department reads what came before the units below it, and takes no part in it', async () => {
    const boss = await admin()
    for (const [id, name] of [
      [1470, '水务局'],
      [1480, '农业农村局'],
    ] as const)
      await make(boss, id, name, { kind: 'department' })
    await make(boss, 1471, '水利站', { parent: 1470 })
    await make(boss, 1481, '农技站', { parent: 1480 })
    const { id: old } = await makeForm(await person('clerk', 1471), 1471, 2024)
    const reviewer = await person('departmentReviewer', 1480)
    expect(await sees(reviewer, old)).toBe(404)
    const body = { fromYear: 2025, units: [1471, 1481], into: { id: 1481 } }
    expect((await send('POST', `${BUREAU}/unit-mergers`, body, boss)).status).toBe(201)
    const seen = await send('GET', `${FORMS}/${old}`, undefined, reviewer)
    expect([seen.status, seen.body.roles]).toEqual([200, []])
    const before = await send('GET', `${FORMS}/${old}`, undefined, await person('departmentReviewer', 1470))
    expect([before.status, before.body.roles]).toEqual([200, ['departmentReviewer']])
  })

  test.skipIf(!isThere)('somebody of a unit sees the own units only; only an administrator changes them', async () => {
    const boss = await admin()
    await make(boss, 1501, '青禾气象台')
    const clerk = await person('clerk', 1501)
    expect((await inYear(clerk, 2025)).map(({ id }) => id)).toEqual([1501])
    expect((await send('GET', `${UNITS}/1001`, undefined, clerk)).status).toBe(404)
    expect((await send('GET', `${UNITS}/x`, undefined, clerk)).status).toBe(404)
    const body = { fromYear: 2025, name: '新名称' }
    for (const role of ['clerk', 'departmentReviewer', 'performanceOfficer', 'auditor'] as const)
      expect((await send('POST', `${UNITS}/1501/names`, body, await person(role, 0))).status).toBe(403)
    const other = await person('administrator', 0, [2020, null], 18)
    expect((await send('POST', `${UNITS}/1501/names`, body, other)).status).toBe(404)
    expect((await send('POST', `/api/bureaus/18/units/1501/names`, body, other)).status).toBe(404)
    expect((await send('POST', `${UNITS}/1501/names`, body)).status).toBe(401)
  })

  test.skipIf(!isThere)(
    'a change that is sent twice with one key is made once; two at once go one after the other',
    async () => {
      const boss = await admin()
      const body = { id: 1601, name: '青禾水文站', fromYear: 2020 }
      const key = { ...boss, 'idempotency-key': randomUUID() }
      const first = await send('POST', UNITS, body, key)
      const second = await send('POST', UNITS, body, key)
      expect([first.status, second.status, second.body.id]).toEqual([201, 201, 1601])
      expect(await logOf(1601)).toEqual(['createUnit'])
      await make(boss, 1610, '甲局', { kind: 'department' })
      await make(boss, 1620, '乙局', { kind: 'department' })
      const move = (unit: number, parent: number) =>
        send('POST', `${UNITS}/${unit}/departments`, { fromYear: 2025, parent }, boss)
      // Each below the other would be a ring.
      const both = await Promise.all([move(1610, 1620), move(1620, 1610)])
      expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
    },
  )

  test.skipIf(!isThere)('3,000 units are searched by name, number and first letters, page by page', async () => {
    await database().tx({ role: 'app_bureau', region: REGION, units: [] }, async (query) => {
      for (let i = 0; i < 3000; i++) {
        const unit = { region: REGION, id: 500_000 + i, kind: 'unit', parent: null, fromYear: 2020 } as const
        await createUnit(query, { ...unit, name: i === 1234 ? '长寿湖湿地保护站' : `河湾镇第${i}小学` })
      }
    })
    const bureau = await person('performanceOfficer', 0)
    const found = async (text: string) =>
      (await inYear(bureau, 2025, `&limit=3&text=${encodeURIComponent(text)}`)).map(({ id }) => id)
    expect(await found('湿地')).toEqual([501_234])
    expect(await found('cshsd')).toEqual([501_234])
    expect(await found('CSH')).toEqual([501_234])
    expect(await found('50123')).toEqual([501_230, 501_231, 501_232])
    expect(await found('第7小')).toEqual([500_007])
    expect(await found('%')).toEqual([])
    const seen: number[] = []
    for (let cursor = ''; ; ) {
      const page = (await send('GET', `${UNITS}?year=2025&limit=200&text=5000${cursor}`, undefined, bureau)).body
      seen.push(...page.units.map(({ id }: Listed) => id))
      if (page.next === null) break
      cursor = `&cursor=${page.next}`
    }
    expect(seen).toHaveLength(100)
    const tree = (await send('GET', `${BUREAU}/unit-tree?year=2025`, undefined, bureau)).body.units
    expect(tree.filter(({ id }: Listed) => id >= 500_000)).toHaveLength(3000)
  })
})
