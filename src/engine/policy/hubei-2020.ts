import { national2020 } from './national-2020.ts'
import type { Basis, Policy } from './policy.ts'

const HUBEI: Basis = {
  document: '鄂财绩发〔2020〕3号；湖北项目自评表填报说明',
  clause: '20/40/40；100-80-50-0',
  verified: true,
}

/** Hubei: 20 points on execution, benefit and satisfaction share 40, ratio rules capped at the weight. */
export const hubei2020: Policy = {
  ...national2020,
  id: 'hubei-2020',
  title: '湖北 2020',
  jurisdiction: '湖北',
  years: { from: 2019, to: null },
  verified: true,
  basis: [HUBEI],
  weights: {
    ...national2020.weights,
    execution: 20,
    level1: { 产出指标: 40, 效益指标: null, 满意度指标: null },
    basis: HUBEI,
  },
  qualitative: {
    bands: [
      { outcome: 'achieved', from: 0.8, to: 1 },
      { outcome: 'partly', from: 0.5, to: 0.8 },
      { outcome: 'notAchieved', from: 0, to: 0.5 },
    ],
    basis: HUBEI,
  },
}
