import type { Form } from '../form.ts'
import { familyOf, level1Of, level2Of } from '../forms/vocabulary.ts'
import { type Marks, mark } from './marks.ts'

/**
 * A first level that was not read, or read as no level of any form, is the one its second level belongs to in the national
 * frame. It stays doubtful: a form may have a frame of its own. A second level that is itself in doubt tells nothing.
 */
export function mendLevels(form: Form, marks: Marks): Form {
  const indicators = form.indicators.map((row, i) => {
    const [at, below] = [`/indicators/${i}/level1`, `/indicators/${i}/level2`]
    const reading = marks[at]
    const isUnread = reading?.status === 'doubtful' || reading?.status === 'missing'
    const isSureBelow = marks[below]?.status !== 'doubtful' && marks[below]?.status !== 'missing'
    if (!isUnread || !isSureBelow || (row.level1 !== null && level1Of(row.level1))) return row
    const level2 = row.level2 === null ? undefined : level2Of(row.level2)
    const level1 = level2?.exact ? familyOf(level2.name) : null
    if (level1 === null) return row
    mark(marks, at, {
      ...reading,
      status: 'doubtful',
      raw: reading.raw ?? row.level1 ?? '',
      how: `这一格认不出，按二级指标“${level2?.name}”推出，请对照原件`,
      confidence: Math.min(0.5, reading.confidence ?? 0.5),
    })
    return { ...row, level1 }
  })
  return { ...form, indicators }
}
