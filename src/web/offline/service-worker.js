// Keeps the built files so that the page opens without a network after the first visit. The build fills in the two names.
const VERSION = '__VERSION__'
const FILES = '__FILES__'
const CACHE = `jiheng-${VERSION}`

self.addEventListener('install', (event) => {
  const kept = ['./', ...FILES, 'icon.svg', 'manifest.webmanifest']
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(kept.map((file) => new Request(file, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  const isOld = (name) => name.startsWith('jiheng-') && name !== CACHE
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

// Files whose names carry a hash never change; a page itself is asked for first, so that a new version shows at once.
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  const isPage = event.request.mode === 'navigate' || isApplication(url)
  event.respondWith(isPage ? networkFirst(event.request, url) : cacheFirst(event.request))
})

/** The application is there only where a server is: it is kept when it has been opened, not with the files of the build. */
function isApplication({ pathname }) {
  return pathname === new URL('./app', self.registration.scope).pathname
}

async function networkFirst(request, url) {
  try {
    const response = await fetch(request)
    if (isApplication(url) && response.ok) await keep('./app', response.clone())
    return response
  } catch (error) {
    // No network is the case this worker exists for; only a page that was never kept stays an error.
    const kept = (isApplication(url) && (await caches.match('./app'))) || (await caches.match('./'))
    if (kept) return kept
    throw error
  }
}

/** A full disk must not turn an answer that came into one that didn't: it is only not kept. */
async function keep(name, response) {
  try {
    const cache = await caches.open(CACHE)
    await cache.put(name, response)
  } catch (error) {
    console.info('not kept for offline use:', error)
  }
}

async function cacheFirst(request) {
  const kept = await caches.match(request)
  if (kept) return kept

  const response = await fetch(request)
  if (response.ok && new URL(request.url).pathname.includes('/assets/')) await keep(request, response.clone())
  return response
}
