import { cropOf, type Place } from '../check/originals.ts'
import type { ShownPage } from '../reading/pictures.ts'
import { paperTexts } from '../texts/paper.ts'

const urls = new WeakMap<Blob, string>()

/** The address of a picture, one for as long as the picture is held. */
export function addressOf({ blob }: ShownPage): string {
  const url = urls.get(blob) ?? URL.createObjectURL(blob)
  urls.set(blob, url)
  return url
}

type CropProps = {
  readonly pages: readonly ShownPage[]
  readonly place: Place
  readonly room: number
  readonly tall: number
}

/** A value as it stands in the original, cut out of its page. */
export function Crop({ pages, place, room, tall }: CropProps) {
  const page = pages.find((one) => one.page === place.page)
  if (!page) return null
  const { left, top, width, height, zoom } = cropOf(place, page, room, tall)
  return (
    <span
      className="crop"
      role="img"
      aria-label={paperTexts.cropOf(page.page)}
      style={{
        width: width * zoom,
        height: height * zoom,
        backgroundImage: `url(${addressOf(page)})`,
        backgroundSize: `${page.width * zoom}px ${page.height * zoom}px`,
        backgroundPosition: `${-left * zoom}px ${-top * zoom}px`,
      }}
    />
  )
}
