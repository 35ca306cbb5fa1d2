import { formatPoints } from '../decimal.ts'
import { FORM_NOTES } from '../facts/basis.ts'
import { WITH_POINTS } from '../facts/kinds.ts'
import { firstLevels, weightOf } from '../facts/levels.ts'
import { rowNumbers } from '../facts/place.ts'
import { hasLostRows } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const levelOneWeight: Rule = {
  id: 'level-one-weight',
  code: 'A02',
  title: '一级指标标明的分值应等于其下各行分值之和',
  severity: 'error',
  kinds: WITH_POINTS,
  needs: 'points',
  why: '两数不等，不是漏了行就是改了分值没有改标题，总分无从核对。',
  basis: { ...FORM_NOTES, clause: '各级指标分值逐级相加' },

  *check({ form }) {
    for (const { name, rows, declared } of firstLevels(form)) {
      const visible = weightOf(form, rows)
      if (declared === null || visible === undefined || visible === declared) continue
      const isScanLoss = hasLostRows(form) && visible < declared
      const gap = formatPoints(Math.abs(declared - visible) / 100)
      const found = `「${name}」标明 ${formatPoints(declared / 100)} 分，${rowNumbers(rows)}合计 ${formatPoints(visible / 100)} 分`
      yield {
        at: [`/indicators/${rows[0] ?? 0}/level1Weight`],
        severity: isScanLoss ? 'warning' : 'error',
        message: isScanLoss
          ? `${found}，缺 ${gap} 分。扫描件里有行丢失，不等于单位填错。`
          : `${found}，相差 ${gap} 分。`,
        advice: isScanLoss
          ? '从这份文件补不回丢失的行；请找原件，把缺的指标行补录齐全后再校核。'
          : '核对这一级指标下各行的分值；若有漏行请补上，若标题写错请改标题。',
      }
    }
  },

  examples: {
    valid: { 相等: soundForm(), 标题没有分值: soundForm({ 'indicators.13.level1Weight': undefined }) },
    invalid: {
      少两分: { form: soundForm({ 'indicators.0.weight': 4 }), at: ['/indicators/0/level1Weight'] },
      扫描丢行: {
        form: soundForm({ 'indicators.13.level1Weight': 15, 'reading./indicators': { status: 'missing' } }),
        at: ['/indicators/13/level1Weight'],
      },
    },
  },
}
