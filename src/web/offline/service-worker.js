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

// Files whose names carry a hash never change; the page itself is asked for first, so that a new version shows at once.
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  event.respondWith(event.request.mode === 'navigate' ? networkFirst(event.request) : cacheFirst(event.request))
})

async function networkFirst(request) {
  try {
    return await fetch(request)
  } catch (error) {
    // No network is the case this worker exists for; only a page that was never kept stays an error.
    const kept = await caches.match('./')
    if (kept) return kept
    throw error
  }
}

async function cacheFirst(request) {
  const kept = await caches.match(request)
  if (kept) return kept

  const response = await fetch(request)
  if (response.ok && new URL(request.url).pathname.includes('/assets/')) {
    const cache = await caches.open(CACHE)
    await cache.put(request, response.clone())
  }
  return response
}
