import { national2020 } from './national-2020.ts'
import type { Basis, Policy } from './policy.ts'

const COST: Basis = {
  document: '财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》',
  clause: '成本 20、产出 40、效益 20、满意度 10',
  verified: false,
}

/** Cost as a first level of its own, from the 2021 guideline for central departments. */
export const national2021Cost: Policy = {
  ...national2020,
  id: 'national-2021-cost',
  title: '全国 2021（成本为一级指标）',
  years: { from: 2021, to: null },
  basis: [COST, ...national2020.basis],
  weights: {
    ...national2020.weights,
    level1: { 成本指标: 20, 产出指标: 40, 效益指标: 20, 满意度指标: 10 },
    level2: { ...national2020.weights.level2, 产出指标: ['数量指标', '质量指标', '时效指标'] },
    basis: COST,
  },
}
