import { Unreadable } from '../unreadable.ts'
import { isOle, openOle } from './ole.ts'

/** What an OLE container holds, by the streams at its top: an object embedded in it does not decide. */
export type OleKind = 'encrypted' | 'workbook' | 'document' | 'other'

/** Undefined when the bytes are no OLE container at all. */
export function oleKind(bytes: Uint8Array): OleKind | undefined {
  if (!isOle(bytes)) return undefined
  try {
    const { has } = openOle(bytes)
    if (has('EncryptedPackage')) return 'encrypted'
    if (has('Workbook') || has('Book')) return 'workbook'
    return has('WordDocument') ? 'document' : 'other'
  } catch (error) {
    // A container too damaged to open is still one: the table of formats refuses it with its own message.
    if (!(error instanceof Unreadable)) throw error
    return 'other'
  }
}
