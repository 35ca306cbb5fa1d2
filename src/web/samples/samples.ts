import { checkTexts } from '../texts/check-page.ts'

/** A form of an invented unit, one click away. Loaded only when asked for. */
export type Sample = { readonly title: string; readonly file: string; readonly load: () => Promise<string> }

export const samples: readonly Sample[] = [
  {
    title: checkTexts.sampleClean,
    file: checkTexts.sampleCleanFile,
    load: () => import('./clean.html?raw').then((module) => module.default),
  },
  {
    title: checkTexts.sampleDamaged,
    file: checkTexts.sampleDamagedFile,
    load: () => import('./damaged.txt?raw').then((module) => module.default),
  },
]
