import { REVIEW } from '../facts/basis.ts'
import { parseMoney } from '../facts/fund-classes.ts'
import { sentencesOf } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import { claimsIn } from '../narrative/claims.ts'
import { soundForm } from './sound-form.ts'

export const cumulativeOnly: Rule = {
  id: 'cumulative-only',
  code: 'B20',
  title: '完成情况应写本年的金额',
  severity: 'warning',
  why: '自评的是一个年度。只写累计数或往年的数，看不出今年花了多少、做了什么。',
  basis: { ...REVIEW, clause: '只列累计数，缺年度数' },

  *check({ form }) {
    const amounts = sentencesOf(form.goals.actual ?? '').flatMap((sentence) =>
      claimsIn(sentence)
        .filter(({ quantity }) => parseMoney(quantity.value, quantity.unit))
        .map(({ quantity }) => ({ quantity, sentence })),
    )
    const first = amounts[0]
    if (!first || !amounts.every(({ sentence }) => isPast(sentence, form.fiscalYear))) return
    yield {
      at: ['/goals/actual'],
      message: `实际完成情况里的金额（如“${first.quantity.text}”）都是累计数或往年的数，没有${form.fiscalYear ? ` ${form.fiscalYear} 年` : '本年'}的金额。`,
      advice: '补写本年度的投入和支出，累计数另行注明起止年份。',
    }
  },

  examples: {
    valid: {
      没有金额: soundForm(),
      有本年数: soundForm({ 'goals.actual': '累计投入800万元。2024年投入142.75万元。' }),
    },
    invalid: {
      只有累计: { form: soundForm({ 'goals.actual': '项目实施以来累计投入800万元。' }), at: ['/goals/actual'] },
    },
  },
}

function isPast(sentence: string, year: number | null): boolean {
  if (/累计|历年|以来/.test(sentence)) return !/(?:本年|今年|其中.{0,4}年)/.test(sentence)
  const years = [...sentence.matchAll(/(20\d\d)年/g)].map((match) => Number(match[1]))
  return year !== null && years.length > 0 && years.every((one) => one < year)
}
