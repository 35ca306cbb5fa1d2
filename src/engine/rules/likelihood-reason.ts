import { SEEN } from '../facts/basis.ts'
import { rowLabel, rowLabels } from '../facts/place.ts'
import { isLost } from '../facts/reading.ts'
import { isBlank } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { soundMonitoring } from './sound-kinds.ts'

const WORDS = { certain: '确定能', possible: '有可能', impossible: '完全不可能' } as const

export const likelihoodReason: Rule = {
  id: 'likelihood-reason',
  code: 'M03',
  title: '不能确定完成的指标要写原因',
  severity: 'warning',
  kinds: ['monitoring'],
  why: '“有可能”“完全不可能”是预警，没有原因就无从纠偏；可能性空着，这一行等于没有监控。',
  basis: { ...SEEN, document: '公开的绩效监控表填表说明（湖北黄石 2019）', clause: '后两项须说明原因和措施' },

  *check({ form }) {
    const blank: number[] = []
    for (const [i, { outlook, reason }] of form.indicators.entries()) {
      if (!outlook) continue
      const { likelihood, causes } = outlook
      if (likelihood === null && !isLost(form, `/indicators/${i}/outlook/likelihood`)) blank.push(i)
      const isOpen = likelihood === 'possible' || likelihood === 'impossible'
      if (!isOpen || !isBlank(reason) || isLost(form, `/indicators/${i}/reason`)) continue
      const named = causes.length > 0 ? `只勾了${causes.join('、')}` : '没有写偏差原因'
      yield {
        at: [`/indicators/${i}/reason`],
        message: `${rowLabel(form, i)}：完成可能性填“${WORDS[likelihood]}”，${named}，没有说明。`,
        advice: '写明偏差在哪里、为什么、准备怎么办。',
      }
    }
    // 有的表没有这一栏：一行都没有填的不算漏填。
    if (blank.length === 0 || blank.length === form.indicators.length) return
    yield {
      at: blank.map((i) => `/indicators/${i}/outlook/likelihood`),
      message: `${rowLabels(form, blank)}：没有选完成可能性。`,
      advice: '在“确定能、有可能、完全不可能”里选一项。',
    }
  },

  examples: {
    valid: {
      都确定: soundMonitoring(),
      写了原因: soundMonitoring({
        'indicators.0.outlook.likelihood': 'possible',
        'indicators.0.reason': '汛期停工，下步加派船只。',
      }),
    },
    invalid: {
      没写原因: {
        form: soundMonitoring({ 'indicators.0.outlook.likelihood': 'possible' }),
        at: ['/indicators/0/reason'],
      },
      没选: {
        form: soundMonitoring({ 'indicators.1.outlook.likelihood': undefined }),
        at: ['/indicators/1/outlook/likelihood'],
      },
    },
  },
}
