import { formatPoints, hundredths } from '../decimal.ts'
import { PRACTICE } from '../facts/basis.ts'
import { eachRow } from '../facts/each-row.ts'
import { WITH_POINTS } from '../facts/kinds.ts'
import { secondLevels, weightOf } from '../facts/levels.ts'
import { hasLostRows } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { soundForm } from './sound-form.ts'

export const levelTwoWeight: Rule = {
  id: 'level-two-weight',
  code: 'A03',
  title: '二级指标标明的分值应等于其下各行分值之和',
  severity: 'error',
  kinds: WITH_POINTS,
  needs: 'points',
  why: '二级指标写明分值时，它就是各行分值的合计数，两数必须相等。',
  basis: { ...PRACTICE, clause: '三级指标分值之和等于二级指标分值' },

  *check({ form }) {
    const points = pointsOfRows(form)
    if (points.size === 0) return
    for (const { name, rows } of secondLevels(form)) {
      const declared = rows.map((i) => points.get(i)).find((one) => one !== undefined)
      const visible = weightOf(form, rows)
      if (declared === undefined || visible === undefined || declared === visible) continue
      if (hasLostRows(form) && visible < declared) continue
      yield {
        at: [`/indicators/${rows[0] ?? 0}/level2`],
        message: `第 ${(rows[0] ?? 0) + 1} 行起「${name}」标明 ${formatPoints(declared / 100)} 分，其下各行合计 ${formatPoints(visible / 100)} 分。`,
        advice: '核对该二级指标下各行的分值，改正填错的一处。',
      }
    }
  },

  examples: {
    valid: { 没有标明: soundForm(), 相等: soundForm({ 'reading./indicators/4/level2': printed('质量指标（8分）') }) },
    invalid: {
      不等: {
        form: soundForm({ 'reading./indicators/4/level2': printed('质量指标（10分）') }),
        at: ['/indicators/4/level2'],
      },
    },
  },
}

const ownPoints = eachRow(({ level2Weight }) => level2Weight ?? null)

/**
 * Row → what it declares for its second level, in hundredths. Points in a column of their own stand in the record; those printed behind
 * the name only in the reading's raw.
 */
function pointsOfRows(form: Form): ReadonlyMap<number, number> {
  const points = new Map<number, number>()
  for (const at in form.reading) {
    if (!at.endsWith('/level2')) continue
    const [, row, leaf] = /^\/indicators\/(\d+)(\/level2)$/.exec(at) ?? []
    const printed = leaf && /[(（](\d+(?:\.\d+)?)分[)）]/.exec(form.reading[at]?.raw ?? '')?.[1]
    if (printed) points.set(Number(row), hundredths(Number(printed)))
  }
  for (const [i, own] of ownPoints(form).entries()) if (own !== null) points.set(i, hundredths(own))
  return points
}

function printed(raw: string) {
  return { status: 'repaired', raw, how: '标题里的分值另存', confidence: 1 }
}
