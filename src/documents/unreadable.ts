import type { Source } from '#engine'

/** A file that cannot be taken, with a Chinese message for the person who brought it. Only `readGrids` catches it. */
export class Unreadable extends Error {
  readonly source?: Source

  constructor(message: string, source?: Source) {
    super(message)
    this.name = 'Unreadable'
    if (source) this.source = source
  }
}
