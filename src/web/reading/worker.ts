import { type PagePicture, readForms } from '#documents'
import { alternatives, assess } from '../check/assess.ts'
import { provideWebAssets } from './assets.ts'
import { shownPages } from './pictures.ts'
import type { ReadingMessage, ReadingPage, ReadingStep } from './steps.ts'

provideWebAssets()

// One file a worker: the page ends the worker to stop the reading. A rejection would stay unseen: it is reported as an error.
self.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
  read(data).catch(reportError)
}

async function read(bytes: Uint8Array): Promise<void> {
  // Opening is over when the bytes are here: the page shows that step from the start.
  step('recognise')
  const pictures: PagePicture[] = []
  const { forms, problems, format, grids } = await readForms(bytes, {
    onPage: (page, pages) => step('recognise', { page, pages }),
    onPicture: (picture) => pictures.push(picture),
  })
  step('check')
  const assessments = forms.map((form) => assess(form, null))
  step('score')
  const computed = assessments.map((assessment) => ({
    assessment,
    alternatives: alternatives(assessment.result.form, assessment.policy),
  }))
  const checked = assessments.map(({ result }) => result.form)
  post({ kind: 'done', forms: checked, computed, problems })
  // The form is on the table; what it was read from follows.
  const pages = await shownPages(bytes, format, checked, pictures)
  post({ kind: 'original', original: pages.length > 0 ? { pages } : { grids } })
}

function step(step: ReadingStep, at?: ReadingPage): void {
  post({ kind: 'step', step, ...(at ? { at } : {}) })
}

function post(message: ReadingMessage): void {
  self.postMessage(message)
}
