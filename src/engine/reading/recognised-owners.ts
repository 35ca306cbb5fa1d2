import type { Form, Indicator } from '../form.ts'
import { roleOf } from '../forms/vocabulary.ts'
import { type Marks, mark } from './marks.ts'

/** A name of an indicator read less surely may be another one. */
const HARDLY = 0.9
const HOW = '这一行的名称认得不确定，数可能属于别的项目，请对照原件'

/** Values of a row whose name was not read are no certain ones, however well they were: nobody can tell whose they are. */
export function noteUnknownOwners({ funds, indicators }: Form, marks: Marks): void {
  for (const i of funds.rows.keys())
    if (marks[`/funds/rows/${i}/source`]?.status === 'doubtful') doubt(`/funds/rows/${i}`, funds.rows[i], marks)
  for (const i of indicators.keys()) {
    const name = marks[`/indicators/${i}/name`]
    const isUnread = name?.status === 'doubtful' && (name.confidence ?? 1) <= HARDLY
    if (isUnread || isStray(indicators[i])) doubt(`/indicators/${i}`, indicators[i], marks)
  }
}

/** A row that is perhaps none: a part of another, a heading, a line behind the table. */
function isStray(row: Indicator | undefined): boolean {
  if (!row) return false
  const { name, level1, target, actual, weight, score } = row
  const isEmpty = target === null && actual === null && weight === null && score === null
  return name === null || isEmpty || isHeading(name) || (level1 !== null && isHeading(level1))
}

const isHeading = (text: string): boolean => ['level1', 'level2', 'name'].includes(roleOf(text, 'strict') ?? '')

function doubt(base: string, row: object | undefined, marks: Marks): void {
  const filled = Object.entries(row ?? {}).flatMap(([field, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [`${base}/${field}`] : [],
  )
  const noted = Object.keys(marks).filter((at) => at.startsWith(`${base}/`))
  for (const at of new Set([...filled, ...noted])) {
    const known = marks[at]
    if (known?.status === 'doubtful' || known?.status === 'missing') continue
    const how = [known?.how, HOW].filter(Boolean).join('；')
    mark(marks, at, { ...known, status: 'doubtful', how, confidence: Math.min(HARDLY, known?.confidence ?? 1) })
  }
}
