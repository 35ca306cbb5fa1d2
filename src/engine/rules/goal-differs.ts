import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isCost, isQuantityRow } from '../facts/levels.ts'
import { rowLabel } from '../facts/place.ts'
import type { Found, Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { goalLabel } from '../narrative/goal-items.ts'
import { agreement, type GoalClaim, matchGoals, plannedOf } from '../narrative/goal-matches.ts'
import { soundForm } from './sound-form.ts'

export const goalDiffers: Rule = {
  id: 'goal-differs',
  code: 'T14',
  title: '同一件事在目标和指标里的数应一致',
  severity: 'error',
  kinds: WITH_TARGETS,
  why: '目标写一个数，指标写另一个数，完成与否就有两种说法。',
  basis: { ...SEEN, clause: '目标文字与指标值不一致' },

  *check({ form }) {
    const byRow = new Map<number, GoalClaim[]>()
    for (const goal of matchGoals(form).claims) {
      if (goal.row === undefined || goal.item.isCut) continue
      byRow.set(goal.row, [...(byRow.get(goal.row) ?? []), goal])
    }
    for (const [row, goals] of byRow) {
      const indicator = form.indicators[row]
      if (!indicator || isCost(indicator)) continue
      if (goals.some(({ claim }) => agreement(plannedOf(indicator), claim) === 'same')) continue
      const found = goals.length > 1 ? ambiguous(form, row, goals) : differs(form, row, goals[0])
      if (found) yield found
    }
  },

  examples: {
    valid: { 一致: soundForm(), 目标没写数: soundForm({ 'goals.expected': '1.举办阅读推广活动；2.新购纸质图书。' }) },
    invalid: {
      数不同: {
        form: soundForm({ 'goals.expected': '1.举办阅读推广活动40场以上；2.新购纸质图书12000册以上。' }),
        at: ['/indicators/0/target/text', '/goals/expected'],
      },
      两项都像: {
        form: soundForm({ 'goals.expected': '1.举办少儿阅读推广活动20场；2.举办老年阅读推广活动28场。' }),
        at: ['/indicators/0/target/text', '/goals/expected'],
      },
    },
  },
}

/** Words so alike that another number is an error, not a question. */
const SURE = 0.8

function ambiguous(form: Form, row: number, goals: readonly GoalClaim[]): Found {
  const texts = goals.map(
    ({ item, claim }) => `${goalLabel(item)}“${claim.clause}${claim.quantity.text}${tail(claim.operator)}”`,
  )
  return {
    at: [`/indicators/${row}/target/text`, '/goals/expected'],
    severity: 'warning',
    message: `${rowLabel(form, row)}目标 ${shown(form.indicators[row]?.target ?? null)}，与${texts.join('、')}都像，数量、单位或“以上”不一致，分不清对应哪一项。`,
    advice: '每项目标各设一行指标，名称、数量和单位照目标写。',
  }
}

function differs(form: Form, row: number, goal: GoalClaim | undefined): Found | undefined {
  const kind = goal && agreement(plannedOf(form.indicators[row]), goal.claim)
  const indicator = form.indicators[row]
  if (!goal || !kind || kind === 'unknown' || kind === 'same') return undefined
  // 分馆 4 个 and 分馆合格率 98 % share their words, not their subject.
  if (kind === 'unit' && (!indicator || !isQuantityRow(indicator) || indicator.target?.unit === '%')) return undefined
  const words = { value: '数量不同', unit: '单位不同', operator: '一处有“以上/以内”，一处没有' }
  return {
    at: [`/indicators/${row}/target/text`, '/goals/expected'],
    severity: kind === 'value' && goal.share >= SURE ? 'error' : 'warning',
    message: `${rowLabel(form, row)}：指标目标 ${shown(form.indicators[row]?.target ?? null)}，${goalLabel(goal.item)}写“${goal.claim.clause}${goal.claim.quantity.text}${tail(goal.claim.operator)}”，${words[kind]}。`,
    advice: '对照批复的绩效目标，改正与批复不符的一处。',
  }
}

function tail(operator: string | null): string {
  return operator === '≥' ? '以上' : operator === '≤' ? '以内' : ''
}
