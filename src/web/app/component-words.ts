import type { ConfigProviderProps } from 'antd'
import chinese from 'antd/es/locale/zh_CN.js'
import { chosenLanguage } from '../texts/language.ts'

type Words = NonNullable<ConfigProviderProps['locale']>

// The package does not say that its modules are modules, so the compiler takes the default for the whole of it.
let words = spoken(chinese as unknown as Words)

/** The buttons of a calendar show a year and a month; a name that does not say them would hide them from who hears the page. */
function spoken(all: Words): Words {
  if (!all.DatePicker) return all
  const { yearSelect, monthSelect, ...lang } = all.DatePicker.lang
  return { ...all, DatePicker: { ...all.DatePicker, lang: lang as typeof all.DatePicker.lang } }
}

/** What the components say by themselves (OK, no data, months). English comes only to who chose it. */
export async function loadComponentWords(): Promise<void> {
  if (chosenLanguage() !== 'en') return
  const english = await import('antd/es/locale/en_US.js')
  words = spoken(english.default as unknown as Words)
}

export function componentWords(): Words {
  return words
}
