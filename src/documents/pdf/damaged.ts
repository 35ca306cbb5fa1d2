import { Unreadable } from '../unreadable.ts'
import { forgetEngine } from './open.ts'

/** Runs work inside PDFium. Where PDFium itself gives up on the file its memory can't be trusted any more: the next file gets a fresh one. */
export function orDamaged<T>(what: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'RuntimeError') throw error
    forgetEngine()
    throw new Unreadable(`${what}已损坏，读到一半读不下去。请重新导出后再试。`)
  }
}
