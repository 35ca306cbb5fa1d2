import { RECOGNISER_ADDRESSES } from '../reading/assets.ts'

/** How long after the page stands the recogniser is fetched, in milliseconds: nothing a person waits for competes with it. */
const LATER = 8_000

/** How long a page on a slow line keeps it for its own work before the files for offline use are fetched, in milliseconds. */
const LONG_AFTER = 60_000

type Line = { readonly saveData?: boolean; readonly effectiveType?: string; readonly downlink?: number }

const SLOW = 1.5

/** Less than 1.5 Mb/s by what the browser says of the line and by what this page's own files took: its guess alone is off on a quick one. */
function isLineSlow(): boolean {
  const { connection } = navigator as { readonly connection?: Line }
  const isSaidSlow = /2g|3g/.test(connection?.effectiveType ?? '') || (connection?.downlink ?? 10) < SLOW
  return isSaidSlow && ownSpeed() < SLOW
}

/** What the files of this page came in with, in Mb/s; more than any line when too few came over one to tell. */
function ownSpeed(): number {
  const files = performance.getEntriesByType('resource').filter((entry) => entry instanceof PerformanceResourceTiming)
  const bytes = files.reduce((sum, { transferSize }) => sum + transferSize, 0)
  const begun = Math.min(...files.map(({ startTime }) => startTime))
  const ended = Math.max(...files.map(({ responseEnd }) => responseEnd))
  return bytes < 50_000 ? Number.POSITIVE_INFINITY : (bytes * 8) / 1000 / Math.max(1, ended - begun)
}

/** Service workers exist only on https and localhost; an office network over http does without. `page`: one that is not among the built files and is kept too. */
export function keepForOffline(page?: string): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const patience = isLineSlow() ? LONG_AFTER : 0
  new Promise((later) => setTimeout(later, patience))
    .then(() => navigator.serviceWorker.register('./sw.js'))
    .then(controlled)
    // Through the worker, which keeps what it answers: the first visit went past it.
    .then(() => (page === undefined ? undefined : fetch(page)))
    // An answer that nobody reads stays under way.
    .then((answer) => answer?.arrayBuffer())
    .then(() => setTimeout(keepRecogniser, LATER))
    .catch((error: unknown) => {
      // Offline use is an extra: the page works without it, so a refusal (private window, policy) is only noted.
      console.info('not kept for offline use:', error)
    })
}

/** Resolves when what this page asks for goes through the worker: some time after it is ready. */
function controlled(): Promise<unknown> {
  const { serviceWorker } = navigator
  if (serviceWorker.controller) return Promise.resolve()
  return new Promise((resolve) => serviceWorker.addEventListener('controllerchange', resolve, { once: true }))
}

/** Fetches once, through the service worker which keeps it, what reading a scan takes; not where data is dear. */
async function keepRecogniser(): Promise<void> {
  const { connection } = navigator as { readonly connection?: Line }
  if (connection?.saveData || isLineSlow() || !navigator.serviceWorker.controller) return
  for (const address of RECOGNISER_ADDRESSES) {
    if (await caches.match(address)) continue
    // Without a network it is fetched another time, or when a scan is opened.
    await fetch(address, { priority: 'low' }).catch(() => undefined)
  }
}
