import { SEEN } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { hasLostRows } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import { type GoalItem, goalLabel } from '../narrative/goal-items.ts'
import { type GoalClaim, matchGoals } from '../narrative/goal-matches.ts'
import { soundForm } from './sound-form.ts'

const MOST_LISTED = 12

export const goalWithoutIndicator: Rule = {
  id: 'goal-without-indicator',
  code: 'T12',
  title: '预期目标里的每件事都应有指标',
  severity: 'warning',
  kinds: WITH_TARGETS,
  why: '目标写了却没有指标，这件事做没做就没人考核。',
  basis: { ...SEEN, clause: '目标内容没有对应指标' },

  *check({ form }) {
    if (form.indicators.length === 0) return
    const open = new Map<GoalItem, string[]>()
    const { claims } = matchGoals(form)
    const matched = new Set(claims.filter(({ row }) => row !== undefined).map(placeOf))
    for (const goal of claims) {
      const { item, claim, row } = goal
      if (row !== undefined || item.isCut || /元$/.test(claim.quantity.unit) || matched.has(placeOf(goal))) continue
      const texts = open.get(item) ?? []
      open.set(item, texts)
      texts.push(`${claim.clause}${claim.quantity.text}`)
    }
    if (open.size === 0) return
    const facts = [...open].map(([item, texts]) => `${goalLabel(item)}“${listed(texts)}”`)
    yield {
      at: ['/goals/expected'],
      message: `${facts.join('；')}，在指标里找不到对应的行${hasLostRows(form) ? '；也可能就在扫描丢失的行里' : ''}。`,
      advice: hasLostRows(form)
        ? '先对照原件看丢失的行里有没有；原件也没有的，补设指标或说明原因。'
        : '补设对应的指标；年中取消的工作，在完成情况里说明。',
    }
  },

  examples: {
    valid: {
      都有指标: soundForm(),
      没有目标文字: soundForm({ 'goals.expected': undefined }),
      同一句里的修饰数: soundForm({
        'goals.expected': '1.在全区11个街道举办阅读推广活动48场以上；2.新购纸质图书12000册以上。',
      }),
    },
    invalid: {
      多一项: {
        form: soundForm({ 'goals.expected': '1.举办阅读推广活动48场以上；2.修复古籍善本200册。' }),
        at: ['/goals/expected'],
      },
    },
  },
}

/** 在 11 个街道举办活动 48 场: one number of a clause is the goal, the other only describes it. */
function placeOf({ item, claim }: GoalClaim): string {
  return `${item.number ?? item.text}/${claim.start}`
}

function listed(texts: readonly string[]): string {
  const first = texts.slice(0, MOST_LISTED).join('、')
  return texts.length > MOST_LISTED ? `${first}等 ${texts.length} 件` : first
}
