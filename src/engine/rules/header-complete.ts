import { PRACTICE } from '../facts/basis.ts'
import { WITH_TARGETS } from '../facts/kinds.ts'
import { isLost } from '../facts/reading.ts'
import { isBlank } from '../facts/words.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { soundForm } from './sound-form.ts'

export const headerComplete: Rule = {
  id: 'header-complete',
  code: 'A25',
  title: '表头的年度、单位和填报日期要填',
  severity: 'error',
  kinds: WITH_TARGETS,
  why: '没有年度和单位，表不知是谁的、哪一年的；没有日期，无法判断是否按期报送。',
  basis: { ...PRACTICE, clause: '年度、单位、日期为必填栏' },

  *check({ form }) {
    const blanks = blankFields(form).filter(([at]) => !isLost(form, at))
    if (blanks.length > 0) {
      const filled = [form.department ?? form.unit, form.fiscalYear && `${form.fiscalYear} 年`]
        .filter(Boolean)
        .join('，')
      yield {
        at: blanks.map(([at]) => at),
        message: `表头：${blanks.map(([, title]) => title).join('、')}空着${filled ? `（已填：${filled}）` : ''}。`,
        advice: '补填表头空着的栏目。',
      }
    }
    const filed = Number(form.filedOn?.slice(0, 4))
    if (!form.filedOn || form.fiscalYear === null || filed >= form.fiscalYear) return
    // 申报在上年进行。
    if (form.kind === 'target-declaration') return
    yield {
      at: ['/filedOn'],
      severity: 'warning',
      message: `表头：填报日期 ${form.filedOn}，早于评价年度 ${form.fiscalYear} 年。`,
      advice: '核对填报日期和评价年度，改正填错的一个。',
    }
  },

  examples: {
    valid: { 齐全: soundForm(), 只填部门: soundForm({ unit: undefined }) },
    invalid: {
      缺单位: { form: soundForm({ unit: undefined, department: undefined }), at: ['/department'] },
      缺日期: { form: soundForm({ filedOn: undefined }), at: ['/filedOn'] },
      日期早于年度: { form: soundForm({ filedOn: '2023-02-20' }), at: ['/filedOn'] },
    },
  },
}

const PROJECTS: readonly string[] = ['project-self-evaluation', 'transfer-self-evaluation']

function blankFields(form: Form): readonly (readonly [string, string])[] {
  const fields: (readonly [string, string])[] = []
  if (form.fiscalYear === null) fields.push(['/fiscalYear', '评价年度'])
  if (form.filedOn === null && form.kind === 'department-self-evaluation') fields.push(['/filedOn', '填报日期'])
  if (isBlank(form.department) && isBlank(form.unit)) fields.push(['/department', '部门（单位）名称'])
  if (PROJECTS.includes(form.kind) && isBlank(form.project)) fields.push(['/project', '项目名称'])
  return fields
}
