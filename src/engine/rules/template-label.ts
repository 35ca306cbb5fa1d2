import { SEEN } from '../facts/basis.ts'
import { rowsWhere } from '../facts/each-row.ts'
import { EVERY_KIND } from '../facts/kinds.ts'
import { rowNumbers } from '../facts/place.ts'
import type { Rule } from '../finding.ts'
import { soundForm } from './sound-form.ts'

export const templateLabel: Rule = {
  id: 'template-label',
  code: 'T27',
  title: '不应留下模板的示例文字',
  severity: 'notice',
  kinds: EVERY_KIND,
  why: '“指标1”“……”是模板里的占位，留在正式表里说明没有填完。',
  basis: { ...SEEN, clause: '模板文字未删除' },

  *check({ form }) {
    const rows = labelRows(form)
    if (rows.length === 0) return
    yield {
      at: rows.map((i) => `/indicators/${i}/name`),
      message: `${rowNumbers(rows)}的名称是模板文字“${form.indicators[rows[0] ?? 0]?.name ?? ''}”。`,
      advice: '填写真实的指标名称；用不上的行删去。',
    }
  },

  examples: {
    valid: { 真实名称: soundForm() },
    invalid: {
      指标一: { form: soundForm({ 'indicators.3.name': '指标1' }), at: ['/indicators/3/name'] },
      省略号: { form: soundForm({ 'indicators.3.name': '……' }), at: ['/indicators/3/name'] },
    },
  },
}

const LABEL = /^(?:指标\s*[\d一二三四五六七八九十]*[:：]?|[….·。]{2,}|三级指标|指标名称|[xX×]{2,}.*)$/

const labelRows = rowsWhere(({ name }) => name !== null && LABEL.test(name.trim()))
