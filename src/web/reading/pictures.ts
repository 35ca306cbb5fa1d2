import { type PagePicture, pdfPictures } from '#documents'
import type { Form } from '#engine'

/** A page of the file as a picture the browser can show; sizes in points, boxes of sources are places on it. */
export type ShownPage = {
  readonly page: number
  readonly width: number
  readonly height: number
  readonly blob: Blob
}

/** Pages beyond this are not drawn: a form has few, a book has many. */
const MOST_PAGES = 12
const QUALITY = 0.8

/** The pages that values of these forms stand on: those read as pictures as they were read, those of a PDF with text drawn now. */
export async function shownPages(
  bytes: Uint8Array,
  format: string,
  forms: readonly Form[],
  pictures: readonly PagePicture[],
): Promise<readonly ShownPage[]> {
  // An old browser can't draw outside the page: it goes without pictures.
  if (globalThis.OffscreenCanvas === undefined) return []
  const wanted = pagesOf(forms).slice(0, MOST_PAGES)
  const ready = pictures.filter(({ page }) => wanted.includes(page))
  const lacking = wanted.filter((page) => ready.every((one) => one.page !== page))
  const drawn = format === 'pdf' && lacking.length > 0 ? await pdfPictures(bytes, lacking) : []
  const shown: ShownPage[] = []
  for (const picture of [...ready, ...drawn]) shown.push(await encoded(picture))
  return shown.sort((a, b) => a.page - b.page)
}

function pagesOf(forms: readonly Form[]): readonly number[] {
  const pages = new Set<number>()
  for (const form of forms)
    for (const { source } of Object.values(form.reading)) if (source && 'page' in source) pages.add(source.page)
  return [...pages].sort((a, b) => a - b)
}

async function encoded({ page, width, height, pixels }: PagePicture): Promise<ShownPage> {
  const canvas = new OffscreenCanvas(pixels.width, pixels.height)
  const context = canvas.getContext('2d')
  const image = new ImageData(pixels.width, pixels.height)
  const { data } = image
  for (let i = 0, at = 0; at < pixels.data.length; i += 4, at += pixels.channels) {
    const red = pixels.data[at] ?? 255
    data[i] = red
    data[i + 1] = pixels.channels === 1 ? red : (pixels.data[at + 1] ?? 255)
    data[i + 2] = pixels.channels === 1 ? red : (pixels.data[at + 2] ?? 255)
    data[i + 3] = 255
  }
  context?.putImageData(image, 0, 0)
  return { page, width, height, blob: await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY }) }
}
