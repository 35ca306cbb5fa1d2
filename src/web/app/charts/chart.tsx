import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  SVGRenderer,
])

export type ChartOption = EChartsCoreOption

type ChartProps = {
  readonly option: ChartOption
  readonly height: number
  /** What it shows, in words. */
  readonly label: string
  /** The index of the bar or point that was pressed. */
  readonly onPick?: (index: number) => void
}

/** One picture, as SVG: it prints sharp, and its colours follow the page. The table beside it says the same. */
export function Chart({ option, height, label, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    if (!box.current) return
    const chart = init(box.current, undefined, { renderer: 'svg' })
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit', color: colour('--ink') }, ...option })
    chart.on('click', ({ dataIndex }) => {
      if (typeof dataIndex === 'number') pick.current?.(dataIndex)
    })
    const watcher = new ResizeObserver(() => chart.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      chart.dispose()
    }
  }, [option])
  return <div ref={box} className="chart" style={{ height }} role="img" aria-label={label} />
}

/** A colour of the page, as it is now. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** Axes in the page's colours. */
export function axis(more: object): object {
  return {
    axisLine: { lineStyle: { color: colour('--line') } },
    axisLabel: { color: colour('--soft') },
    splitLine: { lineStyle: { color: colour('--line'), opacity: 0.5 } },
    nameTextStyle: { color: colour('--soft') },
    ...more,
  }
}
