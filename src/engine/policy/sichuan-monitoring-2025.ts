import { national2020 } from './national-2020.ts'
import type { Basis, Policy } from './policy.ts'

const SICHUAN: Basis = { document: '川财绩〔2025〕10号（绩效运行监控）', clause: '执行进度预警线', verified: false }

/** Sichuan monitoring: alarms on the execution rate by the month reported, from another checker's reading of the document. */
export const sichuanMonitoring2025: Policy = {
  ...national2020,
  id: 'sichuan-monitoring-2025',
  title: '四川 绩效运行监控 2025',
  jurisdiction: '四川',
  years: { from: 2025, to: null },
  kinds: ['monitoring'],
  verified: false,
  basis: [SICHUAN],
  monitoring: {
    ...national2020.monitoring,
    alarms: [
      { throughMonth: 4, executionBelow: 25 },
      { throughMonth: 6, executionBelow: 40 },
      { throughMonth: 8, executionBelow: 60 },
      { throughMonth: 10, executionBelow: 80 },
    ],
    basis: SICHUAN,
  },
}
