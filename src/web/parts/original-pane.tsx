import { useEffect, useRef } from 'react'
import { columnName, type Grid, type Source } from '#engine'
import { cellIn, MOST_ROWS, placeIn, rowsOf } from '../check/originals.ts'
import type { ShownPage } from '../reading/pictures.ts'
import type { Original } from '../reading/steps.ts'
import { paperTexts } from '../texts/paper.ts'
import { addressOf } from './crop.tsx'

type OriginalPaneProps = {
  readonly original: Original
  /** Where the value under the pointer or in the editor stood. */
  readonly source: Source | undefined
  readonly close: () => void
}

/** What the form was read from, above the paper; the place of the value one is at is framed and kept in sight. */
export function OriginalPane({ original, source, close }: OriginalPaneProps) {
  const pane = useRef<HTMLElement>(null)
  const key = source && JSON.stringify(source)
  useEffect(() => {
    if (key === undefined) return
    pane.current?.querySelector('.here')?.scrollIntoView({ block: 'center', inline: 'nearest' })
  }, [key])
  return (
    <section className="original" ref={pane} aria-label={paperTexts.original}>
      <button type="button" className="close" onClick={close} title={paperTexts.hideOriginal}>
        {paperTexts.hide}
      </button>
      {'pages' in original ? (
        original.pages.map((page) => <Page key={page.page} page={page} original={original} source={source} />)
      ) : (
        <Grids original={original} source={source} />
      )}
    </section>
  )
}

type PageProps = { readonly page: ShownPage; readonly original: Original; readonly source: Source | undefined }

function Page({ page, original, source }: PageProps) {
  const place = placeIn(original, source)
  const [left = 0, top = 0, right = 0, bottom = 0] = place?.page === page.page ? place.box : []
  const share = (value: number, of: number) => `${(100 * value) / of}%`
  return (
    <figure style={{ aspectRatio: `${page.width} / ${page.height}` }}>
      <img src={addressOf(page)} alt={paperTexts.originalPage(page.page)} />
      {place?.page === page.page && (
        <span
          className="here"
          style={{
            left: share(left, page.width),
            top: share(top, page.height),
            width: share(right - left, page.width),
            height: share(bottom - top, page.height),
          }}
        />
      )}
      <figcaption>{paperTexts.pageNumber(page.page)}</figcaption>
    </figure>
  )
}

function Grids({
  original,
  source,
}: {
  readonly original: { readonly grids: readonly Grid[] }
  readonly source: Source | undefined
}) {
  const here = cellIn(original, source)
  return (
    <>
      {original.grids.map((grid, i) => (
        <Cells key={i} grid={grid} here={here?.grid === i ? here.cell : undefined} />
      ))}
    </>
  )
}

function Cells({ grid, here }: { readonly grid: Grid; readonly here: number | undefined }) {
  return (
    <table className="cells">
      <caption>{grid.name}</caption>
      <tbody>
        {rowsOf(grid).map((row, i) => (
          <tr key={i}>
            <th scope="row">{i + 1}</th>
            {row.map(({ index, cell }) => (
              <td
                key={index}
                className={index === here ? 'here' : undefined}
                colSpan={cell.columnSpan}
                rowSpan={Math.min(cell.rowSpan, MOST_ROWS)}
                title={columnName(cell.column + 1)}
              >
                {cell.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
