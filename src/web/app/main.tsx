import '../style/page.css'
import './style/app.css'
import './style/shell.css'
import './style/pages.css'
import './style/form.css'
import './style/office.css'
import { loadLanguage } from '../texts/language.ts'

// Texts stand in the modules that show them: the language has to be there before the first of those is loaded.
void loadLanguage()
  .then(() => import('./start.tsx'))
  .then(({ start }) => start())
