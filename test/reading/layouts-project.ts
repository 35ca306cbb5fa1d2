import {
  fundBlock,
  goalBlock,
  headLine,
  type IndicatorPlan,
  indicatorBlock,
  title,
  totalRow,
  yearLine,
} from './blocks.ts'
import type { Layout } from './layouts.ts'
import { LOOK, SANS } from './layouts-department.ts'

const PROJECT = ['年度资金总额', '当年财政拨款', '上年结转资金', '其他资金']

const national: IndicatorPlan = {
  caption: ['绩效指标', 2],
  columns: [
    ['level1', '一级指标', 4],
    ['level2', '二级指标', 4],
    ['name', '三级指标', 9],
    ['target', '年度指标值', 5],
    ['actual', '实际完成值', 5],
    ['weight', '分值', 3],
    ['score', '得分', 3],
    ['reason', '偏差原因分析及改进措施', 7],
  ],
  ...{ levels: 'merged', points: '', target: 'inside', actual: 'without-operator' },
}

const payroll: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 5],
    ['level2', '二级指标', 5],
    ['name', '三级指标', 9],
    ['operator', '指标性质', 4],
    ['target', '年度指标值', 4],
    ['unit', '度量单位', 4],
    ['weight', '权重', 3],
    ['actual', '全年实际值', 5],
    ['score', '自评得分', 3],
    ['reason', '未完成原因分析', 8],
  ],
  ...{ levels: 'repeated', points: '', target: 'bare', actual: 'bare' },
}

export const projectLayouts: readonly Layout[] = [
  {
    id: 'project-national',
    kind: 'project-self-evaluation',
    width: 42,
    wishes: { sources: PROJECT, step: 10_000, frame: 'national', rows: 'usual' },
    look: { ...LOOK, font: SANS },
    draw(draft) {
      title(draft, '项目支出绩效自评表', 'paragraph')
      yearLine(draft, '（YYYY年度）')
      headLine(draft, [{ field: 'project', label: '项目名称', pair: 6, to: 42 }], 'ruled')
      headLine(
        draft,
        [
          { field: 'department', label: '主管部门', pair: 6, to: 21 },
          { field: 'unit', label: '实施单位', pair: 6, to: 42 },
        ],
        'ruled',
      )
      fundBlock(draft, {
        caption: ['项目资金（万元）', 6],
        columns: [
          ['source', '', 9],
          ['initialBudget', '年初预算数', 6],
          ['annualBudget', '全年预算数', 6],
          ['execution', '全年执行数', 6],
          ['weight', '分值', 3],
          ['executionRate', '执行率', 3],
          ['score', '得分', 3],
        ],
        money: { unit: '万元', places: 2, grouping: false },
        ...{ percent: true, dash: '—', rates: 'total', among: true },
      })
      goalBlock(draft, { caption: ['年度总体目标', 2], expected: '预期目标', actual: '实际完成情况', middle: 23 })
      indicatorBlock(draft, national)
      totalRow(draft, national, '总分')
    },
  },
  {
    id: 'project-own-columns',
    kind: 'project-self-evaluation',
    width: 50,
    wishes: {
      sources: ['总额', '财政资金', '财政专户管理资金', '单位资金', '其他资金'],
      step: 10_000,
      frame: 'cost',
      rows: 'few',
    },
    look: { ...LOOK, orientation: 'landscape' },
    draw(draft) {
      title(draft, 'YYYY年项目支出绩效自评表', 'table')
      headLine(
        draft,
        [
          { field: 'unit', label: '填报单位', to: 30 },
          { field: 'none', label: '金额单位', text: '万元', to: 50 },
        ],
        'bare',
      )
      headLine(
        draft,
        [
          { field: 'project', label: '项目名称', pair: 5, to: 25 },
          { field: 'department', label: '主管部门', pair: 5, to: 50 },
        ],
        'ruled',
      )
      fundBlock(draft, {
        columns: [
          ['source', '资金来源', 10],
          ['initialBudget', '年初预算数', 8],
          ['annualBudget', '调整后预算数', 8],
          ['execution', '预算执行数', 8],
          ['executionRate', '预算执行率', 6],
          ['weight', '权重', 5],
          ['score', '得分', 5],
        ],
        money: { unit: '万元', places: 4, grouping: true },
        ...{ percent: true, dash: '/', rates: 'all', among: false },
      })
      goalBlock(draft, { caption: ['目标', 5], expected: '年初绩效目标', actual: '全年目标实际完成情况', middle: 27 })
      indicatorBlock(draft, payroll)
      totalRow(draft, payroll, '合计')
      headLine(
        draft,
        [
          { field: 'leader', label: '项目负责人', to: 16 },
          { field: 'contact', label: '填报人', to: 32 },
          { field: 'phone', label: '联系电话', to: 50 },
        ],
        'bare',
      )
    },
  },
]
