import type { Problem } from '#engine'
import { type Found, inOrder } from '../page-grid.ts'
import type { Region } from '../pdf/lattice.ts'
import type { Box } from '../pdf/page.ts'
import { ruledPageOf } from './image-lattice.ts'
import { paperOf } from './paper.ts'
import type { Raster } from './raster.ts'
import { lineReader } from './read-lines.ts'
import { readTexts } from './read-page.ts'
import { recogniser } from './recogniser.ts'
import { skewOf, straightened } from './skew.ts'

export type ReadPage = Found & { readonly problems: readonly Problem[] }
/** Reads one page's picture; `page` counts from 1. */
export type ReadPicture = (raster: Raster, page: number) => Promise<ReadPage>

/** Once the recogniser is loaded; undefined where its model was not provided. */
export async function imageReader(): Promise<ReadPicture | undefined> {
  const engine = await recogniser()
  if (!engine) return undefined
  const read = lineReader(engine)
  return async (raster, page) => {
    const paper = paperOf(raster)
    const ruled = ruledPageOf(straightened(paper, skewOf(paper)))
    const { inside, free } = await readTexts(ruled, read)
    const factor = 72 / ruled.paper.dpi
    const points = (box: Box): Box => scaled(box, factor)
    const regions = new Map<Region, Region>(
      ruled.lattice.regions.map((region) => [region, { ...region, box: points(region.box) }]),
    )
    const lattice = {
      ...ruled.lattice,
      xs: ruled.lattice.xs.map((x) => x * factor),
      ys: ruled.lattice.ys.map((y) => y * factor),
      regions: [...regions.values()],
    }
    const texts = new Map([...inside].map(([region, text]) => [regions.get(region) ?? region, text]))
    const chunks = free.map((line) => line.map((chunk) => ({ ...chunk, box: points(chunk.box) })))
    return { ...inOrder(lattice, texts, chunks, page), xs: lattice.xs, isScan: true, problems: [] }
  }
}

function scaled({ left, right, top, bottom }: Box, factor: number): Box {
  return { left: left * factor, right: right * factor, top: top * factor, bottom: bottom * factor }
}
