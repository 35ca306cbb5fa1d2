import type { FormKind } from '../../src/engine/index.ts'
import { randomOf } from '../damage/random.ts'

import { contentOf, type Wishes } from './content.ts'
import { type Draft, draftOf, endTable, type Part, type Truth } from './draft.ts'
import { fodsOf } from './fods.ts'
import { htmlOf, type Look } from './html.ts'
import { departmentLayouts } from './layouts-department.ts'
import { projectLayouts } from './layouts-project.ts'

/** One way to print a form. `draw` puts the blocks on the page; what it draws becomes the truth. */
export type Layout = {
  readonly id: string
  readonly kind: FormKind
  /** Units across the page. */
  readonly width: number
  readonly wishes: Wishes
  readonly look: Look
  readonly draw: (draft: Draft) => void
}

/** A file to be rendered: one page source and the records it holds. */
export type Case = {
  readonly name: string
  readonly layout: string
  readonly html: string
  readonly fods: string
  readonly truth: readonly Truth[]
}

export const layouts: readonly Layout[] = [...departmentLayouts, ...projectLayouts]

export function caseOf(layout: Layout, seed: number): Case {
  const name = `${layout.id}-${seed}`
  const { parts, truth } = drawn(layout, seed)
  return {
    name,
    layout: layout.id,
    html: htmlOf(parts, layout.width, layout.look, name),
    fods: fodsOf(parts, layout.width, layout.look),
    truth: [truth],
  }
}

function drawn(layout: Layout, seed: number): { readonly parts: readonly Part[]; readonly truth: Truth } {
  const key = [...layout.id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7)
  const draft = draftOf(contentOf(randomOf(key + seed * 7919), layout.wishes), layout.width, layout.kind)
  layout.draw(draft)
  endTable(draft)
  return { parts: draft.parts, truth: draft.truth }
}
