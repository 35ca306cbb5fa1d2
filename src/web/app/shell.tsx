import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { BUREAU_ROLES, type Role } from '#engine'
import { Menu } from '../parts/menu.tsx'
import { commonTexts } from '../texts/common.ts'
import { chooseLanguage } from '../texts/language.ts'
import { roleNames } from '../texts/names.ts'
import { shellTexts } from '../texts/shell.ts'
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
  { to: '/tasks', label: commonTexts.ownTasks },
  { to: '/forms', label: commonTexts.forms },
  { to: '/campaigns', label: commonTexts.campaigns },
  { to: '/import', label: commonTexts.importFiles, roles: ['performanceOfficer', 'administrator'] },
  { to: '/samples', label: commonTexts.samples, roles: BUREAU_ROLES },
  {
    to: '/analysis',
    label: commonTexts.analysis,
    roles: [...BUREAU_ROLES, 'departmentReviewer'],
  },
  { to: '/units', label: shellTexts.units, roles: BUREAU_ROLES },
  { to: '/people', label: commonTexts.people, roles: ['administrator'] },
  { to: '/log', label: commonTexts.log, roles: ['auditor', 'performanceOfficer', 'administrator'] },
  { to: '/settings', label: commonTexts.settings, roles: ['auditor', 'performanceOfficer', 'administrator'] },
  { to: '/account', label: commonTexts.ownAccount, isOwn: true },
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
        {shellTexts.skipToContent}
      </button>
      <header className="top">
        <Link to="/tasks" className="brand">
          {commonTexts.brand}
        </Link>
        <YearChoice />
        <RegionChoice />
        <button type="button" className="find" onClick={() => setFinding(true)} title="Ctrl+K">
          {shellTexts.findMore}
          <kbd>Ctrl K</kbd>
        </button>
        <span className="spring" />
        <Bell />
        <Person />
      </header>
      <nav className="side" aria-label={shellTexts.mainPages}>
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
          {shellTexts.checkOneForm}
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
      <p>{shellTexts.noRolesInYear(year)}</p>
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
      <span className="spoken">{commonTexts.year}</span>
      <select value={year} onChange={(event) => setYear(Number(event.target.value))}>
        {years.map((one) => (
          <option key={one} value={one}>
            {shellTexts.yearOf(one)}
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
      <span className="spoken">{commonTexts.bureau}</span>
      <select value={region} onChange={(event) => setRegion(Number(event.target.value))}>
        {regions.map((one) => (
          <option key={one} value={one}>
            {shellTexts.region(one)}
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
      label={unread > 0 ? shellTexts.notices(unread) : shellTexts.noticesNone}
      items={
        items.length === 0
          ? [{ label: shellTexts.noNotices, run: () => undefined }]
          : [...items, { label: shellTexts.markAllRead, run: () => void read() }]
      }
    />
  )
}

const LOOKS: readonly { readonly look: Look; readonly label: string }[] = [
  { look: 'auto', label: shellTexts.lookAuto },
  { look: 'light', label: shellTexts.lookLight },
  { look: 'dark', label: shellTexts.lookDark },
]

const otherLanguage = { label: shellTexts.otherLanguage, run: () => chooseLanguage(shellTexts.other) }

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
  const names = roles.map((role) => roleNames[role]).join(commonTexts.listMark)
  return (
    <Menu
      label={<span title={names}>{me.account.name}</span>}
      items={[
        { label: commonTexts.ownAccount, run: goToAccount },
        ...looks,
        otherLanguage,
        { label: commonTexts.signOut, run: () => void signOut() },
      ]}
    />
  )
}
