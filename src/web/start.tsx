import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepForOffline } from './offline/register.ts'
import { CheckPage } from './pages/check-page.tsx'
import { provideWebAssets } from './reading/assets.ts'

/** Shows the check page; the language of the page is loaded by then. */
export function start(): void {
  provideWebAssets()
  const root = document.getElementById('root')
  if (root)
    createRoot(root).render(
      <StrictMode>
        <CheckPage />
      </StrictMode>,
    )
  keepForOffline()
}
