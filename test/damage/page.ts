import type { Truth, TruthRow } from './truth.ts'

/** A form as lines of tab fields; indicator lines keep their table rows so that damage can work on them. */
export type Page = {
  readonly head: string[][]
  funds: string[][]
  readonly goals: string[][]
  table: string[][]
  readonly foot: string[][]
}

/** Fields of an indicator line. */
export const FIELD = { level1: 1, level2: 2, name: 3, target: 4, actual: 5, weight: 6, score: 7, reason: 8 } as const

export function pageOf(truth: Truth): Page {
  return {
    head: [
      ['部门整体支出绩效自评表'],
      [''],
      ['单位(盖章):', '', '', '', '', '', `填报日期: ${truth.filedOn.replaceAll('-', '')}`],
      ['部门(单位)名称', '', '', '', truth.department],
      ['', '', '', '资金来源', '年初预算数', '全年预算数(A)', '全年执行数(B)', '', '分值', '执行率', '得分'],
    ],
    funds: truth.funds.map((row, i) => fundLine(row, i === 0)),
    goals: [
      ['', '预期目标', '', '', '', '实际完成情况'],
      ['年度总体目标', truth.goals, '', '', '', truth.results],
      ['', '一级指标', '二级指标', '三级指标', '年度指标值(A)', '实际完成值(B)', '分值', '得分', '未完成原因分析'],
    ],
    table: truth.rows.map((row, i) => tableLine(row, truth.rows[i - 1])),
    foot: [['', '', '总 分'], [''], ['绩效自评结论', '优。全年任务基本完成。']],
  }
}

function fundLine(row: Truth['funds'][number], isTotal: boolean): string[] {
  const rate = 100
  const tail = isTotal ? ['10', `${rate}.00`, '10'] : ['0', '-', '-']
  return [
    isTotal ? '部门(单位)总体资金(元)' : '',
    '',
    '',
    row.source,
    row.initial,
    row.annual,
    row.execution,
    '',
    ...tail,
  ]
}

function tableLine(row: TruthRow, before: TruthRow | undefined): string[] {
  const first = row.level1 === before?.level1 ? '' : `${row.level1}(${row.points}分)`
  const second = row.level2 === before?.level2 && row.level1 === before?.level1 ? '' : row.level2
  return ['', first, second, row.name, row.target, row.actual, row.weight, row.score, row.reason]
}

export function textOf(page: Page): string {
  return [...page.head, ...page.funds, ...page.goals, ...page.table, ...page.foot]
    .map((line) => line.join('\t'))
    .join('\n')
}
