import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepForOffline } from '../offline/register.ts'
import { provideWebAssets } from '../reading/assets.ts'
import { ApiProblem, whenSignedOut } from './client.ts'
import { loadComponentWords } from './component-words.ts'
import { letStylesIn } from './nonce.ts'
import { router } from './router.tsx'

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      // Something stands between the person and the work since now (a new rule of the bureau): the door asks for it.
      if (error instanceof ApiProblem && Array.isArray(error.more.needs))
        void queries.invalidateQueries({ queryKey: ['me'] })
    },
  }),
  defaultOptions: {
    queries: {
      // What the server declined it declines again; only a network that broke off is worth another try.
      retry: (count, error) => count < 2 && error instanceof ApiProblem && error.status === 0,
      refetchOnWindowFocus: true,
      // Without a network it says so, instead of waiting in silence.
      networkMode: 'always',
    },
  },
})
whenSignedOut(() => void queries.invalidateQueries({ queryKey: ['me'] }))

/** Shows the application; the language of the page is loaded by then. */
export async function start(): Promise<void> {
  await loadComponentWords()
  letStylesIn()
  provideWebAssets()
  const root = document.getElementById('root')
  if (root)
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </StrictMode>,
    )
  keepForOffline('./app')
}
