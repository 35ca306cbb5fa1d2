import { type Form, formatSource, placeName as nameOf, type Source } from '#engine'

/** A JSON pointer as an official would say it, with the place in the file where it is known. */
export function placeName(form: Form, at: string): string {
  const source = sourceOf(form, at)
  return `${nameOf(form, at)}${source ? `（${formatSource(source)}）` : ''}`
}

/** The source noted at the pointer, or at the nearest one below it. */
export function sourceOf(form: Form, at: string): Source | undefined {
  const own = form.reading[at]?.source
  if (own) return own
  const below = Object.entries(form.reading).find(([pointer, { source }]) => source && pointer.startsWith(`${at}/`))
  return below?.[1].source
}
