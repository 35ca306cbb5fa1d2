import { MEASURES } from '../facts/basis.ts'
import type { Rule } from '../finding.ts'
import { emptyForm } from '../form.ts'
import { soundForm } from './sound-form.ts'

export const recognisedForm: Rule = {
  id: 'recognised-form',
  code: 'A00',
  title: '应是绩效自评表',
  severity: 'error',
  why: '校核按自评表的栏目进行。不是自评表的文件，任何数都不能当作自评数据来判断。',
  basis: MEASURES,

  *check({ form }) {
    if (form.kind !== 'unrecognised') return
    const title = form.title ? `标题是“${form.title}”` : '没有标题'
    yield {
      at: ['/kind'],
      message: `表头：这不是绩效自评表，${title}，找不到资金、指标、分值、得分等栏目。`,
      advice:
        '请放入部门整体支出或项目支出绩效自评表（.xlsx、.docx 或从表中复制的文字）；若确是自评表，请保留表头各栏后重试。',
    }
  },

  examples: {
    valid: { 自评表: soundForm() },
    invalid: { 别的文件: { form: emptyForm('unrecognised'), at: ['/kind'] } },
  },
}
