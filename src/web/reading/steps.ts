import type { Form, Grid, Problem } from '#engine'
import type { Computed } from '../check/assess.ts'
import { checkTexts } from '../texts/check-page.ts'
import type { ShownPage } from './pictures.ts'

export type ReadingStep = 'open' | 'recognise' | 'check' | 'score'

/** Where the reading of a scan is: a page takes seconds. */
export type ReadingPage = { readonly page: number; readonly pages: number }

export const READING_STEPS: readonly { readonly step: ReadingStep; readonly label: string }[] = [
  { step: 'open', label: checkTexts.stepOpen },
  { step: 'recognise', label: checkTexts.stepRecognise },
  { step: 'check', label: checkTexts.stepCheck },
  { step: 'score', label: checkTexts.stepScore },
]

/** What a form was read from: the pages of a PDF or a scan, or the cells of any other file. */
export type Original = { readonly pages: readonly ShownPage[] } | { readonly grids: readonly Grid[] }

/** What the worker tells the page. `computed` stands in the order of `forms`. */
export type ReadingMessage =
  | { readonly kind: 'step'; readonly step: ReadingStep; readonly at?: ReadingPage }
  | {
      readonly kind: 'done'
      readonly forms: readonly Form[]
      readonly computed: readonly Computed[]
      readonly problems: readonly Problem[]
    }
  | { readonly kind: 'original'; readonly original: Original }
