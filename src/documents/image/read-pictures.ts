import type { ReadOptions } from '../formats.ts'
import { MAX_RECOGNITION_MS } from '../limits.ts'
import type { Raster } from './raster.ts'
import type { ReadPage, ReadPicture } from './read-picture.ts'

/** A page to read: its number from 1, and its pixels once they are needed. */
export type Picture = { readonly page: number; readonly raster: () => Raster }

/** Reads pages one after the other; when the time for one file is over the rest is named as unread. */
export async function readPictures(
  read: ReadPicture,
  pictures: readonly Picture[],
  { onPage, onPicture }: ReadOptions,
): Promise<readonly ReadPage[]> {
  const start = performance.now()
  const found: ReadPage[] = []
  for (const [i, { page, raster }] of pictures.entries()) {
    if (performance.now() - start > MAX_RECOGNITION_MS) {
      const message = `识别超过 ${MAX_RECOGNITION_MS / 60_000} 分钟，第 ${page} 页起没有读。请只留自评表所在的页。`
      return [...found, { pieces: [], xs: [], rows: 0, isScan: true, problems: [{ message }] }]
    }
    onPage?.(i + 1, pictures.length)
    found.push(await read(raster(), page, onPicture))
  }
  return found
}
