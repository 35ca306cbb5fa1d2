import { columnName } from '#engine'
import type { Chart, ChartRange, Sheet } from '../sheet.ts'
import { escapeXml } from './escape-xml.ts'
import { RELATIONS, relationsXml } from './package-xml.ts'

const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart'
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main'
const PLACE = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing'

/** Content types of the parts that charts bring: one drawing a sheet, one part a chart. `first` is the number of the first chart. */
export function chartTypes(sheets: readonly Sheet[]): readonly (readonly [part: string, type: string])[] {
  return numbered(sheets).flatMap(({ sheet, charts }) => [
    [`xl/drawings/drawing${sheet}.xml`, 'application/vnd.openxmlformats-officedocument.drawing+xml'] as const,
    ...charts.map(
      ({ number }) =>
        [`xl/charts/chart${number}.xml`, 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'] as const,
    ),
  ])
}

/** The parts of all charts, and the drawing of each sheet that has some. `names` are the sheets' names in the workbook. */
export function chartParts(sheets: readonly Sheet[], names: readonly string[]): Readonly<Record<string, string>> {
  const parts: Record<string, string> = {}
  for (const { sheet, source, charts } of numbered(sheets)) {
    parts[`xl/worksheets/_rels/sheet${sheet}.xml.rels`] = relationsXml([
      ['rId1', `${RELATIONS}/drawing`, `../drawings/drawing${sheet}.xml`],
    ])
    parts[`xl/drawings/drawing${sheet}.xml`] = drawingXml(charts.map(({ chart }) => chart))
    parts[`xl/drawings/_rels/drawing${sheet}.xml.rels`] = relationsXml(
      charts.map(({ number }, i) => [`rId${i + 1}`, `${RELATIONS}/chart`, `../charts/chart${number}.xml`] as const),
    )
    for (const { chart, number } of charts)
      parts[`xl/charts/chart${number}.xml`] = chartXml(chart, source, names[sheet - 1] ?? '')
  }
  return parts
}

function numbered(sheets: readonly Sheet[]) {
  let number = 0
  return sheets
    .map((source, i) => ({
      sheet: i + 1,
      source,
      charts: (source.charts ?? []).map((chart) => ({ chart, number: ++number })),
    }))
    .filter(({ charts }) => charts.length > 0)
}

function drawingXml(charts: readonly Chart[]): string {
  const anchors = charts.map(({ title, at: [fromColumn, fromRow, toColumn, toRow] }, i) => {
    const corner = (tag: string, column: number, row: number) =>
      `<xdr:${tag}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${tag}>`
    return (
      `<xdr:twoCellAnchor>${corner('from', fromColumn, fromRow)}${corner('to', toColumn, toRow)}` +
      `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${i + 2}" name="${escapeXml(title)}" descr="${escapeXml(title)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>` +
      `<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>` +
      `<a:graphic><a:graphicData uri="${CHART}"><c:chart xmlns:c="${CHART}" r:id="rId${i + 1}"/></a:graphicData></a:graphic>` +
      `</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`
    )
  })
  return `<xdr:wsDr xmlns:xdr="${PLACE}" xmlns:a="${DRAWING}" xmlns:r="${RELATIONS}">${anchors.join('')}</xdr:wsDr>`
}

/** A bar chart of one series. Bars lie when names are long (`bars`), stand when they have an order (`columns`). */
function chartXml(chart: Chart, sheet: Sheet, name: string): string {
  const { title, kind, categories, values } = chart
  const lying = kind === 'bars'
  const text = (words: string, size: number) =>
    `<c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="${size}" b="0"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="${size}" b="0"/><a:t>${escapeXml(words)}</a:t></a:r></a:p></c:rich></c:tx>`
  const axis = (tag: string, id: number, other: number, place: string, rest: string) =>
    `<c:${tag}><c:axId val="${id}"/><c:scaling><c:orientation val="${lying && tag === 'catAx' ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/>` +
    `<c:axPos val="${place}"/>${rest}<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="${other}"/><c:crosses val="autoZero"/></c:${tag}>`
  return (
    `<c:chartSpace xmlns:c="${CHART}" xmlns:a="${DRAWING}" xmlns:r="${RELATIONS}"><c:roundedCorners val="0"/><c:chart>` +
    `<c:title>${text(title, 1200)}<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>` +
    `<c:barChart><c:barDir val="${lying ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>` +
    `<c:ser><c:idx val="0"/><c:order val="0"/><c:spPr><a:solidFill><a:srgbClr val="2F6DB5"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>` +
    `<c:dLbls><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>` +
    `<c:cat><c:strRef><c:f>${reference(name, categories)}</c:f><c:strCache>${cache(sheet, categories)}</c:strCache></c:strRef></c:cat>` +
    `<c:val><c:numRef><c:f>${reference(name, values)}</c:f><c:numCache><c:formatCode>General</c:formatCode>${cache(sheet, values)}</c:numCache></c:numRef></c:val>` +
    `</c:ser><c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>` +
    axis('catAx', 1, 2, lying ? 'l' : 'b', '') +
    axis(
      'valAx',
      2,
      1,
      lying ? 'b' : 'l',
      `<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="0" sourceLinked="0"/>`,
    ) +
    `</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`
  )
}

function reference(name: string, { column, firstRow, lastRow }: ChartRange): string {
  const letter = columnName(column + 1)
  return `${escapeXml(`'${name.replaceAll("'", "''")}'`)}!$${letter}$${firstRow + 1}:$${letter}$${lastRow + 1}`
}

/** What the range holds, so that a viewer that doesn't calculate shows the chart as well. */
function cache({ cells }: Sheet, { column, firstRow, lastRow }: ChartRange): string {
  const points: string[] = []
  for (let row = firstRow; row <= lastRow; row++) {
    const text = cells.find((cell) => cell.row === row && cell.column === column)?.text ?? ''
    points.push(`<c:pt idx="${row - firstRow}"><c:v>${escapeXml(text)}</c:v></c:pt>`)
  }
  return `<c:ptCount val="${points.length}"/>${points.join('')}`
}
