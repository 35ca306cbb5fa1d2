import type { FormKind } from '../../src/engine/index.ts'
import { type Random, randomOf } from '../damage/random.ts'

import { contentOf, type Wishes } from './content.ts'
import { type Draft, draftOf, endTable, type Part, type Truth } from './draft.ts'
import { fodsOf } from './fods.ts'
import { htmlOf, type Look } from './html.ts'
import { departmentLayouts } from './layouts-department.ts'
import { documentLayouts } from './layouts-document.ts'
import { kindLayouts } from './layouts-kinds.ts'
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
  /** How many forms the file holds, one after the other; 1 where nothing is said, 0 for a document without a form. */
  readonly forms?: number
  /** What stands before and behind the forms. */
  readonly around?: (draft: Draft, random: Random, place: 'before' | 'between' | 'behind') => void
  /** A long report is nothing one makes in a spreadsheet. */
  readonly medium?: 'any' | 'text'
}

/** A file to be rendered: one page source and the records it holds. */
export type Case = {
  readonly name: string
  readonly layout: string
  readonly html: string
  readonly fods: string
  readonly truth: readonly Truth[]
}

export const layouts: readonly Layout[] = [...departmentLayouts, ...projectLayouts, ...kindLayouts, ...documentLayouts]

export function caseOf(layout: Layout, seed: number): Case {
  const name = `${layout.id}-${seed}`
  const key = [...layout.id].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7)
  const random = randomOf(key + seed * 7919)
  const count = layout.forms ?? 1
  const parts: Part[] = []
  const truth: Truth[] = []
  const around = (place: 'before' | 'between' | 'behind'): void => {
    const draft = draftOf(contentOf(random, layout.wishes), layout.width, layout.kind)
    layout.around?.(draft, random, place)
    endTable(draft)
    parts.push(...draft.parts)
  }
  around('before')
  for (let i = 0; i < count; i++) {
    if (i > 0) around('between')
    const draft = draftOf(contentOf(random, layout.wishes), layout.width, layout.kind)
    layout.draw(draft)
    endTable(draft)
    parts.push(...draft.parts)
    truth.push(draft.truth)
  }
  around('behind')
  const html = htmlOf(parts, layout.width, layout.look, name)
  const fods = layout.medium === 'text' ? '' : fodsOf(parts, layout.width, layout.look)
  return { name, layout: layout.id, html, fods, truth }
}
