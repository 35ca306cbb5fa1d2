import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { Frame } from './frame.tsx'
import { NotFound, PageError, PageLoading } from './parts/states.tsx'

/** Filters of the list of forms: they live in the address, so that a link shows what its sender saw. */
export type FormsSearch = {
  readonly status?: string
  readonly kind?: string
  readonly unit?: number
  readonly text?: string
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
    ...(typeof search.text === 'string' ? { text: search.text } : {}),
  }),
})
export const formRoute = page('/forms/$form', () => import('./pages/form.tsx'), 'FormPage')
export const historyRoute = page('/forms/$form/history', () => import('./pages/history.tsx'), 'HistoryPage')
export const campaignsRoute = page('/campaigns', () => import('./pages/campaigns.tsx'), 'Campaigns')
export const boardRoute = page('/campaigns/$campaign', () => import('./pages/board.tsx'), 'Board')
export const importRoute = page('/import', () => import('./pages/import.tsx'), 'Import')
export const jobRoute = page('/import/$job', () => import('./pages/job.tsx'), 'JobPage')
export const analysisRoute = page('/analysis', () => import('./pages/analysis.tsx'), 'Analysis')
export const logRoute = page('/log', () => import('./pages/log.tsx'), 'Log')

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
    analysisRoute,
    logRoute,
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
