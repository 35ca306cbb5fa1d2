import type { English } from './en/index.ts'

/** Chinese first; English for whoever chose it on this machine. */
export type Language = 'zh' | 'en'

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { zh: '中文', en: 'English' }

/** What a text is made with. */
export type Said = string | number

const LANGUAGE = 'jiheng.language'
let english: English | undefined

/** The language chosen on this machine; Chinese when none was, or nothing can be remembered. */
export function chosenLanguage(): Language {
  try {
    return localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'zh'
  } catch {
    // A browser that keeps nothing, or no browser at all.
    return 'zh'
  }
}

/** Remembered; the page begins anew in it, since its texts are chosen while it loads. What is not saved yet lies on this machine. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE, language)
  window.location.reload()
}

/** Has to be over before any module with texts is loaded. English comes only to who chose it. */
export async function loadLanguage(): Promise<void> {
  if (chosenLanguage() !== 'en') return
  english = (await import('./en/index.ts')).english
  document.documentElement.lang = 'en'
}

/** The texts of an area in the language of the page. */
export function inLanguage<Area extends keyof English>(area: Area, chinese: English[Area]): English[Area] {
  return english?.[area] ?? chinese
}
