// node --import tsx test/reading/make-fixtures.ts: renders the committed fixtures anew (needs LibreOffice and Chromium).
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { caseOf, layouts } from './layouts.ts'
import { type RenderFormat, renderAll, rendered } from './render.ts'

const FOLDER = new URL('../fixtures/reading/', import.meta.url)
/** One layout a format; small ones, since every PDF carries its fonts. */
const CHOSEN: readonly (readonly [layout: string, format: RenderFormat])[] = [
  ['dept-guizhou', 'html'],
  ['dept-chongqing', 'xlsx'],
  ['dept-yunnan', 'xls'],
  ['project-weight-first', 'docx'],
  ['project-hebei', 'doc'],
  ['dept-across-only', 'calc.pdf'],
  ['project-own-columns', 'writer.pdf'],
  ['document-summary-only', 'writer.pdf'],
]

mkdirSync(FOLDER, { recursive: true })
for (const [id, format] of CHOSEN) {
  const layout = layouts.find((one) => one.id === id)
  if (!layout) throw new Error(`no layout ${id}`)
  const one = caseOf(layout, 1)
  await renderAll([one])
  copyFileSync(rendered(one, format), new URL(`${id}.${format}`, FOLDER))
  writeFileSync(new URL(`${id}.truth.json`, FOLDER), `${JSON.stringify(one.truth)}\n`)
}
