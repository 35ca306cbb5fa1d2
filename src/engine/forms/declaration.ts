import type { Declaration, Form, FundRow } from '../form.ts'
import { type Marks, mark } from '../reading/marks.ts'
import { cellText } from '../reading/wrapped.ts'
import { isPlaceholder } from '../values/text.ts'
import { declaredMoney, declaredUnit, markMoney } from './declared-money.ts'
import { type Pair, pairsOf } from './pairs.ts'
import { openPeriod, parseDay, parsePeriod, yearsIn } from './period.ts'
import { type Sections, untilTables } from './sections.ts'
import { plannedGoals } from './single-goal.ts'
import { readTasks } from './tasks.ts'
import { tickedWords } from './ticks.ts'
import type { View } from './view.ts'

/** The parts of a declaration outside its indicator tables. */
export type Plan = {
  readonly declaration: Omit<Declaration, 'longTermIndicators'>
  readonly goals: Form['goals']
  readonly funds: Form['funds']
}

const NATURE = /^项目(?:属性|性质)$/
const CATEGORY = /^项目(?:类别|类型|分类)$/
const LEADER = /^(?:项目)?(?:负责人|责任人|项目联系人)$/
const PERIOD =
  /^(?:项目)?(?:起止(?:时间|年限|年度|年份|日期)|实施(?:期限?|时间|周期|年限)|执行(?:期限?|周期|年限)|建设(?:期限?|周期|年限)|周期|期限|年限)$/
const BEGIN = /^(?:项目)?(?:开始|起始)(?:时间|日期|年份)$/
const FINISH = /^(?:项目)?(?:结束|终止|完成|截止)(?:时间|日期|年份)$/
const SECTION =
  /^(?:(?:部门|单位)(?:主要)?(?:职能|职责)(?:概述|简介)?|(?:部门|单位)职能|项目(?:基本)?(?:概况|情况|内容|简介)|(?:项目)?立项(?:依据|情况|的依据)|(?:项目)?(?:申报|设立)?的?(?:可行性|必要性)(?:和(?:可行性|必要性))?(?:分析)?|项目(?:实施)?(?:进度|进展)?(?:计划|安排|方案)|(?:实施)?进度计划|保证项目实施的(?:制度、措施|制度|措施)|其他(?:需要)?(?:说明|说明的问题))$/

const isLabel = (key: string): boolean =>
  [NATURE, CATEGORY, LEADER, PERIOD, BEGIN, FINISH, SECTION].some((pattern) => pattern.test(key))

/** Read what a declaration holds besides indicators: facts of the project, money by its span of years, goals, tasks, prose. */
export function readPlan(view: View, sections: Sections, marks: Marks): Plan {
  const { start, end } = sections
  const until = sections.indicators?.row ?? end
  const caption = declaredUnit(view, sections, until)
  const table = readTasks(view, start, until, caption, marks)
  const isTask = (row: number) => table !== undefined && row >= table.from && row < table.to
  const pairs = pairsOf(view, start, end, isLabel)
  const period = periodOf(pairs, view, sections, marks)
  const money = declaredMoney(view, { from: start, to: until, skip: isTask }, caption)
  const goals = plannedGoals(view, sections, { longTerm: '/declaration/longTermGoal', year: '/goals/expected' }, marks)
  const { positions } = view.grid
  markMoney(money.project, pointers('/declaration/projectFunds', 'amount'), positions, marks)
  markMoney(doubtSpan(money.year, period), pointers('/funds/rows', 'initialBudget'), positions, marks)
  return {
    declaration: {
      nature: ticked(pairs, NATURE, '/declaration/nature', marks),
      category: ticked(pairs, CATEGORY, '/declaration/category', marks),
      leader: ticked(pairs, LEADER, '/declaration/leader', marks),
      period,
      projectFunds: money.project.map(({ source, role, amount }) => ({ source, role, amount })),
      longTermGoal: goals.longTerm,
      tasks: table?.tasks ?? [],
      sections: proseOf(pairs, view, marks),
    },
    goals: { expected: goals.year, actual: null },
    funds: { unit: money.unit, rows: money.year.map(yearRow) },
  }
}

function pointers(base: string, amount: string): (i: number) => { readonly source: string; readonly amount: string } {
  return (i) => ({ source: `${base}/${i}/source`, amount: `${base}/${i}/${amount}` })
}

/** 资金总额 without a year's word, on a project of several years: nobody can say from the form which one is meant. */
function doubtSpan(rows: ReturnType<typeof declaredMoney>['year'], { from, to }: Declaration['period']) {
  const isSeveral = from !== null && to !== null && from.slice(0, 4) !== to.slice(0, 4)
  const [total] = rows
  if (!isSeveral || !total || /年/.test(total.source)) return rows
  const how = '起止时间跨年，没有写明是项目总额还是本年申请额'
  return rows.map((row) =>
    row.amount === null
      ? row
      : { ...row, reading: { ...row.reading, status: 'doubtful' as const, how, confidence: 0.5 } },
  )
}

function yearRow({ source, role, amount }: { source: string; role: 'total' | 'part'; amount: string | null }): FundRow {
  const blank = { annualBudget: null, execution: null, weight: null, executionRate: null, score: null }
  return { source, role, initialBudget: amount, ...blank }
}

function ticked(pairs: readonly Pair[], label: RegExp, at: string, marks: Marks): string | null {
  const pair = pairs.find((one) => label.test(one.label))
  const words = pair ? tickedWords(pair.text) : null
  if (!pair || words === null || isPlaceholder(words)) return null
  const source = pair.cell.source
  mark(
    marks,
    at,
    words === pair.text
      ? { status: 'literal', source }
      : { status: 'repaired', raw: pair.text, how: '取打勾的一项', confidence: 0.95, source },
  )
  return words
}

function periodOf(pairs: readonly Pair[], view: View, sections: Sections, marks: Marks): Declaration['period'] {
  const whole = pairs.find(({ label }) => PERIOD.test(label))
  const begin = pairs.find(({ label }) => BEGIN.test(label))
  const finish = pairs.find(({ label }) => FINISH.test(label))
  if (!whole && !begin && !finish) return titlePeriod(view, sections, marks)
  const both = whole && parsePeriod(whole.text)
  const found = both ?? (whole && yearsIn(whole.text))
  const opening = whole && !found ? openPeriod(whole.text) : undefined
  const day = (which: 'from' | 'to', pair: Pair | undefined, parsed: string | undefined): string | null => {
    if (!pair || isPlaceholder(pair.text)) return null
    const at = `/declaration/period/${which}`
    const { source } = pair.cell
    const base = { raw: pair.text, source }
    if (parsed === undefined) mark(marks, at, { status: 'missing', ...base, how: '起止时间读不出' })
    else if (pair === whole && !both)
      mark(marks, at, { status: 'repaired', ...base, how: '取其中的年份', confidence: 0.9 })
    else mark(marks, at, { status: 'literal', ...base })
    return parsed ?? null
  }
  return {
    from: day('from', begin ?? whole, begin ? parseDay(begin.text, 'first') : (found?.from ?? opening)),
    to: day('to', finish ?? whole, finish ? parseDay(finish.text, 'last') : (found?.to ?? undefined)),
  }
}

/** Where no field holds it, the years in or under the title are the period. */
function titlePeriod(view: View, sections: Sections, marks: Marks): Declaration['period'] {
  for (let row = sections.title ?? sections.start; row < untilTables(sections); row++) {
    for (const { text, source } of view.rows[row] ?? []) {
      const years = text.length <= LONGEST_TITLE ? yearsIn(text) : undefined
      if (!years) continue
      for (const which of ['from', 'to']) {
        const how = '起止时间没有单列，取标题里的年份'
        mark(marks, `/declaration/period/${which}`, { status: 'repaired', raw: text, how, confidence: 0.85, source })
      }
      return years
    }
  }
  return { from: null, to: null }
}

const LONGEST_TITLE = 50

function proseOf(pairs: readonly Pair[], view: View, marks: Marks): Declaration['sections'] {
  return pairs
    .filter(({ label, text }) => SECTION.test(label) && !isPlaceholder(text))
    .map(({ label, text, cell }, i) => {
      const shown = cellText(text, view.grid.positions)
      const isAsPrinted = shown === text
      mark(marks, `/declaration/sections/${i}/text`, {
        status: isAsPrinted ? 'literal' : 'repaired',
        ...(isAsPrinted ? {} : { raw: text, how: '去掉换行留下的空格', confidence: 0.95 }),
        source: cell.source,
      })
      return { title: label, text: shown }
    })
}
