import type { Problem } from '#engine'
import type { ReadOptions } from '../formats.ts'
import type { Unread } from '../page-grid.ts'
import { type Limit, limitOf } from './limit.ts'
import { mayHoldTable } from './quick-look.ts'
import type { Raster } from './raster.ts'
import { TimeIsUp } from './read-lines.ts'
import { type ReadPage, type ReadPicture, unreadPage } from './read-picture.ts'

/** A page to read: its number from 1, and its pixels once they are needed. */
export type Picture = { readonly page: number; readonly raster: () => Raster }

/** In a file of more pages most hold no form: they are looked at coarsely first. */
const MOST_READ_AT_ONCE = 3

/**
 * Reads pages one after the other. What is found stays found: a page that the limit cuts off, and all behind it, are named
 * as unread, as are those without a table and those that are too noisy.
 */
export async function readPictures(
  read: ReadPicture,
  pictures: readonly Picture[],
  { onPage, onPicture }: ReadOptions,
  limit: Limit = limitOf(),
): Promise<readonly ReadPage[]> {
  const found: ReadPage[] = []
  const isLong = pictures.length > MOST_READ_AT_ONCE
  for (const [i, { page, raster }] of pictures.entries()) {
    if (limit.isOver()) {
      found.push(unreadPage('late'))
      continue
    }
    onPage?.(i + 1, pictures.length)
    try {
      const picture = raster()
      const isBehindForm = (found.at(-1)?.pieces.length ?? 0) > 0
      const isPassedOver = isLong && !isBehindForm && !mayHoldTable(picture)
      found.push(isPassedOver ? unreadPage('unruled') : await read(picture, page, limit, isBehindForm, onPicture))
    } catch (error) {
      if (!(error instanceof TimeIsUp)) throw error
      found.push(unreadPage('late'))
    }
  }
  return told(found, pictures)
}

/** Says once for each reason which pages were not read. */
function told(found: readonly ReadPage[], pictures: readonly Picture[]): readonly ReadPage[] {
  const firsts = new Set<Unread>()
  return found.map((one) => {
    const { unread } = one
    if (unread === undefined || firsts.has(unread)) return one
    firsts.add(unread)
    const pages = found.flatMap((other, i) => (other.unread === unread ? [pictures[i]?.page ?? 0] : []))
    const problem: Problem = { message: `第 ${runsOf(pages)} 页${REASONS[unread]}` }
    return { ...one, problems: [...one.problems, problem] }
  })
}

const REASONS: Readonly<Record<Unread, string>> = {
  unruled: '是扫描图或照片，没有认出表格线，没有读入。若自评表在这些页里，请提供电子版，或扫描得更清楚些。',
  noisy:
    '的墨迹比写满字的表还多得多，像是噪点、底纹或传真出错，没有读入。请擦净玻璃、去掉底纹后按 200–300 dpi 重新扫描，或提供电子版。',
  late: '没有读：这个文件要识别的内容太多。请只留自评表所在的页，按 200–300 dpi 重新扫描。',
}

/** 1、3–5 */
function runsOf(pages: readonly number[]): string {
  const runs: { from: number; to: number }[] = []
  for (const page of pages) {
    const last = runs.at(-1)
    if (last && page === last.to + 1) last.to = page
    else runs.push({ from: page, to: page })
  }
  return runs.map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`)).join('、')
}
