import { parseRatio } from '../decimal.ts'
import { executedShare, formatShare, lightOf, paceOf } from '../facts/pace.ts'
import type { Found, Rule } from '../finding.ts'
import type { Policy } from '../policy/policy.ts'
import { soundMonitoring } from './sound-kinds.ts'

export const monitoringExecution: Rule = {
  id: 'monitoring-execution',
  code: 'M01',
  title: '预算执行要跟上时间进度',
  severity: 'warning',
  kinds: ['monitoring'],
  why: '年中执行明显落后，年底或突击花钱或大量结余；及早说明，才来得及调剂。',
  basis: {
    document: '绩效系统的监控亮灯（observed practice，不是规定）',
    clause: '执行率÷时间进度：低于 60% 红，60%–80% 黄；各地预警线见办法',
    verified: true,
  },

  *check({ form, policy }) {
    const month = form.throughMonth
    if (month === null || month === undefined) {
      yield {
        at: ['/throughMonth'],
        message: '表头没有写清监控到几月，执行进度和指标进度都没有判断。',
        advice: '在标题或栏目里写明期间，如“1–7 月执行数”。',
      }
      return
    }
    const executed = executedShare(form)
    const pace =
      executed && paceOf({ numerator: BigInt(Math.round(executed.rate * 100)), denominator: 100n }, HUNDRED, month)
    if (!executed || pace === undefined) return
    const alarm = alarmOf(policy, month, executed)
    if (alarm) yield alarm
    const light = lightOf(pace, policy)
    if (alarm || light === 'green' || light === 'blue') return
    yield {
      at: [executed.at],
      severity: light === 'red' ? 'warning' : 'notice',
      message: `资金表：1–${month} 月执行率 ${executed.shown}%，是时间进度的 ${formatShare(pace)}，${light === 'red' ? '红灯' : '黄灯'}。`,
      advice: '写明执行慢的原因和全年预计执行数；用不完的，提出调剂或收回的意见。',
    }
  },

  examples: {
    valid: { 跟上进度: soundMonitoring(), 没有执行数: soundMonitoring({ 'funds.rows.0.execution': undefined }) },
    invalid: {
      红灯: { form: soundMonitoring({ 'funds.rows.0.execution': '36.00' }), at: ['/funds/rows/0/execution'] },
      黄灯: { form: soundMonitoring({ 'funds.rows.0.execution': '54.00' }), at: ['/funds/rows/0/execution'] },
      没有月份: { form: soundMonitoring({ throughMonth: undefined }), at: ['/throughMonth'] },
    },
  },
}

const HUNDRED = parseRatio('100') ?? { numerator: 100n, denominator: 1n }

/** The place's own alarm line for the months reported, where its pack has one. */
function alarmOf(
  { monitoring }: Policy,
  month: number,
  executed: { readonly at: string; readonly rate: number; readonly shown: string },
): Found | undefined {
  const line = monitoring.alarms.find(({ throughMonth }) => month <= throughMonth)
  if (!line || executed.rate >= line.executionBelow) return undefined
  return {
    at: [executed.at],
    message: `资金表：1–${month} 月执行率 ${executed.shown}%，低于预警线 ${line.executionBelow}%（${monitoring.basis.document}）。`,
    advice: '收到预警后按当地办法，在期限内选择继续执行、调剂或取消，并写明理由。',
  }
}
