import { national2020 } from './national-2020.ts'
import type { Basis, Policy } from './policy.ts'

const ONE_FORM: Basis = { document: '一份 2024 年度部门整体支出绩效自评表（未找到当地文件）', verified: false }

/** Provisional: derived from one filed form only. "=" is read strictly, as that form was scored. */
export const guizhouQiannan2024: Policy = {
  ...national2020,
  id: 'guizhou-qiannan-2024',
  title: '贵州·黔南 2024（暂定）',
  jurisdiction: '黔南',
  years: { from: 2024, to: 2024 },
  kinds: ['department-self-evaluation'],
  provisional: true,
  basis: [ONE_FORM],
  quantitative: { positive: 'ratio', negative: 'ratio', equal: 'strict', range: 'nearest-ratio', basis: ONE_FORM },
}
