import './style/page.css'
import './style/paper.css'
import './style/marks.css'
import './style/panel.css'
import './style/phone.css'
import './style/original.css'
import './style/returned.css'
import './style/start.css'
import './style/print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { keepForOffline } from './offline/register.ts'
import { CheckPage } from './pages/check-page.tsx'
import { provideWebAssets } from './reading/assets.ts'

provideWebAssets()
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <CheckPage />
    </StrictMode>,
  )
}
keepForOffline()
