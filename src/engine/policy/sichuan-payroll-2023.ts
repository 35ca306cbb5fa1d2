import { national2020 } from './national-2020.ts'
import type { Basis, Policy } from './policy.ts'

const SICHUAN: Basis = {
  document: '四川人员类项目支出绩效自评表（2023 年公开样表）',
  clause: '表头和填报说明',
  verified: true,
}

/** Sichuan payroll projects: 90 indicator points in outputs and benefit, a reason below 90 % execution, 100 characters. */
export const sichuanPayroll2023: Policy = {
  ...national2020,
  id: 'sichuan-payroll-2023',
  title: '四川 人员类项目 2023',
  jurisdiction: '四川',
  years: { from: 2022, to: null },
  kinds: ['project-self-evaluation'],
  projectWords: ['人员', '工资', '薪酬', '社保', '公积金', '津贴'],
  verified: true,
  basis: [SICHUAN],
  weights: { ...national2020.weights, level1: { 产出指标: 60, 效益指标: 30 }, basis: SICHUAN },
  execution: { method: 'ratio', reasonBelow: 90, basis: SICHUAN },
  thresholds: { ...national2020.thresholds, heavyRow: 60, reasonLength: 100 },
}
