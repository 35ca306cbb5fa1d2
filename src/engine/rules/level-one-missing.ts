import { MEASURES } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isBenefit, isOutput } from '../facts/levels.ts'
import { hasLostRows } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const levelOneMissing: Rule = {
  id: 'level-one-missing',
  code: 'A24',
  title: '应有产出指标和效益指标',
  severity: 'error',
  kinds: WITH_TARGETS,
  why: '只有产出没有效益，说不清钱花得值不值；只有效益没有产出，说不清做了什么。',
  basis: { ...MEASURES, clause: '绩效指标包括产出、效益和满意度' },

  *check({ form, policy }) {
    if (form.indicators.length === 0) {
      if (hasLostRows(form)) return
      yield {
        at: ['/indicators'],
        message: '绩效指标部分没有一行指标，应有产出指标和效益指标。',
        advice: '按批复的绩效目标表逐行填写指标、目标值和分值。',
      }
      return
    }
    if (hasLostRows(form) || form.indicators.every((row) => row.level1 === null)) return
    const expected = Object.keys(policy.weights.level1)
    const missing = KINDS.filter(
      ([name, isOne]) => expected.some((one) => one.includes(name.slice(0, 2))) && !form.indicators.some(isOne),
    ).map(([name]) => name)
    if (missing.length === 0) return
    const present = [...new Set(form.indicators.flatMap((row) => row.level1 ?? []))]
    yield {
      at: ['/indicators'],
      message: `绩效指标部分只有${present.join('、')}，缺${missing.join('、')}。`,
      advice: `按批复的绩效目标表补填${missing.join('、')}。`,
    }
  },

  examples: {
    valid: { 齐全: soundForm(), 扫描丢行: soundForm({ indicators: [], 'reading./indicators': { status: 'missing' } }) },
    invalid: {
      没有指标: { form: soundForm({ indicators: [] }), at: ['/indicators'] },
      没有效益: { form: soundForm({ indicators: soundForm().indicators.slice(0, 10) }), at: ['/indicators'] },
    },
  },
}

const KINDS = [
  ['产出指标', isOutput],
  ['效益指标', isBenefit],
] as const
