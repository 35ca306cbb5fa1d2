import { InputNumber } from 'antd'
import { analysisTexts } from '../../texts/analysis.ts'

/** The year whose forms are looked at or tried. */
export function YearField({ year, change }: { year: number; change: (year: number) => void }) {
  return (
    <InputNumber
      aria-label={analysisTexts.previewYear}
      min={2000}
      max={2100}
      precision={0}
      suffix={analysisTexts.previewYearSuffix}
      style={{ width: 150 }}
      value={year}
      onChange={(value) => value !== null && change(value)}
    />
  )
}
