import type { CheckResult } from '../finding.ts'
import type { Form, Indicator } from '../form.ts'
import type { Policy } from '../policy/policy.ts'
import type { Score } from '../scoring/score.ts'
import { amount, fact, heading, paragraph, quoted, toFill } from './facts.ts'
import type { Block, Report, Run } from './report.ts'

export type { Block, Report, Run } from './report.ts'

/**
 * The self-evaluation report of a self-evaluation form, in the standard outline (domain.md 3.8). Every number is the form's or the
 * score's; what neither holds stands as 【待填】. Undefined for kinds that are not self-evaluations.
 */
export function reportOf({ form, score }: CheckResult, policy: Policy): Report | undefined {
  if (!/self-evaluation$/.test(form.kind)) return undefined
  const isProject = form.kind === 'project-self-evaluation'
  const subject = (isProject ? form.project : form.department) ?? form.unit ?? ''
  const year = form.fiscalYear === null ? '' : `${form.fiscalYear}年度`
  return {
    title: `${subject}${year}${isProject ? '项目支出' : form.kind === 'transfer-self-evaluation' ? '转移支付' : '部门整体支出'}绩效自评报告`,
    blocks: [
      ...basics(form, isProject),
      ...targets(form),
      ...work(form, score, policy),
      ...fulfilment(form, score),
      ...deviations(form),
      ...problems(form),
      ...measures(form),
      ...others(form),
    ],
  }
}

function basics(form: Form, isProject: boolean): readonly Block[] {
  const total = form.funds.rows.findIndex(({ role }) => role === 'total')
  const at = (key: string) => `/funds/rows/${total}/${key}`
  const sums =
    total < 0
      ? [paragraph(toFill('资金总额、全年预算和执行情况'))]
      : [
          paragraph(
            '资金总额：年初预算 ',
            amount(form, at('initialBudget'), '年初预算数'),
            '，全年预算 ',
            amount(form, at('annualBudget'), '全年预算数'),
            '，全年执行 ',
            amount(form, at('execution'), '全年执行数'),
            '，执行率 ',
            fact(form, at('executionRate'), '执行率', (rate) => `${rate}%`),
            '。按资金来源列示如下：',
          ),
        ]
  return [
    heading(1, isProject ? '一、项目基本情况' : '一、部门（单位）基本情况'),
    heading(2, isProject ? '（一）项目概况' : '（一）主要职能、机构设置和人员情况'),
    paragraph(toFill(isProject ? '立项依据、实施主体、主要内容' : '主要职能、内设机构、年末在职人数')),
    heading(2, '（二）预算安排和执行情况'),
    ...sums,
    fundTable(form),
  ]
}

function fundTable(form: Form): Block {
  return {
    kind: 'table',
    head: ['资金来源', '年初预算数', '全年预算数', '全年执行数', '执行率'],
    rows: form.funds.rows.map((_, i) => [
      [fact(form, `/funds/rows/${i}/source`, '资金来源')],
      ...(['initialBudget', 'annualBudget', 'execution'] as const).map((key) => [
        blankable(amount(form, `/funds/rows/${i}/${key}`, '')),
      ]),
      [blankable(fact(form, `/funds/rows/${i}/executionRate`, '', (rate) => `${rate}%`))],
    ]),
  }
}

/** In a table a blank cell of the form stays blank; only what was lost in the file is told. */
function blankable(run: Run): Run {
  if (run.mark === 'toFill') return { text: '', ...(run.at === undefined ? {} : { at: run.at }) }
  return run.mark === 'missing' ? { ...run, text: '【读不出】' } : run
}

function targets(form: Form): readonly Block[] {
  return [
    heading(1, '二、绩效目标设定情况'),
    ...quoted(form, '/goals/expected', '年度总体目标的预期目标'),
    paragraph(`围绕上述目标，自评表列有三级指标 ${form.indicators.length} 项：${counts(form.indicators)}。`),
  ]
}

function counts(indicators: readonly Indicator[]): string {
  const names = [...new Set(indicators.map(({ level1 }) => level1 ?? '未写明一级指标'))]
  return names
    .map((name) => `${name} ${indicators.filter(({ level1 }) => (level1 ?? '未写明一级指标') === name).length} 项`)
    .join('，')
}

function work(form: Form, score: Score, policy: Policy): readonly Block[] {
  return [
    heading(1, '三、绩效自评工作开展情况'),
    paragraph(toFill('自评的组织、分工、数据来源和核实方法')),
    paragraph(
      '自评表填报日期 ',
      fact(form, '/filedOn', '填报日期'),
      `。本报告所列“按办法计算的得分”由系统按《${policy.title}》逐项计算${policy.provisional ? '（该办法暂定，出处待核）' : ''}，${score.note ?? '计算过程可逐项查看'}。`,
    ),
  ]
}

function fulfilment(form: Form, score: Score): readonly Block[] {
  const { value, bounds } = score.total
  const range = bounds && bounds[0] !== bounds[1] ? `（可能在 ${bounds[0]}–${bounds[1]} 之间）` : ''
  const computed = value === null ? `算不出${range}（${score.total.why.replace(/。$/, '')}）` : `${value} 分${range}`
  return [
    heading(1, '四、绩效目标完成情况'),
    heading(2, '（一）总体目标完成情况'),
    ...quoted(form, '/goals/actual', '年度总体目标的实际完成情况'),
    heading(2, '（二）各项指标完成情况'),
    indicatorTable(form, score),
    heading(2, '（三）自评得分和等次'),
    paragraph(
      '自评总分 ',
      fact(form, '/total/score', '自评总分', (points) => `${points} 分`),
      '，自评等次 ',
      fact(form, '/grade', '自评等次', (grade) => `“${grade}”`),
      `；按办法计算的得分 ${computed}。`,
    ),
  ]
}

/** Its headings differ from the form's, so that a reader of the report finds one form in it: the annex. */
function indicatorTable(form: Form, score: Score): Block {
  return {
    kind: 'table',
    head: ['类别', '指标', '目标', '完成情况', '分值', '自评得分', '按办法计算'],
    rows: form.indicators.map((_, i) => {
      const at = `/indicators/${i}`
      const own = score.rows.find((row) => row.at === at)?.score
      const cell = (key: string) => [blankable(fact(form, `${at}/${key}`, ''))]
      return [
        ...['level1', 'name', 'target/text', 'actual/text', 'weight', 'score'].map(cell),
        [{ text: own === null || own === undefined ? '算不出' : String(own) }],
      ]
    }),
  }
}

function deviations(form: Form): readonly Block[] {
  const rows = form.indicators.flatMap(({ weight, score, reason }, i) => {
    const isShort = weight !== null && score !== null && score < weight
    return isShort || (reason ?? '').trim() !== '' ? [i] : []
  })
  return [
    heading(1, '五、偏离绩效目标的原因'),
    ...(rows.length === 0
      ? [paragraph('自评表各项指标没有扣分，也没有填写偏差原因。')]
      : rows.map((i) => deviation(form, i))),
  ]
}

function deviation(form: Form, i: number): Block {
  const at = `/indicators/${i}`
  return paragraph(
    fact(form, `${at}/name`, '指标名称'),
    '：指标值 ',
    fact(form, `${at}/target/text`, '指标值'),
    '，实际完成 ',
    fact(form, `${at}/actual/text`, '实际完成值'),
    '，得分 ',
    fact(form, `${at}/score`, '得分'),
    '（分值 ',
    fact(form, `${at}/weight`, '分值'),
    '）。原因：',
    fact(form, `${at}/reason`, '偏差原因'),
  )
}

function problems(form: Form): readonly Block[] {
  const short = form.indicators.filter(({ weight, score }) => weight !== null && score !== null && score < weight)
  return [
    heading(1, '六、存在的问题'),
    paragraph(
      short.length === 0 ? '自评表中没有扣分的指标。' : `自评表中 ${short.length} 项指标未得满分，见第五部分。`,
      toFill('预算管理、项目实施、绩效管理中存在的问题'),
    ),
  ]
}

function measures(form: Form): readonly Block[] {
  return [
    heading(1, '七、改进措施和结果应用'),
    ...quoted(form, '/conclusion', '绩效自评结论'),
    paragraph(toFill('下一步改进措施、责任人和时限，自评结果拟应用和公开情况')),
  ]
}

function others(form: Form): readonly Block[] {
  const open = Object.values(form.reading).filter(({ status }) => status === 'doubtful' || status === 'missing').length
  return [
    heading(1, '八、其他需要说明的情况'),
    paragraph(
      open === 0
        ? '本报告所列数据均取自所附自评表。'
        : `本报告所列数据均取自所附自评表；原件中有 ${open} 处读数存疑或读不出，已在文中标出，报送前请对照原件核定。`,
    ),
  ]
}
