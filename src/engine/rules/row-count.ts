import { REVIEW } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { outputRows } from '../facts/levels.ts'
import { hasLostRows } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const rowCount: Rule = {
  id: 'row-count',
  code: 'T19',
  title: '指标数量要适当',
  severity: 'notice',
  kinds: WITH_TARGETS,
  why: '太少考核不全，太多没有重点，每行的分值也薄得没有意义。',
  basis: { ...REVIEW, clause: '指标过少或过多' },

  *check({ form }) {
    const outputs = outputRows(form).length
    if (outputs > 0 && outputs < FEW && !hasLostRows(form)) {
      yield {
        at: ['/indicators'],
        message: `绩效指标：产出指标（不含成本）只有 ${outputs} 行，少于 ${FEW} 行，难以反映全年主要工作。`,
        advice: '对照预期目标，为每项重点工作设一行产出指标。',
      }
    }
    if (form.indicators.length <= MANY) return
    yield {
      at: ['/indicators'],
      message: `绩效指标共 ${form.indicators.length} 行，多于 ${MANY} 行，重点不突出。`,
      advice: '下年编报时合并同类项，保留能反映核心职责的指标。',
    }
  },

  examples: {
    valid: { 适当: soundForm() },
    invalid: { 太少: { form: soundForm({ indicators: soundForm().indicators.slice(4) }), at: ['/indicators'] } },
  },
}

/** Habits of reviewers, not law: no document gives a number. */
const FEW = 3
const MANY = 60
