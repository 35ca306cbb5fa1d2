import './style/page.css'
import './style/paper.css'
import './style/marks.css'
import './style/panel.css'
import './style/phone.css'
import './style/original.css'
import './style/returned.css'
import './style/start.css'
import './style/print.css'
import { loadLanguage } from './texts/language.ts'

// Texts stand in the modules that show them: the language has to be there before the first of those is loaded.
void loadLanguage()
  .then(() => import('./start.tsx'))
  .then(({ start }) => start())
