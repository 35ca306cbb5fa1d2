import type { Problem } from '#engine'
import { MAX_ARCHIVE_BYTES, MAX_ARCHIVE_ENTRIES } from './limits.ts'
import { distinctNames, openArchive } from './ooxml/zip.ts'
import { Unreadable } from './unreadable.ts'

/** One file inside a zip; `bytes` inflates it under the limits, undefined when it can't be. */
export type Packed = { readonly name: string; readonly bytes: () => Uint8Array | undefined }

/** The files of a plain zip archive, folders and system entries left out. Undefined when the bytes are no plain zip (an xlsx is none). */
export function readArchive(
  bytes: Uint8Array,
): { readonly files: readonly Packed[]; readonly problems: readonly Problem[] } | undefined {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b || bytes[2] !== 3 || bytes[3] !== 4) return undefined
  try {
    const archive = openArchive(bytes, { entries: MAX_ARCHIVE_ENTRIES, total: MAX_ARCHIVE_BYTES })
    if (archive.names.some((name) => /^\[content_types\]\.xml$|^mimetype$/i.test(name))) return undefined
    const distinct = distinctNames()
    const files = archive.names.flatMap((entry) => {
      const name = cleanName(entry)
      if (entry.endsWith('/') || /(?:^|\/)(?:__MACOSX|\.)/.test(name)) return []
      return [{ name: distinct(name), bytes: () => bytesOf(archive, entry) }]
    })
    return { files, problems: [] }
  } catch (error) {
    // A damaged archive is the file's fault: it is told, not thrown.
    if (!(error instanceof Unreadable)) throw error
    return { files: [], problems: [{ message: error.message }] }
  }
}

/** A name that stays inside the archive: no drive, no root, no step upwards. */
function cleanName(entry: string): string {
  const steps = entry.replace(/^[A-Za-z]:/, '').split('/')
  return steps.filter((step) => step !== '' && step !== '.' && step !== '..').join('/')
}

function bytesOf(archive: ReturnType<typeof openArchive>, name: string): Uint8Array | undefined {
  try {
    return archive.read(name)
  } catch (error) {
    // One damaged entry must not stop the others; the caller reports it.
    if (!(error instanceof Unreadable)) throw error
    return undefined
  }
}
