import type { Answered } from '#server/api'
import { analysisTexts } from '../../texts/analysis.ts'
import { commonTexts } from '../../texts/common.ts'
import { axis, type ChartOption, colour } from './chart.tsx'

type Analysis = Answered<'GET', '/api/bureaus/:region/analysis'>
export type Point = Analysis['points'][number]

/** Classes of one point from `low` to 100; full marks stand by themselves, since the spike there is what one looks for. */
export type Bin = { readonly label: string; readonly from: number; readonly to: number }

export function binsOf(points: readonly Point[]): readonly Bin[] {
  const lowest = Math.min(95, ...points.map(({ score }) => Math.floor(score)))
  const low = Math.max(0, Math.floor(lowest / 5) * 5)
  const width = 100 - low > 40 ? 5 : 1
  const bins: Bin[] = []
  for (let from = low; from < 100; from += width) bins.push({ label: `${from}`, from, to: from + width })
  return [...bins, { label: analysisTexts.fullMarks, from: 100, to: Number.POSITIVE_INFINITY }]
}

export function inBin({ score }: Point, { from, to }: Bin): boolean {
  return score >= from && score < to
}

/** How the scores are spread. */
export function scoreOption(points: readonly Point[], bins: readonly Bin[]): ChartOption {
  return {
    grid: { left: 40, right: 16, top: 16, bottom: 36 },
    tooltip: { trigger: 'axis' },
    xAxis: axis({
      type: 'category',
      data: bins.map(({ label }) => label),
      name: commonTexts.points,
      nameLocation: 'end',
    }),
    yAxis: axis({ type: 'value', minInterval: 1 }),
    series: [
      {
        type: 'bar',
        name: commonTexts.formCount,
        barCategoryGap: '10%',
        itemStyle: { color: colour('--accent') },
        data: bins.map((bin) => points.filter((point) => inBin(point, bin)).length),
      },
    ],
  }
}

/** Execution against result: high marks with little spent, and the other way round, are where to look. */
export function executionOption(points: readonly Point[]): ChartOption {
  return {
    grid: { left: 44, right: 24, top: 20, bottom: 40 },
    tooltip: { formatter: ({ dataIndex }: { dataIndex: number }) => tip(points[dataIndex]) },
    xAxis: axis({ type: 'value', name: commonTexts.executionRate, nameLocation: 'middle', nameGap: 26, scale: true }),
    yAxis: axis({ type: 'value', name: commonTexts.score, scale: true, max: 100 }),
    series: [
      {
        type: 'scatter',
        symbolSize: 8,
        itemStyle: { color: colour('--accent'), opacity: 0.7 },
        data: points.map(({ rate, score }) => [rate, score]),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colour('--amber'), type: 'dashed' },
          label: { color: colour('--soft') },
          data: [
            { xAxis: 80, name: analysisTexts.execution80 },
            { yAxis: 90, name: analysisTexts.points90 },
          ],
        },
      },
    ],
  }
}

function tip(point: Point | undefined): string {
  return point ? analysisTexts.scatterTip(escaped(point.unitName), point.score, point.rate ?? '—') : ''
}

/** Names of units come from people: what they write is text. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

type Named = { readonly label: string; readonly value: number }

/** Lying bars, the longest on top. */
export function barsOption(rows: readonly Named[], name: string, most?: number): ChartOption {
  return {
    grid: { left: 230, right: 44, top: 8, bottom: 24 },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: axis({ type: 'value', minInterval: 1, ...(most === undefined ? {} : { max: most }) }),
    yAxis: axis({
      type: 'category',
      inverse: true,
      data: rows.map(({ label }) => label),
      axisLabel: { color: colour('--ink'), width: 216, overflow: 'truncate' },
    }),
    series: [
      {
        type: 'bar',
        name,
        itemStyle: { color: colour('--accent') },
        label: { show: true, position: 'right', color: colour('--soft') },
        data: rows.map(({ value }) => value),
      },
    ],
  }
}
