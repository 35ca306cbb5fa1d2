import type { ConfigProviderProps } from 'antd'
import chinese from 'antd/es/locale/zh_CN.js'
import { chosenLanguage } from '../texts/language.ts'

type Words = NonNullable<ConfigProviderProps['locale']>

// The package does not say that its modules are modules, so the compiler takes the default for the whole of it.
let words = chinese as unknown as Words

/** What the components say by themselves (OK, no data, months). English comes only to who chose it. */
export async function loadComponentWords(): Promise<void> {
  if (chosenLanguage() !== 'en') return
  const english = await import('antd/es/locale/en_US.js')
  words = english.default as unknown as Words
}

export function componentWords(): Words {
  return words
}
