import { compareRatio } from '../decimal.ts'
import { isCost, isQuantityRow } from '../facts/levels.ts'
import { formatShare, type Light, lightOf, paceOf } from '../facts/pace.ts'
import { rowLabel, rowLabels } from '../facts/place.ts'
import { isDoubtful } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import type { Form, Indicator } from '../form.ts'
import type { Policy } from '../policy/policy.ts'
import { comparable, meets } from '../scoring/steps.ts'
import { soundMonitoring, watchedRow } from './sound-kinds.ts'

export const monitoringProgress: Rule = {
  id: 'monitoring-progress',
  code: 'M02',
  title: '指标进度要跟上时间进度',
  severity: 'warning',
  kinds: ['monitoring'],
  why: '数量指标按月折算就能看出赶不赶得上；年中发现，还来得及纠偏。',
  basis: {
    document: '绩效系统的监控亮灯（observed practice，不是规定）',
    clause: '数量指标按月折算：低于 60% 红，60%–80% 黄，120% 以上蓝；有上限的超过即红',
    verified: true,
  },

  *check({ form, policy }) {
    const month = form.throughMonth
    if (month === null || month === undefined) return
    const ahead: number[] = []
    for (const [i, row] of form.indicators.entries()) {
      if (isDoubtful(form, `/indicators/${i}/actual`) || isDoubtful(form, `/indicators/${i}/target`)) continue
      const state = stateOf(row, month, policy)
      if (!state) continue
      if (state.light === 'blue') ahead.push(i)
      if (state.light !== 'red' && state.light !== 'yellow') continue
      yield {
        at: [`/indicators/${i}/actual/text`],
        severity: state.light === 'red' ? 'warning' : 'notice',
        message: `${rowLabel(form, i)}：目标 ${row.target?.text ?? ''}，1–${month} 月 ${row.actual?.text ?? ''}，${state.what}，${state.light === 'red' ? '红灯' : '黄灯'}。`,
        advice: '写明偏差原因、全年预计完成情况和纠偏办法。',
      }
    }
    if (ahead.length > 0) yield aheadOf(form, ahead, policy)
  },

  examples: {
    valid: {
      跟上进度: soundMonitoring(),
      没有月份: soundMonitoring({ throughMonth: undefined, 'indicators.0.actual': '1条' }),
    },
    invalid: {
      红灯: { form: soundMonitoring({ 'indicators.0.actual': '3条' }), at: ['/indicators/0/actual/text'] },
      黄灯: { form: soundMonitoring({ 'indicators.0.actual': '5条' }), at: ['/indicators/0/actual/text'] },
      超前: { form: soundMonitoring({ 'indicators.0.actual': '12条' }), at: ['/indicators/0/actual/text'] },
      成本超上限: {
        form: soundMonitoring({
          'indicators.3': watchedRow(['产出指标', '成本指标'], '清淤成本', ['≤40万元', '43万元', '60万元']),
        }),
        at: ['/indicators/3/actual/text'],
      },
    },
  },
}

function aheadOf(form: Form, rows: readonly number[], { monitoring }: Policy) {
  return {
    at: rows.map((i) => `/indicators/${i}/actual/text`),
    severity: 'notice' as const,
    message: `${rowLabels(form, rows)}：进度达到按月折算目标的 ${formatShare(monitoring.pace.blue)} 以上，蓝灯。`,
    advice: '核对数字；目标明显偏低的，下年申报时调高。',
  }
}

/** What a row's light is and why; undefined where target and actual are no two numbers of one unit. */
function stateOf(
  row: Indicator,
  month: number,
  policy: Policy,
): { readonly light: Light; readonly what: string } | undefined {
  const { target, actual } = row
  if (target?.kind !== 'quantity' || actual?.kind !== 'quantity') return undefined
  const pair = comparable(target, actual)
  if ('why' in pair) return undefined
  const isUpper = target.operator === '≤' || target.operator === '<' || isCost(row)
  if (isUpper) {
    const order = compareRatio(pair.actual, pair.target)
    const isInside = meets(target.operator === '=' ? '≤' : target.operator, order) ?? order <= 0
    return isInside ? undefined : { light: 'red', what: '已超过上限' }
  }
  // 比率不随月份累加，只折算计数的数量指标。
  if (!isQuantityRow(row) || target.unit === '%') return undefined
  const pace = paceOf(pair.actual, pair.target, month)
  return pace === undefined
    ? undefined
    : { light: lightOf(pace, policy), what: `是按月折算目标的 ${formatShare(pace)}` }
}
