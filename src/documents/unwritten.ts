import type { Form, Indicator } from '#engine'
import { officialSheet } from './official.ts'

const OPTIONAL: readonly (readonly [keyof Indicator, string])[] = [
  ['level2Weight', '二级指标分值'],
  ['scoreCoefficient', '得分系数'],
  ['isCore', '是否核心指标'],
  ['initialTarget', '年初指标值'],
  ['standard', '评分标准'],
  ['note', '备注'],
  ['outlook', '全年预计和可能性'],
]

/** What the official form of this kind has no column for, in Chinese; undefined where all that was read is written. */
export function unwrittenNote(form: Form): string | undefined {
  const shown = officialSheet(form).cells.flatMap(({ at }) => (at === undefined ? [] : [at]))
  const columns = new Set(shown.map((at) => /^\/indicators\/\d+\/(\w+)/.exec(at)?.[1]))
  const lost = OPTIONAL.flatMap(([key, label]) => {
    const rows = form.indicators.filter((row) => row[key] !== undefined && row[key] !== null)
    return rows.length === 0 || columns.has(key) ? [] : [`“${label}”（${rows.length} 条指标）`]
  })
  if (lost.length === 0) return undefined
  return `这种正式表没有${lost.join('、')}的栏，没有写出。要留全，请另存为 .json。`
}
