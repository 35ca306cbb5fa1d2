import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { ROLE_NAMES, type Role } from '#engine'
import { Menu } from '../parts/menu.tsx'
import { call } from './client.ts'
import { type Current, useCurrent } from './current.tsx'
import { Palette } from './parts/palette.tsx'
import { chooseLook, chosenLook, type Look } from './theme.tsx'

export type Place = {
  readonly to: string
  readonly label: string
  /** Roles that have it; absent: everybody. */
  readonly roles?: readonly Role[]
  /** Stands in the menu of one's own name, not on the left. */
  readonly isOwn?: true
}

/** Left of the page: only what somebody's roles have. */
export const PLACES: readonly Place[] = [
  { to: '/tasks', label: '我的任务' },
  { to: '/forms', label: '表单' },
  { to: '/campaigns', label: '填报任务' },
  { to: '/import', label: '读入文件', roles: ['performanceOfficer', 'administrator'] },
  {
    to: '/samples',
    label: '抽查复核',
    roles: ['financeReviewer', 'performanceOfficer', 'administrator', 'auditor'],
  },
  {
    to: '/analysis',
    label: '分析',
    roles: ['financeReviewer', 'performanceOfficer', 'administrator', 'auditor', 'departmentReviewer'],
  },
  { to: '/units', label: '单位', roles: ['financeReviewer', 'performanceOfficer', 'administrator', 'auditor'] },
  { to: '/people', label: '人员', roles: ['administrator'] },
  { to: '/log', label: '日志', roles: ['auditor', 'performanceOfficer', 'administrator'] },
  { to: '/settings', label: '设置', roles: ['auditor', 'performanceOfficer', 'administrator'] },
  { to: '/account', label: '我的账号', isOwn: true },
]

export function placesFor({ roles }: Pick<Current, 'roles'>): readonly Place[] {
  return PLACES.filter((place) => place.roles?.some((role) => roles.includes(role)) ?? true)
}

/** The application's frame: where one can go on the left, for whom and which year on top. */
export function Shell({ children }: { children: ReactNode }) {
  const current = useCurrent()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [isFinding, setFinding] = useState(false)
  usePaletteKey(() => setFinding(true))
  const onTheLeft = placesFor(current).filter(({ isOwn }) => !isOwn)
  return (
    <div className="shell">
      <button type="button" className="skip-to" onClick={focusContent}>
        跳到内容
      </button>
      <header className="top">
        <Link to="/tasks" className="brand">
          绩衡
        </Link>
        <YearChoice />
        <RegionChoice />
        <button type="button" className="find" onClick={() => setFinding(true)} title="Ctrl+K">
          找页面、单位、表…<kbd>Ctrl K</kbd>
        </button>
        <span className="spring" />
        <Bell />
        <Person />
      </header>
      <nav className="side" aria-label="主要页面">
        {onTheLeft.map(({ to, label }) => (
          <Link
            key={to}
            to={to}
            className={path.startsWith(to) ? 'here' : ''}
            aria-current={path.startsWith(to) ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
        <a href="./" className="outside">
          校核一张表
        </a>
      </nav>
      <main id="content" className="content" tabIndex={-1}>
        {current.roles.length === 0 && path !== '/account' ? <NoRoles year={current.year} /> : children}
      </main>
      {isFinding && <Palette close={() => setFinding(false)} />}
    </div>
  )
}

function focusContent(): void {
  document.getElementById('content')?.focus()
}

function NoRoles({ year }: { year: number }) {
  return (
    <section className="state">
      <p>您在 {year} 年没有角色。请在上面换一个年度，或请管理员给您角色。</p>
    </section>
  )
}

function usePaletteKey(open: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      open()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  })
}

function YearChoice() {
  const { year, setYear } = useCurrent()
  const now = new Date().getFullYear()
  const years = [...new Set([...Array.from({ length: 8 }, (_, i) => now + 1 - i), year])].sort((a, b) => b - a)
  return (
    <label className="choice">
      <span className="spoken">年度</span>
      <select value={year} onChange={(event) => setYear(Number(event.target.value))}>
        {years.map((one) => (
          <option key={one} value={one}>
            {one} 年度
          </option>
        ))}
      </select>
    </label>
  )
}

function RegionChoice() {
  const { me, region, setRegion } = useCurrent()
  const regions = [...new Set(me.assignments.map((one) => one.region))]
  if (regions.length < 2) return null
  return (
    <label className="choice">
      <span className="spoken">财政局</span>
      <select value={region} onChange={(event) => setRegion(Number(event.target.value))}>
        {regions.map((one) => (
          <option key={one} value={one}>
            区划 {one}
          </option>
        ))}
      </select>
    </label>
  )
}

/** What somebody should know; the number of what they have not seen. */
function Bell() {
  const { region } = useCurrent()
  const queries = useQueryClient()
  const params = { region }
  const { data } = useQuery({
    queryKey: ['notifications', region],
    queryFn: () => call('GET', '/api/bureaus/:region/notifications', { params }),
    refetchInterval: 60_000,
  })
  const all = data?.notifications ?? []
  const unread = all.filter(({ readAt }) => readAt === null).length
  const go = (form: string | null) => {
    if (form !== null) window.location.hash = `#/forms/${form}`
  }
  const read = async () => {
    const upTo = all[0]?.at
    if (upTo === undefined) return
    await call('POST', '/api/bureaus/:region/notifications/read', { params, body: { upTo } })
    await queries.invalidateQueries({ queryKey: ['notifications', region] })
  }
  const items = all.slice(0, 12).map(({ text, form, at, readAt }) => ({
    label: `${readAt === null ? '● ' : ''}${text}`,
    hint: at.slice(0, 10),
    run: () => go(form),
  }))
  return (
    <Menu
      label={unread > 0 ? `通知 ${unread}` : '通知'}
      items={
        items.length === 0
          ? [{ label: '没有通知', run: () => undefined }]
          : [...items, { label: '全部标为已读', run: () => void read() }]
      }
    />
  )
}

const LOOKS: readonly { readonly look: Look; readonly label: string }[] = [
  { look: 'auto', label: '外观：随系统' },
  { look: 'light', label: '外观：浅色' },
  { look: 'dark', label: '外观：深色' },
]

function goToAccount(): void {
  window.location.hash = '#/account'
}

function Person() {
  const { me, roles } = useCurrent()
  const queries = useQueryClient()
  const signOut = async () => {
    await call('DELETE', '/api/session')
    queries.clear()
    window.location.reload()
  }
  const looks = LOOKS.filter(({ look }) => look !== chosenLook()).map(({ look, label }) => ({
    label,
    run: () => chooseLook(look),
  }))
  const names = roles.map((role) => ROLE_NAMES[role]).join('、')
  return (
    <Menu
      label={<span title={names}>{me.account.name}</span>}
      items={[{ label: '我的账号', run: goToAccount }, ...looks, { label: '退出登录', run: () => void signOut() }]}
    />
  )
}
