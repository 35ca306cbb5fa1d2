import type { SheetCell } from '#documents'
import { emptyIndicator, type Form, type Indicator, type Reading } from '#engine'

/** Which indicator a cell stands for, counted from 0; a merged level cell stands for its first one. */
export function indicatorOf(cell: SheetCell | undefined): number | undefined {
  const index = /^\/indicators\/(\d+)\//.exec(cell?.at ?? '')?.[1]
  return index === undefined ? undefined : Number(index)
}

/** A blank indicator below another one, in the same levels. */
export function insertIndicator(form: Form, below: number): Form {
  const { length } = form.indicators
  const order = Array.from({ length }, (_, i) => i)
  const neighbour = form.indicators[below]
  return neighbour
    ? rearranged(form, [...order.slice(0, below + 1), -1, ...order.slice(below + 1)], emptyIndicator(neighbour))
    : form
}

export function removeIndicator(form: Form, at: number): Form {
  return rearranged(
    form,
    form.indicators.map((_, i) => i).filter((i) => i !== at),
  )
}

/** Changes places with the row above (-1) or below (1); at the edge nothing happens. */
export function moveIndicator(form: Form, at: number, step: 1 | -1): Form {
  const order = form.indicators.map((_, i) => i)
  const other = order[at + step]
  return other === undefined
    ? form
    : rearranged(
        form,
        order.map((place) => (place === at ? other : place === other ? at : place)),
      )
}

/** The indicators in a new order (old places; -1 is the blank one). What was seen of each value moves with its row. */
function rearranged(form: Form, order: readonly number[], blank?: Indicator): Form {
  const indicators = order.flatMap((old) => form.indicators[old] ?? blank ?? [])
  const reading: Record<string, Reading> = {}
  for (const [pointer, seen] of Object.entries(form.reading)) {
    const [, old, leaf] = /^\/indicators\/(\d+)(\/.*)$/.exec(pointer) ?? []
    const place = old === undefined ? undefined : order.indexOf(Number(old))
    if (place === undefined) reading[pointer] = seen
    else if (place >= 0) reading[`/indicators/${place}${leaf}`] = seen
  }
  return { ...form, indicators, reading }
}
