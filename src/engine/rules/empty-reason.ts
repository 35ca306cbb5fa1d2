import { REVIEW } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { opening, rowNumbers } from '../facts/place.ts'
import { isBlank } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import type { Form, Indicator } from '../form.ts'
import { compact } from '../values/text.ts'
import { soundForm } from './sound-form.ts'

export const emptyReason: Rule = {
  id: 'empty-reason',
  code: 'R05',
  title: '原因要有内容，不能千篇一律',
  severity: 'warning',
  why: '“正常”“已完成”说明不了为什么没有完成；几行写同一句话，等于没有分析。',
  basis: { ...REVIEW, clause: '原因分析流于形式' },

  checkRow({ row, at, label }) {
    const { reason, score, weight } = row
    if (!isShortWithReason(row) || !HOLLOW.test(compact(reason ?? ''))) return undefined
    return {
      at: [`${at}/reason`],
      message: `${label}：得 ${score} 分（满分 ${weight} 分），原因只写“${reason}”。`,
      advice: '写明是什么事、什么时候、影响了多少，以及怎样改进。',
    }
  },

  *check({ form }) {
    const short = shortRows(form)
    const [first = 0] = short
    if (short.length < 3) return
    const reasons = new Set(short.map((i) => compact(form.indicators[i]?.reason ?? '')))
    if (reasons.size !== 1) return
    yield {
      at: short.map((i) => `/indicators/${i}/reason`),
      message: `${rowNumbers(short)}的原因完全一样：“${reasonOf(form, first)}”，共 ${short.length} 行。`,
      advice: '逐行写各自的原因和改进措施。',
    }
  },

  examples: {
    valid: { 有内容: soundForm() },
    invalid: { 只写正常: { form: soundForm({ 'indicators.2.reason': '正常' }), at: ['/indicators/2/reason'] } },
  },
}

const HOLLOW =
  /^(?:正常|已完成|完成|无偏差|基本完成|按计划|按实际|实际情况|客观原因|其他|不可抗力|见附件|同上|略)[。.]?$/

function isShortWithReason({ score, weight, reason }: Indicator): boolean {
  return score !== null && weight !== null && score < weight && !isBlank(reason)
}

const shortRows = rowsWhere(isShortWithReason)

function reasonOf(form: Form, i: number): string {
  return opening(form.indicators[i]?.reason, 20)
}
