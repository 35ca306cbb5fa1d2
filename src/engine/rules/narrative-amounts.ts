import { SEEN } from '../facts/basis.ts'
import { agrees, type Column, fundAmount, type Money, parseMoney } from '../facts/fund-classes.ts'
import { sentencesOf } from '../facts/words.ts'
import type { Found, Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { formatFen, sumFen } from '../money.ts'
import { claimsIn } from '../narrative/claims.ts'
import { soundForm } from './sound-form.ts'

export const narrativeAmounts: Rule = {
  id: 'narrative-amounts',
  code: 'B14',
  title: '文字里的金额应加得起来，并与资金表一致',
  severity: 'warning',
  why: '文字和表格各说一个数，公开后最容易被问。',
  basis: { ...SEEN, clause: '文字金额与表内金额不一致' },

  *check({ form }) {
    for (const field of ['expected', 'actual'] as const) {
      for (const sentence of sentencesOf(form.goals[field] ?? '')) {
        const amounts = claimsIn(sentence).flatMap(({ quantity, clause }) => {
          const money = parseMoney(quantity.value, quantity.unit)
          return money ? [{ money, clause, index: quantity.index, text: quantity.text }] : []
        })
        const found = brokenSum(sentence, amounts, field) ?? againstTable(form, amounts, field)
        if (found) yield found
      }
    }
  },

  examples: {
    valid: {
      没有金额: soundForm(),
      加得起来: soundForm({
        'goals.actual': '全年支出541.75万元，分别为人员326万元、公用47.16万元、其他运转25.84万元、项目142.75万元。',
      }),
      其中只列一部分: soundForm({ 'goals.actual': '购书支出100万元，其中少儿图书30万元、期刊10万元。' }),
    },
    invalid: {
      分项多于合计: {
        form: soundForm({ 'goals.actual': '购书支出100万元，其中成人图书80万元、少儿图书30万元。' }),
        at: ['/goals/actual'],
      },
      与资金表不同: { form: soundForm({ 'goals.actual': '全年预算数为530万元，已全部下达。' }), at: ['/goals/actual'] },
    },
  },
}

type Amount = { readonly money: Money; readonly clause: string; readonly index: number; readonly text: string }

/** 共 X，其中 a、b: parts may be fewer than the whole but not more; 分别为 lists them all. */
function brokenSum(sentence: string, amounts: readonly Amount[], field: string): Found | undefined {
  const mark = /其中|包括|分别[为是]/.exec(sentence)
  const whole = amounts.findLast(({ index }) => index < (mark?.index ?? 0))
  const parts = amounts.filter(({ index }) => index > (mark?.index ?? 0))
  if (!mark || !whole || parts.length < 2) return undefined
  const sum = sumFen(parts.map(({ money }) => money.fen))
  const tolerance = [whole, ...parts].reduce((total, { money }) => total + money.tolerance, 0)
  if (sum === undefined) return undefined
  const isBroken = mark[0].startsWith('分别')
    ? Math.abs(sum - whole.money.fen) > tolerance
    : sum - whole.money.fen > tolerance
  if (!isBroken) return undefined
  return {
    at: [`/goals/${field}`],
    message: `${TITLES[field] ?? ''}写“${whole.clause}${whole.text}”，${mark[0]}各项合计 ${formatFen(sum, whole.money.unit)}，加不起来。`,
    advice: '核对合计和各项金额，改正写错的一处。',
  }
}

const NAMED: readonly (readonly [Column, RegExp, string])[] = [
  ['initialBudget', /年初(?:批复)?预算(?:总额|数)?(?:为|是|共|合计)?$/, '年初预算数'],
  ['annualBudget', /(?:全年|调整后)预算(?:总额|数)?(?:为|是|共|合计)?$/, '全年预算数'],
  ['execution', /(?:全年(?:实际)?(?:执行数|支出|执行)|总支出)(?:为|是|共|合计)?$/, '全年执行数'],
]

function againstTable(form: Form, amounts: readonly Amount[], field: string): Found | undefined {
  for (const { money, clause, text } of amounts) {
    const named = NAMED.find(([, pattern]) => pattern.test(clause))
    const fund = named && fundAmount(form, 'total', named[0])
    if (!named || !fund || agrees(money, fund)) continue
    return {
      at: [`/goals/${field}`],
      message: `${TITLES[field] ?? ''}写“${clause}${text}”，资金表${fund.source}${named[2]}为 ${formatFen(fund.fen, form.funds.unit ?? '元')}，两处不同。`,
      advice: '核对文字和资金表，改成同一个数；口径不同的写明口径。',
    }
  }
  return undefined
}

const TITLES: Readonly<Record<string, string>> = { expected: '预期目标', actual: '实际完成情况' }
