import type { Basis, Policy } from './policy.ts'

const RULES: Basis = { document: '财预〔2020〕10号《项目支出绩效评价管理办法》', verified: false }
const BANDS: Basis = {
  document: '财预〔2020〕10号；各地自评表填报说明',
  clause: '定性指标 100–80、80–60、60–0',
  verified: true,
}
const WEIGHTS: Basis = {
  document: '财预〔2020〕10号；各地自评表填报说明',
  clause: '执行率 10、产出 50、效益 30、满意度 10',
  verified: true,
}
const GRADES: Basis = {
  document: '财政部预算司关于绩效评价等级的统一口径',
  clause: '优 90、良 80、中 60',
  verified: true,
}
const LIGHTS: Basis = {
  document: '绩效系统的监控亮灯（observed practice，不是规定）',
  clause: '按月折算：低于 60% 红，60%–80% 黄，120% 以上蓝',
  verified: true,
}
const PRACTICE: Basis = { document: '绩效系统的通行做法（observed practice）', verified: false }

/** The national default. Other packs start from it and say only what differs. */
export const national2020: Policy = {
  id: 'national-2020',
  title: '全国 2020（产出含成本）',
  jurisdiction: '全国',
  years: { from: 2019, to: null },
  kinds: [
    'department-self-evaluation',
    'project-self-evaluation',
    'transfer-self-evaluation',
    'target-declaration',
    'monitoring',
  ],
  verified: false,
  provisional: false,
  basis: [RULES, WEIGHTS, BANDS, GRADES],
  weights: {
    execution: 10,
    level1: { 产出指标: 50, 效益指标: 30, 满意度指标: 10 },
    level2: {
      产出指标: ['数量指标', '质量指标', '时效指标', '成本指标'],
      效益指标: ['经济效益指标', '社会效益指标', '生态效益指标', '可持续影响指标'],
      满意度指标: ['服务对象满意度指标', '满意度指标'],
      成本指标: ['经济成本指标', '社会成本指标', '生态环境成本指标'],
    },
    basis: WEIGHTS,
  },
  execution: { method: 'ratio', reasonBelow: null, basis: RULES },
  quantitative: { positive: 'ratio', negative: 'ratio', equal: 'higher', range: 'nearest-ratio', basis: RULES },
  date: { late: 'zero', basis: { document: '财预〔2021〕101号', clause: '直接赋分', verified: false } },
  overAchievement: [
    { fromRatio: 1.2, action: 'flag' },
    { fromRatio: 1.3, action: 'requireReason' },
  ],
  qualitative: {
    bands: [
      { outcome: 'achieved', from: 0.8, to: 1 },
      { outcome: 'partly', from: 0.6, to: 0.8 },
      { outcome: 'notAchieved', from: 0, to: 0.6 },
    ],
    basis: BANDS,
  },
  grades: [
    { grade: '优', from: 90 },
    { grade: '良', from: 80 },
    { grade: '中', from: 60 },
    { grade: '差', from: 0 },
  ],
  rounding: { places: 2, mode: 'half-up', basis: PRACTICE },
  monitoring: { pace: { red: 0.6, yellow: 0.8, blue: 1.2 }, alarms: [], basis: LIGHTS },
  thresholds: {
    adjustment: 0.1,
    rateGap: 20,
    lowExecution: 80,
    heavyRow: 30,
    lowSatisfaction: 80,
    reasonLength: null,
    basis: PRACTICE,
  },
}
