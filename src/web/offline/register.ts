/** Service workers exist only on https and localhost; an office network over http does without. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  navigator.serviceWorker.register('./sw.js').catch((error: unknown) => {
    // Offline use is an extra: the page works without it, so a refusal (private window, policy) is only noted.
    console.info('离线使用不可用：', error)
  })
}
