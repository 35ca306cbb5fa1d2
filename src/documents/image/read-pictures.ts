import type { ReadOptions } from '../formats.ts'
import { MAX_RECOGNITION_MS } from '../limits.ts'
import type { Raster } from './raster.ts'
import { TimeIsUp } from './read-lines.ts'
import type { ReadPage, ReadPicture } from './read-picture.ts'

/** A page to read: its number from 1, and its pixels once they are needed. */
export type Picture = { readonly page: number; readonly raster: () => Raster }

/** Reads pages one after the other; when the time for one file is over the rest is named as unread, the page at hand included. */
export async function readPictures(
  read: ReadPicture,
  pictures: readonly Picture[],
  { onPage, onPicture }: ReadOptions,
  most = MAX_RECOGNITION_MS,
): Promise<readonly ReadPage[]> {
  const start = performance.now()
  const isOver = (): boolean => performance.now() - start > most
  const found: ReadPage[] = []
  for (const [i, { page, raster }] of pictures.entries()) {
    if (isOver()) return [...found, unread(page)]
    onPage?.(i + 1, pictures.length)
    try {
      found.push(await read(raster(), page, isOver, onPicture))
    } catch (error) {
      if (!(error instanceof TimeIsUp)) throw error
      return [...found, unread(page)]
    }
  }
  return found
}

function unread(page: number): ReadPage {
  const message = `识别超过 ${MAX_RECOGNITION_MS / 60_000} 分钟，第 ${page} 页起没有读。请只留自评表所在的页，按 200–300 dpi 重新扫描。`
  return { pieces: [], xs: [], rows: 0, isScan: true, problems: [{ message }] }
}
