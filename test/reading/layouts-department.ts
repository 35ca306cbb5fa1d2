import {
  type FundPlan,
  fundBlock,
  goalBlock,
  headLine,
  headParagraph,
  type IndicatorPlan,
  indicatorBlock,
  labelled,
  note,
  sideBySide,
  title,
  totalOf,
  totalRow,
  yearLine,
} from './blocks.ts'
import type { Look } from './html.ts'
import type { Layout } from './layouts.ts'

export const SANS = 'Noto Sans CJK SC'
export const SERIF = 'Noto Serif CJK SC'
export const LOOK: Look = { orientation: 'portrait', font: SERIF, size: 9, borders: 'all', padding: 2 }
export const WIDE: Look = { ...LOOK, orientation: 'landscape' }
export const CLASSES = ['资金总额', '人员类项目', '运转类公用经费项目', '其他运转类项目', '特定目标类项目']
export const YUAN = { unit: '元', places: 2, grouping: true } as const
export const WAN = { unit: '万元', places: 2, grouping: false } as const
export const PLAIN_FUNDS = { percent: true, dash: '-', rates: 'total', among: false } as const
export const INSIDE = { levels: 'merged', points: '', target: 'inside', actual: 'without-operator' } as const

const guizhou: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 4],
    ['level2', '二级指标', 4],
    ['name', '三级指标', 8],
    ['target', '年度指标值(A)', 5],
    ['actual', '实际完成值(B)', 5],
    ['weight', '分值', 3],
    ['score', '得分', 3],
    ['reason', '未完成原因分析', 8],
  ],
  ...INSIDE,
  points: '(分)',
}

const guizhouFunds: FundPlan = {
  caption: ['部门(单位)总体资金(元)', 4],
  columns: [
    ['source', '资金来源', 8],
    ['initialBudget', '年初预算数', 6],
    ['annualBudget', '全年预算数(A)', 6],
    ['execution', '全年执行数(B)', 6],
    ['weight', '分值', 3],
    ['executionRate', '执行率(B/A)', 4],
    ['score', '得分', 3],
  ],
  money: YUAN,
  ...PLAIN_FUNDS,
  percent: false,
}

/** Weight before target, money in 万元 named above the table. */
const anhui: IndicatorPlan = {
  caption: ['绩效指标', 2],
  columns: [
    ['level1', '一级指标', 4],
    ['level2', '二级指标', 4],
    ['name', '三级指标', 9],
    ['weight', '权重', 3],
    ['target', '年度指标值', 5],
    ['actual', '实际完成值', 5],
    ['score', '得分', 3],
    ['reason', '偏差原因分析及改进措施', 7],
  ],
  ...INSIDE,
}

const tianjin: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 4],
    ['level2', '二级指标', 5],
    ['name', '指标名称', 10],
    ['operator', '计算符号', 3],
    ['target', '目标值', 4],
    ['actual', '实际完成值', 4],
    ['unit', '计量单位', 4],
    ['weight', '权重', 3],
    ['score', '自评得分', 3],
    ['reason', '未完成原因', 8],
  ],
  ...{ levels: 'merged', points: '', target: 'bare', actual: 'bare' },
}

const chongqing: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 4],
    ['level2', '二级指标', 5],
    ['name', '三级指标', 9],
    ['unit', '计量单位', 4],
    ['operator', '指标性质', 4],
    ['initialTarget', '年初指标值', 4],
    ['adjustedTarget', '调整指标值', 4],
    ['actual', '全年完成值', 4],
    ['coefficient', '得分系数(%)', 4],
    ['weight', '指标权重', 3],
    ['score', '指标得分', 3],
    ['core', '是否核心指标', 4],
  ],
  ...{ levels: 'repeated', points: '', target: 'bare', actual: 'bare' },
}

const hubei: IndicatorPlan = {
  caption: ['年度绩效指标', 3],
  columns: [
    ['level1', '一级指标', 5],
    ['level2', '二级指标', 5],
    ['name', '三级指标', 9],
    ['target', '年初目标值（A）', 6],
    ['actual', '实际完成值（B）', 6],
    ['weight', '分值', 3],
    ['score', '得分', 3],
  ],
  ...INSIDE,
  points: '（分）',
}

const hunan: IndicatorPlan = {
  caption: ['绩效指标', 2],
  columns: [
    ['level1', '一级指标', 4],
    ['level2', '二级指标', 4],
    ['name', '三级指标', 8],
    ['target', '年度指标值', 5],
    ['actual', '实际完成值', 5],
    ['weight', '分值', 3],
    ['score', '得分', 3],
    ['reason', '偏差原因分析及改进措施', 6],
  ],
  ...INSIDE,
  points: '(分)',
}

/** Two rows of headings: groups above, names below. */
const yunnan: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 4],
    ['level2', '二级指标', 5],
    ['name', '三级指标', 9],
    ['operator', '指标性质', 4],
    ['target', '指标值', 4],
    ['unit', '度量单位', 4],
    ['actual', '实际完成值', 5],
    ['weight', '分值', 3],
    ['score', '得分', 3],
    ['reason', '偏差原因分析及改进措施', 7],
  ],
  groups: [
    ['绩效指标', 3],
    ['', 1],
    ['', 1],
    ['', 1],
    ['', 1],
    ['评分', 2],
    ['', 1],
  ],
  operatorWords: true,
  ...{ levels: 'merged', points: '', target: 'bare', actual: 'bare' },
}

const unweighted: IndicatorPlan = {
  columns: [
    ['level1', '一级指标', 5],
    ['level2', '二级指标', 6],
    ['name', '三级指标', 10],
    ['target', '年度指标值', 6],
    ['actual', '全年实际值', 6],
    ['reason', '未完成原因和改进措施', 9],
  ],
  ...INSIDE,
}

/** Headings as typed into narrow cells. */
const spaced: IndicatorPlan = {
  columns: [
    ['level1', '一级\n指标', 3],
    ['level2', '二级\n指标', 4],
    ['name', '三 级 指 标', 9],
    ['target', '年度\n指标值\n（A）', 5],
    ['actual', '实际\n完成值\n（B）', 5],
    ['weight', '分 值', 2],
    ['score', '得 分', 2],
    ['reason', '未完成原因分析\n及改进措施', 8],
  ],
  ...INSIDE,
}

const spacedFunds: FundPlan = {
  caption: ['年度\n资金\n（万元）', 3],
  columns: [
    ['blank', '', 1],
    ['source', '资金来源', 8],
    ['initialBudget', '年 初\n预算数', 6],
    ['annualBudget', '全 年\n预算数', 6],
    ['execution', '全 年\n执行数', 6],
    ['weight', '分 值', 2],
    ['executionRate', '执行率', 4],
    ['score', '得 分', 2],
  ],
  money: WAN,
  ...PLAIN_FUNDS,
  dash: '',
}

const filedBy = { field: 'unit', label: '单位(盖章)', to: 24 } as const
const filedOn = { field: 'filedOn', label: '填报日期', to: 40 } as const

export const departmentLayouts: readonly Layout[] = [
  {
    id: 'dept-guizhou',
    kind: 'department-self-evaluation',
    width: 40,
    wishes: { sources: CLASSES, step: 1, frame: 'national', rows: 'usual' },
    look: LOOK,
    draw(draft) {
      title(draft, '部门整体支出绩效自评表', 'table')
      headLine(draft, [filedBy, filedOn], 'bare')
      headLine(draft, [{ field: 'department', label: '部门(单位)名称', pair: 8, to: 40 }], 'ruled')
      fundBlock(draft, guizhouFunds)
      goalBlock(draft, { caption: ['年度总体目标', 4], expected: '预期目标', actual: '实际完成情况', middle: 21 })
      indicatorBlock(draft, guizhou)
      totalRow(draft, guizhou, '总 分')
      labelled(draft, '绩效自评结论', 8, 'conclusion')
      headLine(draft, [{ field: 'contact', label: '联系人', to: 40 }], 'bare')
    },
  },
  {
    id: 'dept-guizhou-long',
    kind: 'department-self-evaluation',
    width: 40,
    wishes: { sources: CLASSES, step: 1, frame: 'national', rows: 'many' },
    look: { ...LOOK, font: SANS },
    draw(draft) {
      title(draft, '部门整体支出绩效自评表', 'table')
      headLine(draft, [filedBy, filedOn], 'bare')
      headLine(draft, [{ field: 'department', label: '部门(单位)名称', pair: 8, to: 40 }], 'ruled')
      fundBlock(draft, guizhouFunds)
      goalBlock(draft, { caption: ['年度总体目标', 4], expected: '预期目标', actual: '实际完成情况', middle: 21 })
      indicatorBlock(draft, guizhou)
      totalRow(draft, guizhou, '总 分')
      labelled(draft, '绩效自评结论', 8, 'conclusion')
    },
  },
  {
    id: 'dept-anhui',
    kind: 'department-self-evaluation',
    width: 42,
    wishes: { sources: ['年度资金总额', '基本支出', '项目支出'], step: 10_000, frame: 'national', rows: 'usual' },
    look: LOOK,
    draw(draft) {
      title(draft, 'YYYY年度部门整体支出绩效自评表', 'paragraph')
      headParagraph(draft, [
        { field: 'unit', label: '填报单位' },
        { field: 'none', label: '单位', text: '万元' },
      ])
      headLine(draft, [{ field: 'department', label: '部门名称', pair: 6, to: 42 }], 'ruled')
      fundBlock(draft, {
        caption: ['年度部门资金', 6],
        columns: [
          ['source', '资金构成', 9],
          ['initialBudget', '年初预算数', 6],
          ['annualBudget', '全年预算数', 6],
          ['execution', '全年执行数', 6],
          ['weight', '分值', 3],
          ['executionRate', '执行率', 3],
          ['score', '得分', 3],
        ],
        money: WAN,
        ...PLAIN_FUNDS,
      })
      goalBlock(draft, {
        caption: ['总体目标', 2],
        expected: '年初设定目标',
        actual: '全年目标实际完成情况',
        middle: 22,
      })
      indicatorBlock(draft, anhui)
      totalRow(draft, anhui, '合计')
    },
  },
  {
    id: 'dept-tianjin',
    kind: 'department-self-evaluation',
    width: 48,
    wishes: { sources: ['资金总额', '财政拨款', '其他资金'], step: 10_000, frame: 'national', rows: 'usual' },
    look: WIDE,
    draw(draft) {
      title(draft, '部门整体绩效自评表', 'table')
      yearLine(draft, '（YYYY年度）')
      headLine(draft, [{ field: 'department', label: '部门名称', pair: 8, to: 48 }], 'ruled')
      fundBlock(draft, {
        columns: [
          ['source', '资金来源（万元）', 12],
          ['initialBudget', '年初预算数', 8],
          ['annualBudget', '全年预算数', 8],
          ['execution', '全年执行数', 8],
          ['executionRate', '执行率', 4],
          ['weight', '分值', 4],
          ['score', '得分', 4],
        ],
        money: { ...WAN, places: 6 },
        ...PLAIN_FUNDS,
        ...{ rates: 'all', dash: '' },
      })
      goalBlock(draft, { caption: ['年度目标', 4], expected: '预期目标', actual: '目标完成情况', middle: 26 })
      indicatorBlock(draft, tianjin)
      totalRow(draft, tianjin, '总分')
      labelled(draft, '存在问题', 9, 'problems')
    },
  },
  {
    id: 'dept-chongqing',
    kind: 'department-self-evaluation',
    width: 52,
    wishes: { sources: ['资金总额'], step: 10_000, frame: 'national', rows: 'usual' },
    look: { ...WIDE, font: SANS, size: 8 },
    draw(draft) {
      title(draft, 'YYYY年度部门整体绩效自评表', 'table')
      headLine(
        draft,
        [
          { field: 'department', label: '主管部门', pair: 5, to: 18 },
          { field: 'none', label: '财政处室', text: '行政科', pair: 5, to: 36 },
          { field: 'none', label: '自评总分（分）', text: totalOf(draft), pair: 8, to: 52 },
        ],
        'ruled',
      )
      headLine(
        draft,
        [
          { field: 'contact', label: '联系人', pair: 5, to: 18 },
          { field: 'phone', label: '联系电话', pair: 5, to: 52 },
        ],
        'ruled',
      )
      fundBlock(draft, {
        caption: ['部门支出预算（万元）', 6],
        columns: [
          ['source', '', 8],
          ['initialBudget', '年初预算数', 7],
          ['annualBudget', '全年（调整）预算数', 7],
          ['execution', '全年执行数', 7],
          ['executionRate', '执行率（%）', 6],
          ['weight', '执行率权重（分）', 6],
          ['score', '执行率得分（分）', 5],
        ],
        money: WAN,
        ...PLAIN_FUNDS,
        percent: false,
      })
      goalBlock(draft, {
        caption: ['当年绩效目标', 4],
        expected: '年初绩效目标',
        actual: '全年目标实际完成情况',
        middle: 36,
        adjusted: ['全年（调整）绩效目标', 20],
      })
      indicatorBlock(draft, chongqing)
    },
  },
  {
    id: 'dept-hubei',
    kind: 'department-self-evaluation',
    width: 40,
    wishes: {
      ...{ sources: ['部门支出总额', '基本支出', '项目支出'], step: 10_000, frame: 'hubei', rows: 'usual' },
      fundWeight: 20,
    },
    look: LOOK,
    draw(draft) {
      title(draft, 'YYYY年度部门整体绩效自评表', 'table')
      headLine(draft, [{ field: 'unit', label: '填报单位', to: 24 }, filedOn], 'bare')
      headLine(draft, [{ field: 'department', label: '单位名称', pair: 8, to: 40 }], 'ruled')
      fundBlock(draft, {
        caption: ['预算执行情况（万元）（20分）', 8],
        columns: [
          ['source', '', 10],
          ['annualBudget', '预算数(A)', 7],
          ['execution', '执行数(B)', 7],
          ['executionRate', '执行率(B/A)', 4],
          ['score', '得分(20分*执行率)', 4],
        ],
        money: WAN,
        ...PLAIN_FUNDS,
        dash: '',
      })
      indicatorBlock(draft, hubei)
      totalRow(draft, hubei, '总分')
      labelled(draft, '偏差大或目标未完成原因分析', 8, 'problems')
      labelled(draft, '改进措施及结果应用方案', 8, 'problems')
      note(
        draft,
        '备注：1.预算执行情况口径：预算数为调整后财政资金总额，执行数为资金使用单位财政资金实际支出数。',
        true,
      )
      note(draft, '2.定量指标完成数汇总原则：绝对值直接累加计算，相对值按照资金额度加权平均计算。', true)
    },
  },
  {
    id: 'dept-hunan',
    kind: 'department-self-evaluation',
    width: 40,
    wishes: { sources: ['年度资金总额'], step: 10_000, frame: 'national', rows: 'usual' },
    look: WIDE,
    draw(draft) {
      note(draft, '附件2', true)
      title(draft, 'YYYY年度部门整体支出绩效自评表', 'table')
      headLine(
        draft,
        [
          { field: 'unit', label: '填报单位', to: 24 },
          { field: 'none', label: '金额单位', text: '万元', to: 40 },
        ],
        'bare',
      )
      headLine(draft, [{ field: 'department', label: '部门名称', pair: 6, to: 40 }], 'ruled')
      fundBlock(draft, {
        caption: ['年度预算申请（万元）', 6, 3],
        columns: [
          ['source', '', 10],
          ['initialBudget', '年初预算数', 5],
          ['annualBudget', '全年预算数', 5],
          ['execution', '全年执行数', 5],
          ['weight', '分值', 3],
          ['executionRate', '执行率', 3],
          ['score', '得分', 3],
        ],
        money: WAN,
        ...PLAIN_FUNDS,
      })
      sideBySide(draft, 6, WAN)
      goalBlock(draft, { caption: ['年度总体目标', 6], expected: '预期目标', actual: '实际完成情况', middle: 23 })
      indicatorBlock(draft, hunan)
      totalRow(draft, hunan, '总分')
      headLine(
        draft,
        [
          { field: 'contact', label: '填表人', to: 13 },
          { field: 'filedOn', label: '填报日期', to: 26 },
          { field: 'leader', label: '单位负责人', to: 40 },
        ],
        'bare',
      )
    },
  },
  {
    id: 'dept-yunnan',
    kind: 'department-self-evaluation',
    width: 48,
    wishes: {
      sources: ['年度资金总额', '基本支出', '项目支出', '其他资金'],
      step: 100,
      frame: 'national',
      rows: 'usual',
    },
    look: WIDE,
    draw(draft) {
      title(draft, 'YYYY年度部门整体支出绩效自评表', 'table')
      headLine(
        draft,
        [
          { field: 'department', label: '部门名称', pair: 6, to: 30 },
          { field: 'filedOn', label: '填报日期', pair: 6, to: 48 },
        ],
        'ruled',
      )
      fundBlock(draft, {
        columns: [
          ['source', '项目资金（元）', 12],
          ['initialBudget', '年初预算数', 8],
          ['annualBudget', '全年预算数', 8],
          ['execution', '全年执行数', 8],
          ['weight', '分值', 4],
          ['executionRate', '执行率', 4],
          ['score', '得分', 4],
        ],
        money: YUAN,
        ...PLAIN_FUNDS,
        among: true,
      })
      goalBlock(draft, { caption: ['年度目标', 4], expected: '预期目标', actual: '实际完成情况', middle: 25 })
      indicatorBlock(draft, yunnan)
      totalRow(draft, yunnan, '总分')
      labelled(draft, '自评等次', 9, 'grade')
    },
  },
  {
    id: 'dept-cost-first',
    kind: 'department-self-evaluation',
    width: 40,
    wishes: { sources: CLASSES, step: 10_000, frame: 'cost', rows: 'usual' },
    look: { ...LOOK, font: SANS, size: 10 },
    draw(draft) {
      title(draft, '部门整体支出绩效自评表', 'table')
      yearLine(draft, '（YYYY年度）')
      headLine(draft, [{ field: 'department', label: '预算部门名称', pair: 8, to: 40 }], 'ruled')
      fundBlock(draft, { ...guizhouFunds, caption: ['资金（万元）', 4], money: { ...WAN, places: 4 }, dash: '/' })
      goalBlock(draft, {
        caption: ['年度总体目标', 4],
        expected: '年度预期目标',
        actual: '年度目标完成情况',
        middle: 20,
      })
      indicatorBlock(draft, { ...guizhou, points: '（分）' })
      totalRow(draft, guizhou, '总分')
      labelled(draft, '自评等次', 8, 'grade')
      labelled(draft, '评价结论', 8, 'conclusion')
    },
  },
  {
    id: 'dept-unweighted',
    kind: 'department-self-evaluation',
    width: 42,
    wishes: {
      sources: ['资金总额', '人员类项目', '公用经费项目', '特定目标类项目'],
      step: 1,
      frame: 'national',
      rows: 'few',
    },
    look: LOOK,
    draw(draft) {
      title(draft, 'YYYY年度部门整体支出绩效自评表', 'table')
      headLine(draft, [{ field: 'department', label: '部门名称', pair: 6, to: 42 }], 'ruled')
      fundBlock(draft, {
        columns: [
          ['source', '资金来源（元）', 12],
          ['initialBudget', '年初预算数', 10],
          ['annualBudget', '全年预算数', 10],
          ['execution', '全年执行数', 10],
        ],
        money: { ...YUAN, grouping: false },
        ...PLAIN_FUNDS,
      })
      goalBlock(draft, { caption: ['总体目标', 5], expected: '年初目标', actual: '全年实际完成情况', middle: 24 })
      indicatorBlock(draft, unweighted)
      headLine(draft, [{ field: 'contact', label: '填报人', to: 42 }], 'bare')
    },
  },
  {
    id: 'dept-spaced-headings',
    kind: 'department-self-evaluation',
    width: 38,
    wishes: { sources: CLASSES, step: 10_000, frame: 'national', rows: 'usual' },
    look: LOOK,
    draw(draft) {
      title(draft, '部门整体支出绩效自评表', 'table')
      headLine(
        draft,
        [
          { ...filedBy, label: '填 报 单 位 （盖章）' },
          { ...filedOn, to: 38 },
        ],
        'bare',
      )
      headLine(draft, [{ field: 'department', label: '部门（单位）\n名称', pair: 7, to: 38 }], 'ruled')
      fundBlock(draft, spacedFunds)
      goalBlock(draft, {
        caption: ['年度\n总体\n目标', 3],
        expected: '预 期 目 标',
        actual: '实际完成情况',
        middle: 20,
      })
      indicatorBlock(draft, spaced)
      totalRow(draft, spaced, '总   分')
      labelled(draft, '绩效自评\n结论', 7, 'conclusion')
    },
  },
  {
    id: 'dept-across-only',
    kind: 'department-self-evaluation',
    width: 42,
    wishes: { sources: ['年度资金总额', '基本支出', '项目支出'], step: 10_000, frame: 'national', rows: 'few' },
    look: { ...WIDE, borders: 'across' },
    draw(draft) {
      title(draft, 'YYYY年度部门整体支出绩效自评表', 'paragraph')
      headLine(draft, [{ field: 'department', label: '部门名称', pair: 6, to: 42 }], 'ruled')
      fundBlock(draft, {
        columns: [
          ['source', '资金来源（万元）', 12],
          ['initialBudget', '年初预算数', 6],
          ['annualBudget', '全年预算数', 6],
          ['execution', '全年执行数', 6],
          ['weight', '分值', 4],
          ['executionRate', '执行率', 4],
          ['score', '得分', 4],
        ],
        money: { ...WAN, grouping: true },
        ...PLAIN_FUNDS,
      })
      goalBlock(draft, { caption: ['年度总体目标', 6], expected: '预期目标', actual: '实际完成情况', middle: 24 })
      indicatorBlock(draft, { ...hunan, levels: 'repeated' })
      totalRow(draft, hunan, '总分')
    },
  },
  {
    id: 'dept-borderless',
    kind: 'department-self-evaluation',
    width: 46,
    wishes: { sources: CLASSES, step: 1, frame: 'national', rows: 'few' },
    look: { ...WIDE, borders: 'none', padding: 3 },
    draw(draft) {
      title(draft, 'YYYY年度部门整体支出绩效自评表', 'table')
      headLine(draft, [{ field: 'department', label: '部门名称', pair: 8, to: 46 }], 'ruled')
      fundBlock(draft, {
        columns: [
          ['source', '资金来源（元）', 12],
          ['initialBudget', '年初预算数', 7],
          ['annualBudget', '全年预算数', 7],
          ['execution', '全年执行数', 7],
          ['weight', '分值', 4],
          ['executionRate', '执行率', 5],
          ['score', '得分', 4],
        ],
        money: YUAN,
        ...PLAIN_FUNDS,
      })
      goalBlock(draft, { caption: ['年度总体目标', 6], expected: '预期目标', actual: '实际完成情况', middle: 26 })
      indicatorBlock(draft, { ...tianjin, columns: tianjin.columns.slice(0, 9), levels: 'repeated' })
      totalRow(draft, { ...tianjin, columns: tianjin.columns.slice(0, 9) }, '总分')
    },
  },
]
