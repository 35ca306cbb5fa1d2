import { SEEN } from '../facts/basis.ts'
import { shown } from '../facts/comparison.ts'
import { rowLabel } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { goalLabel } from '../narrative/goal-items.ts'
import { goalClashes, rowClashes } from '../narrative/narrative-matches.ts'
import { soundForm } from './sound-form.ts'

export const narrativeDiffers: Rule = {
  id: 'narrative-differs',
  code: 'R11',
  title: '完成情况的文字与目标、指标的数应一致',
  severity: 'warning',
  why: '表里一个数、文字里一个数，评审不知道该信哪一个。',
  basis: { ...SEEN, clause: '文字与表内数字不一致' },

  *check({ form }) {
    for (const { row, claim, isStock } of rowClashes(form)) {
      const indicator = form.indicators[row]
      if (isStock || indicator?.actual?.kind !== 'quantity') continue
      yield {
        at: [`/indicators/${row}/actual/text`, '/goals/actual'],
        message: `${rowLabel(form, row)}：实际 ${shown(indicator.actual)}，完成情况写“${claim.clause}${claim.quantity.text}”，两处的数不同。`,
        advice: '核对台账，改正写错的一处；口径不同的（如含慰问、含往年）写明口径。',
      }
    }
    for (const { item, planned, told } of goalClashes(form)) {
      yield {
        at: ['/goals/expected', '/goals/actual'],
        message: `${goalLabel(item)}“${planned.clause}${planned.quantity.text}”，完成情况写“${told.clause}${told.quantity.text}”，计量单位不同，不能比较。`,
        advice: '完成情况按目标的单位和口径写数；换了口径的写明换算关系。',
      }
    }
  },

  examples: {
    valid: {
      一致: soundForm(),
      目标写了以上: soundForm({ 'goals.actual': '全年举办阅读推广活动50场。' }),
    },
    invalid: {
      与指标不同: {
        form: soundForm({ 'goals.actual': '开展流动图书车下乡服务83次。' }),
        at: ['/indicators/2/actual/text', '/goals/actual'],
      },
      换了单位: {
        form: soundForm({
          'goals.expected': '1.走访服务残障读者200人次；2.建成社区分馆4个。',
          'goals.actual': '走访服务残障读者家庭90户。',
        }),
        at: ['/goals/expected', '/goals/actual'],
      },
    },
  },
}
