import { formatPoints } from '../decimal.ts'
import { SEEN } from '../facts/basis.ts'
import { deviationOf, formatDeviation } from '../facts/comparison.ts'
import { computedScore } from '../facts/computed-score.ts'
import { eachRow } from '../facts/each-row.ts'
import { secondLevels } from '../facts/levels.ts'
import { rowLabel } from '../facts/place.ts'
import type { Context, Found, Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { soundForm, soundRow } from './sound-form.ts'

export const unlikeScoredAlike: Rule = {
  id: 'unlike-scored-alike',
  code: 'R25',
  title: '偏差相近的得分应相近，偏差悬殊的不应同分',
  severity: 'warning',
  why: '差一点和差很多得一样的分，或一样的偏差得不一样的分，评分标准就不统一。',
  basis: { ...SEEN, clause: '偏差悬殊而同得 0 分' },

  *check({ form, policy, score }) {
    const context = { form, policy, score }
    const found = deviations(form)
    for (const { rows } of secondLevels(form)) {
      const cut = rows.flatMap((i) => {
        const one = found[i]
        return one && !isSettled(context, i) ? [{ i, ...one }] : []
      })
      const least = [...cut].sort((a, b) => Math.abs(a.deviation) - Math.abs(b.deviation))[0]
      if (!least) continue
      const said = sameForUnlike(form, least, cut, policy.thresholds.rateGap) ?? unlikeForSame(form, least, cut)
      if (said) yield said
    }
  },

  examples: {
    valid: {
      各按比例: soundForm(),
      都没扣分: soundForm({ 'indicators.6.actual': '300万元' }),
    },
    invalid: {
      悬殊而同分: {
        form: soundForm({
          'indicators.6': cost('=326万元', '325万元', 0),
          'indicators.9': cost('=150万元', '240万元', 0),
        }),
        at: ['/indicators/6/score'],
      },
      相同而不同分: {
        form: soundForm({
          'indicators.6': cost('=300万元', '330万元', 0),
          'indicators.9': cost('=150万元', '165万元', 2.4),
        }),
        at: ['/indicators/6/score', '/indicators/9/score'],
      },
    },
  },
}

type Deviant = { readonly i: number; readonly deviation: number; readonly share: number }

/** Rows that deviate and lost points for it. */
const deviations = eachRow((row) => {
  if (!row.weight || row.score === null || row.score >= row.weight) return undefined
  const deviation = deviationOf(row)
  return deviation ? { deviation, share: row.score / row.weight } : undefined
})

/** The score that a pack in force computes is no matter of likes and unlikes. */
function isSettled(context: Context, i: number): boolean {
  const row = context.policy.provisional ? undefined : computedScore(context, i)
  return row?.status === 'computed' && row.score === row.claimed
}

/** `gap` in percentage points: from so far apart on, the same share is unfair. */
function sameForUnlike(form: Form, least: Deviant, cut: readonly Deviant[], gap: number): Found | undefined {
  const most = cut
    .filter(({ share }) => share === least.share)
    .sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation))[0]
  if (!most || (Math.abs(most.deviation) - Math.abs(least.deviation)) * 100 <= gap) return undefined
  return {
    at: [`/indicators/${least.i}/score`],
    message: `${rowLabel(form, least.i)}偏差 ${formatDeviation(least.deviation)}，得 ${points(form, least.i)}；${rowLabel(form, most.i)}偏差 ${formatDeviation(most.deviation)}，也得 ${points(form, most.i)}，相差悬殊而同分。`,
    advice: '按同一标准重新计分；办法规定偏离即不得分的，在说明里写明依据。',
  }
}

function unlikeForSame(form: Form, least: Deviant, cut: readonly Deviant[]): Found | undefined {
  const other = cut.find(
    ({ i, deviation, share }) =>
      i !== least.i &&
      deviation.toFixed(4) === least.deviation.toFixed(4) &&
      Math.abs(share - least.share) > 0.02 &&
      sameSign(form, i, least.i),
  )
  if (!other) return undefined
  const [a, b] = [least, other].sort((x, y) => x.i - y.i)
  if (!a || !b) return undefined
  return {
    at: [`/indicators/${a.i}/score`, `/indicators/${b.i}/score`],
    message: `${rowLabel(form, a.i)}和${rowLabel(form, b.i)}偏差同为 ${formatDeviation(a.deviation)}，一个得 ${points(form, a.i)}，一个得 ${points(form, b.i)}。`,
    advice: '按同一标准重新计分，使同样的偏差得同样比例的分。',
  }
}

function sameSign(form: Form, i: number, k: number): boolean {
  return form.indicators[i]?.target?.operator === form.indicators[k]?.target?.operator
}

function points(form: Form, i: number): string {
  return `${formatPoints(form.indicators[i]?.score ?? 0)}/${formatPoints(form.indicators[i]?.weight ?? 0)} 分`
}

function cost(target: string, actual: string, score: number) {
  return soundRow('产出指标', '成本指标', '专项设备购置支出', target, actual, 3, score, '价格变动，下一步规范询价。')
}
