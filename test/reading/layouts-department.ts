import {
  fundBlock,
  goalBlock,
  headLine,
  type IndicatorPlan,
  indicatorBlock,
  labelled,
  title,
  totalRow,
} from './blocks.ts'
import type { Look } from './html.ts'
import type { Layout } from './layouts.ts'

export const SANS = 'Noto Sans CJK SC'
export const SERIF = 'Noto Serif CJK SC'
export const LOOK: Look = { orientation: 'portrait', font: SERIF, size: 9, borders: 'all', padding: 2 }
const CLASSES = ['资金总额', '人员类项目', '运转类公用经费项目', '其他运转类项目', '特定目标类项目']

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
  levels: 'merged',
  points: '(分)',
  target: 'inside',
  actual: 'without-operator',
}

export const departmentLayouts: readonly Layout[] = [
  {
    id: 'dept-guizhou',
    kind: 'department-self-evaluation',
    width: 40,
    wishes: { sources: CLASSES, step: 1, frame: 'national', rows: 'usual' },
    look: LOOK,
    draw(draft) {
      title(draft, '部门整体支出绩效自评表', 'table')
      headLine(
        draft,
        [
          { field: 'unit', label: '单位(盖章)', to: 24 },
          { field: 'filedOn', label: '填报日期', to: 40 },
        ],
        'bare',
      )
      headLine(draft, [{ field: 'department', label: '部门(单位)名称', pair: 8, to: 40 }], 'ruled')
      fundBlock(draft, {
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
        money: { unit: '元', places: 2, grouping: true },
        ...{ percent: false, dash: '-', rates: 'total', among: false },
      })
      goalBlock(draft, { caption: ['年度总体目标', 4], expected: '预期目标', actual: '实际完成情况', middle: 21 })
      indicatorBlock(draft, guizhou)
      totalRow(draft, guizhou, '总 分')
      labelled(draft, '绩效自评结论', 8, 'conclusion')
      headLine(draft, [{ field: 'contact', label: '联系人', to: 40 }], 'bare')
    },
  },
]
