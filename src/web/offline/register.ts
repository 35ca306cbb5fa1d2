import { RECOGNISER_ADDRESSES } from '../reading/assets.ts'

/** How long after the page stands the recogniser is fetched, in milliseconds: nothing a person waits for competes with it. */
const LATER = 8_000

/** Service workers exist only on https and localhost; an office network over http does without. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  navigator.serviceWorker
    .register('./sw.js')
    .then(() => navigator.serviceWorker.ready)
    .then(() => setTimeout(keepRecogniser, LATER))
    .catch((error: unknown) => {
      // Offline use is an extra: the page works without it, so a refusal (private window, policy) is only noted.
      console.info('not kept for offline use:', error)
    })
}

/** Fetches once, through the service worker which keeps it, what reading a scan takes; not where data is dear. */
async function keepRecogniser(): Promise<void> {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } }
  if (connection?.saveData || !navigator.serviceWorker.controller) return
  for (const address of RECOGNISER_ADDRESSES) {
    if (await caches.match(address)) continue
    // Without a network it is fetched another time, or when a scan is opened.
    await fetch(address, { priority: 'low' }).catch(() => undefined)
  }
}
