import {
  type FundPlan,
  fundBlock,
  goalBlock,
  headLine,
  type IndicatorPlan,
  indicatorBlock,
  labelled,
  note,
  title,
  totalRow,
  yearLine,
} from './blocks.ts'
import type { Draft } from './draft.ts'
import type { Layout } from './layouts.ts'
import { INSIDE, LOOK, PLAIN_FUNDS, SANS, WAN, WIDE } from './layouts-department.ts'

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
  ...INSIDE,
}

const nationalFunds: FundPlan = {
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
  money: WAN,
  ...PLAIN_FUNDS,
  ...{ dash: '—', among: true },
}

/** The form of 财预〔2020〕10号 as most places print it. */
export function drawNational(draft: Draft): void {
  title(draft, '项目支出绩效自评表', 'table')
  yearLine(draft, '（YYYY年度）')
  projectHead(draft)
  fundBlock(draft, nationalFunds)
  goalBlock(draft, { caption: ['年度总体目标', 2], expected: '预期目标', actual: '实际完成情况', middle: 23 })
  indicatorBlock(draft, national)
  totalRow(draft, national, '总分')
}

function projectHead(draft: Draft): void {
  headLine(draft, [{ field: 'project', label: '项目名称', pair: 6, to: 42 }], 'ruled')
  headLine(
    draft,
    [
      { field: 'department', label: '主管部门', pair: 6, to: 21 },
      { field: 'unit', label: '实施单位', pair: 6, to: 42 },
    ],
    'ruled',
  )
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

const weightFirst: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 5],
    ['level2', '二级指标', 5],
    ['name', '三级指标', 10],
    ['weight', '分值', 3],
    ['target', '年度指标值', 5],
    ['actual', '全年完成值', 5],
    ['score', '得分', 3],
    ['reason', '未完成原因及拟采取的改进措施', 6],
  ],
  ...INSIDE,
  ...{ actual: 'inside', ordinals: true },
}

const hubeiProject: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 5],
    ['level2', '二级指标', 6],
    ['name', '三级指标', 12],
    ['target', '年初目标值(A)', 7],
    ['actual', '实际完成值(B)', 7],
    ['score', '得分', 5],
  ],
  ...INSIDE,
  points: '(分)',
}

const yunnanProject: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 5],
    ['level2', '二级指标', 5],
    ['name', '三级指标', 9],
    ['operator', '指标性质', 4],
    ['target', '指标值', 4],
    ['unit', '度量单位', 4],
    ['actual', '实际完成值', 5],
    ['weight', '分值', 3],
    ['score', '得分', 3],
    ['reason', '偏差原因分析及改进措施', 8],
  ],
  groups: [
    ['绩效指标', 3],
    ['', 1],
    ['', 1],
    ['', 1],
    ['', 1],
    ['', 1],
    ['', 1],
    ['', 1],
  ],
  ...{ levels: 'merged', points: '', target: 'bare', actual: 'bare' },
}

const hebei: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 5],
    ['level2', '二级指标', 6],
    ['name', '指标内容', 11],
    ['target', '预期指标值', 6],
    ['actual', '实际完成指标值', 6],
    ['weight', '权数', 4],
    ['score', '得分', 4],
  ],
  ...INSIDE,
}

export const projectLayouts: readonly Layout[] = [
  {
    id: 'project-national',
    kind: 'project-self-evaluation',
    width: 42,
    wishes: { sources: PROJECT, step: 10_000, frame: 'national', rows: 'usual' },
    look: { ...LOOK, font: SANS },
    draw: drawNational,
  },
  {
    id: 'project-own-columns',
    kind: 'project-self-evaluation',
    width: 50,
    wishes: {
      ...{ sources: ['总额', '财政资金', '财政专户管理资金', '单位资金', '其他资金'], step: 10_000 },
      ...{ frame: 'cost', rows: 'few' },
    },
    look: WIDE,
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
        ...PLAIN_FUNDS,
        ...{ dash: '/', rates: 'all' },
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
  {
    id: 'project-weight-first',
    kind: 'project-self-evaluation',
    width: 42,
    wishes: { sources: PROJECT, step: 10_000, frame: 'national', rows: 'usual' },
    look: LOOK,
    draw(draft) {
      title(draft, 'YYYY年度项目支出绩效自评表', 'table')
      note(draft, '单位：万元', true)
      projectHead(draft)
      fundBlock(draft, { ...nationalFunds, caption: ['预算执行情况', 6], ...{ percent: false, dash: '' } })
      goalBlock(draft, {
        caption: ['年度目标完成情况', 6],
        expected: '预期目标',
        actual: '目标实际完成情况',
        middle: 24,
      })
      indicatorBlock(draft, weightFirst)
      totalRow(draft, weightFirst, '合计')
      labelled(draft, '评价结论', 6, 'conclusion')
      labelled(draft, '存在问题', 6, 'problems')
      labelled(draft, '改进措施', 6, 'problems')
    },
  },
  {
    id: 'project-hubei',
    kind: 'project-self-evaluation',
    width: 42,
    wishes: { sources: ['年度财政资金总额'], step: 10_000, frame: 'hubei', rows: 'usual', fundWeight: 20 },
    look: LOOK,
    draw(draft) {
      title(draft, 'YYYY年度项目绩效自评表', 'paragraph')
      headLine(
        draft,
        [
          { field: 'unit', label: '单位名称', text: draft.content.department, to: 25 },
          { field: 'filedOn', label: '填报日期', to: 42 },
        ],
        'bare',
      )
      draft.truth.department = draft.content.department
      headLine(draft, [{ field: 'project', label: '项目名称', pair: 8, to: 42 }], 'ruled')
      headLine(
        draft,
        [
          { field: 'department', label: '主管部门', pair: 8, to: 23 },
          { field: 'unit', label: '项目实施单位', pair: 7, to: 42 },
        ],
        'ruled',
      )
      headLine(
        draft,
        [
          {
            field: 'none',
            label: '项目类别',
            text: '1、部门预算项目 ☑  2、市级专项 □  3、转移支付 □',
            pair: 8,
            to: 42,
          },
        ],
        'ruled',
      )
      headLine(
        draft,
        [{ field: 'none', label: '项目属性', text: '1、持续性项目 ☑  2、新增性项目 □', pair: 8, to: 42 }],
        'ruled',
      )
      fundBlock(draft, {
        caption: ['预算执行情况（万元）（20分）', 8],
        columns: [
          ['source', '', 10],
          ['annualBudget', '预算数(A)', 7],
          ['execution', '执行数(B)', 7],
          ['executionRate', '执行率(B/A)', 5],
          ['score', '得分(20分*执行率)', 5],
        ],
        money: WAN,
        ...PLAIN_FUNDS,
      })
      indicatorBlock(draft, hubeiProject)
      totalRow(draft, hubeiProject, '总分')
      labelled(draft, '偏差大或目标未完成原因分析', 8, 'problems')
      labelled(draft, '改进措施及结果应用方案', 8, 'problems')
    },
  },
  {
    id: 'project-yunnan',
    kind: 'project-self-evaluation',
    width: 50,
    wishes: { sources: PROJECT, step: 10_000, frame: 'national', rows: 'usual' },
    look: { ...WIDE, size: 8 },
    draw(draft) {
      title(draft, 'YYYY年度项目支出绩效自评表', 'table')
      note(draft, '公开15表  金额单位：万元', true)
      headLine(draft, [{ field: 'project', label: '项目名称', pair: 10, to: 50 }], 'ruled')
      headLine(
        draft,
        [
          { field: 'department', label: '主管部门', pair: 10, to: 25 },
          { field: 'unit', label: '实施单位', pair: 6, to: 50 },
        ],
        'ruled',
      )
      fundBlock(draft, {
        columns: [
          ['source', '项目资金', 14],
          ['initialBudget', '年初预算数', 8],
          ['annualBudget', '全年预算数', 8],
          ['execution', '全年执行数', 8],
          ['weight', '分值', 4],
          ['executionRate', '执行率', 4],
          ['score', '得分', 4],
        ],
        money: WAN,
        ...PLAIN_FUNDS,
        ...{ rates: 'all', dash: '—', among: true },
      })
      goalBlock(draft, { caption: ['年度总体目标', 5], expected: '预期目标', actual: '实际完成情况', middle: 27 })
      indicatorBlock(draft, yunnanProject)
      totalRow(draft, yunnanProject, '总分')
      labelled(draft, '自评等级', 10, 'grade')
    },
  },
  {
    id: 'project-hebei',
    kind: 'project-self-evaluation',
    width: 42,
    wishes: {
      ...{ sources: ['资金总额', '中央级资金', '省级资金', '地市级资金', '单位自筹'], step: 10_000 },
      ...{ frame: 'national', rows: 'few' },
    },
    look: { ...LOOK, size: 10 },
    draw(draft) {
      title(draft, '项目支出绩效自评表', 'table')
      yearLine(draft, '（YYYY年度）')
      headLine(
        draft,
        [
          { field: 'project', label: '项目名称', pair: 6, to: 26 },
          { field: 'leader', label: '项目负责人', pair: 6, to: 42 },
        ],
        'ruled',
      )
      headLine(
        draft,
        [
          { field: 'department', label: '主管部门', pair: 6, to: 26 },
          { field: 'none', label: '单位地址', text: '和安街道6号', pair: 6, to: 42 },
        ],
        'ruled',
      )
      headLine(
        draft,
        [
          { field: 'unit', label: '项目单位', pair: 6, to: 26 },
          { field: 'none', label: '计划开工时间', text: '3月1日', pair: 6, to: 42 },
        ],
        'ruled',
      )
      fundBlock(draft, {
        columns: [
          ['source', '资金来源（万元）', 12],
          ['initialBudget', '年初预算数', 9],
          ['annualBudget', '预算数', 7],
          ['execution', '实际支出数', 7],
          ['executionRate', '执行率', 7],
        ],
        money: { ...WAN, grouping: true },
        ...PLAIN_FUNDS,
        rates: 'all',
      })
      goalBlock(draft, {
        caption: ['年度绩效目标', 6],
        expected: '项目年度目标',
        actual: '年度目标完成情况',
        middle: 24,
      })
      indicatorBlock(draft, hebei)
      totalRow(draft, hebei, '总分')
      headLine(
        draft,
        [
          { field: 'contact', label: '填表人', to: 21 },
          { field: 'filedOn', label: '填表日期', to: 42 },
        ],
        'bare',
      )
    },
  },
  {
    id: 'project-long-landscape',
    kind: 'project-self-evaluation',
    width: 42,
    wishes: { sources: PROJECT, step: 10_000, frame: 'cost', rows: 'many' },
    look: { ...WIDE, size: 10 },
    draw: drawNational,
  },
  {
    id: 'project-large-print',
    kind: 'project-self-evaluation',
    width: 42,
    wishes: { sources: PROJECT, step: 1_000, frame: 'national', rows: 'usual' },
    look: { ...LOOK, size: 12, padding: 4 },
    draw(draft) {
      title(draft, '项目支出绩效自评表', 'table')
      yearLine(draft, '（YYYY年度）')
      projectHead(draft)
      fundBlock(draft, { ...nationalFunds, money: { ...WAN, places: 4 } })
      goalBlock(draft, { caption: ['年度总体目标', 2], expected: '预期目标', actual: '实际完成情况', middle: 23 })
      indicatorBlock(draft, { ...national, caption: ['绩\n效\n指\n标', 2] })
      totalRow(draft, national, '总分')
    },
  },
  {
    id: 'project-borderless',
    kind: 'project-self-evaluation',
    width: 42,
    wishes: { sources: PROJECT, step: 10_000, frame: 'national', rows: 'few' },
    look: { ...WIDE, font: SANS, borders: 'none', padding: 3 },
    draw(draft) {
      title(draft, 'YYYY年度项目支出绩效自评表', 'paragraph')
      projectHead(draft)
      fundBlock(draft, { ...nationalFunds, caption: ['项目资金（万元）', 6] })
      goalBlock(draft, { caption: ['年度总体目标', 6], expected: '预期目标', actual: '实际完成情况', middle: 24 })
      indicatorBlock(draft, weightFirst)
      totalRow(draft, weightFirst, '总分')
    },
  },
]
