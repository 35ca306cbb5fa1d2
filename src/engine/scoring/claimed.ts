import { formatPoints, hundredths } from '../decimal.ts'
import type { Outcome } from '../form.ts'
import type { Policy } from '../policy/policy.ts'
import { formatScore, type Step } from './steps.ts'

const NAMES: Record<Outcome, string> = { achieved: '达成', partly: '部分达成', notAchieved: '未达成' }

/**
 * A row that can't be scored by its values takes the claimed score, if that lies in the band its verdict allows
 * (without a verdict: from 0 to the weight). Otherwise the score stays unknown.
 */
export function scoreClaimed(claimed: number | null, weight: number, outcome: Outcome | null, policy: Policy): Step {
  if (claimed === null) return { score: null, trace: ['没有填得分，不能采用'] }
  const band = policy.qualitative.bands.find((one) => one.outcome === outcome)
  const from = Math.round(hundredths(weight) * (band?.from ?? 0))
  const to = Math.round(hundredths(weight) * (band?.to ?? 1))
  const points = hundredths(claimed)
  const fits = points >= from && (points < to || (points === to && (band?.to ?? 1) === 1))
  const range = `${formatPoints(from / 100)}–${formatPoints(to / 100)} 分`
  const label = outcome ? `“${NAMES[outcome]}”可得 ${range}` : `没有可计算的实际值，可得 ${range}`
  if (!fits) return { score: null, trace: [label, `填报 ${formatPoints(claimed)} 分不在其中，不采用`] }
  return { score: claimed, trace: [label, '采用填报得分', formatScore(claimed)] }
}
