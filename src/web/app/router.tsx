import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import type { FormStatus, Role } from '#engine'
import { roleNames } from '../texts/names.ts'
import { Frame } from './frame.tsx'
import { NotFound, PageError, PageLoading } from './parts/states.tsx'

/** Filters of the list of forms: they live in the address, so that a link shows what its sender saw. */
export type FormsSearch = {
  readonly status?: string
  readonly kind?: string
  readonly unit?: number
  readonly text?: string
}

/** States of a unit in a campaign, in the order of the way; none: nothing filed. */
export const BOARD_STATES = [
  'none',
  'draft',
  'returned',
  'submitted',
  'unitSigned',
  'departmentReviewed',
  'financeReviewed',
  'approved',
] as const satisfies readonly (FormStatus | 'none')[]
export type BoardState = (typeof BOARD_STATES)[number]

export type BoardSearch = { readonly state?: BoardState | undefined; readonly text?: string | undefined }

export type PeopleSearch = {
  readonly text?: string
  readonly role?: Role
  /** 0: the whole bureau. */
  readonly unit?: number
  readonly isDisabled?: boolean
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })
const page = <const Path extends string>(path: Path, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name),
  })

export const tasksRoute = page('/tasks', () => import('./pages/tasks.tsx'), 'Tasks')
export const formsRoute = createRoute({
  getParentRoute: () => root,
  path: '/forms',
  component: lazyRouteComponent(() => import('./pages/forms.tsx'), 'Forms'),
  validateSearch: (search: Record<string, unknown>): FormsSearch => ({
    ...(typeof search.status === 'string' ? { status: search.status } : {}),
    ...(typeof search.kind === 'string' ? { kind: search.kind } : {}),
    ...(Number.isInteger(search.unit) ? { unit: Number(search.unit) } : {}),
    ...(typeof search.text === 'string' || typeof search.text === 'number' ? { text: String(search.text) } : {}),
  }),
})
export const formRoute = page('/forms/$form', () => import('./pages/form.tsx'), 'FormPage')
export const historyRoute = page('/forms/$form/history', () => import('./pages/history.tsx'), 'HistoryPage')
export const campaignsRoute = page('/campaigns', () => import('./pages/campaigns.tsx'), 'Campaigns')
export const boardRoute = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$campaign',
  component: lazyRouteComponent(() => import('./pages/board.tsx'), 'Board'),
  validateSearch: (search: Record<string, unknown>): BoardSearch => ({
    ...(BOARD_STATES.includes(search.state as BoardState) ? { state: search.state as BoardState } : {}),
    ...(typeof search.text === 'string' || typeof search.text === 'number' ? { text: String(search.text) } : {}),
  }),
})
export const importRoute = page('/import', () => import('./pages/import.tsx'), 'Import')
export const jobRoute = page('/import/$job', () => import('./pages/job.tsx'), 'JobPage')
export const samplesRoute = page('/samples', () => import('./pages/samples.tsx'), 'Samples')
export const sampleRoute = page('/samples/$sample', () => import('./pages/sample.tsx'), 'SamplePage')
export const analysisRoute = page('/analysis', () => import('./pages/analysis.tsx'), 'Analysis')
export const logRoute = page('/log', () => import('./pages/log.tsx'), 'Log')

export const unitsRoute = createRoute({
  getParentRoute: () => root,
  path: '/units',
  component: lazyRouteComponent(() => import('./pages/units.tsx'), 'Units'),
  validateSearch: (search: Record<string, unknown>): { readonly text?: string } =>
    typeof search.text === 'string' || typeof search.text === 'number' ? { text: String(search.text) } : {},
})
export const unitRoute = page('/units/$unit', () => import('./pages/unit.tsx'), 'UnitPage')
export const peopleRoute = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(() => import('./pages/people.tsx'), 'People'),
  validateSearch: (search: Record<string, unknown>): PeopleSearch => ({
    ...(typeof search.text === 'string' || typeof search.text === 'number' ? { text: String(search.text) } : {}),
    ...(typeof search.role === 'string' && Object.hasOwn(roleNames, search.role) ? { role: search.role as Role } : {}),
    ...(Number.isInteger(search.unit) ? { unit: Number(search.unit) } : {}),
    ...(typeof search.isDisabled === 'boolean' ? { isDisabled: search.isDisabled } : {}),
  }),
})
export const personRoute = page('/people/$account', () => import('./pages/person.tsx'), 'Person')
export const organisationImportRoute = page(
  '/organisation-import',
  () => import('./pages/organisation-import.tsx'),
  'OrganisationImport',
)
export const accountRoute = page('/account', () => import('./pages/account.tsx'), 'Account')
export const formKindRoute = page('/settings/forms/$kind', () => import('./pages/form-kind.tsx'), 'FormKindPage')
export const settingsRoute = page('/settings', () => import('./pages/settings.tsx'), 'Settings')

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/tasks' })
  },
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    tasksRoute,
    formsRoute,
    formRoute,
    historyRoute,
    campaignsRoute,
    boardRoute,
    importRoute,
    jobRoute,
    samplesRoute,
    sampleRoute,
    analysisRoute,
    logRoute,
    unitsRoute,
    unitRoute,
    peopleRoute,
    personRoute,
    organisationImportRoute,
    accountRoute,
    settingsRoute,
    formKindRoute,
  ]),
  history: createHashHistory(),
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: PageError,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
