/** What a field of the national integration tables holds, whatever table it stands in. */
export type Field =
  | 'year'
  | 'region'
  | 'departmentCode'
  | 'department'
  | 'unitCode'
  | 'unit'
  | 'projectCode'
  | 'project'
  | 'task'
  | 'isDeleted'
  | 'expectedGoal'
  | 'actualGoal'
  | 'level1'
  | 'level2'
  | 'name'
  | 'operator'
  | 'measure'
  | 'target'
  | 'actual'
  | 'expectedActual'
  | 'likelihood'
  | 'weight'
  | 'score'
  | 'reason'
  | 'fundSource'
  | 'initialBudget'
  | 'annualBudget'
  | 'execution'
  | 'executionRate'
  | 'executionScore'
  | 'totalScore'

/**
 * Field codes and Chinese names of 预算管理一体化系统技术标准 (财办〔2020〕13号 and after; 绩效 tables BGT_PERF_*, PM_PERF_*,
 * PM_SELF_EVAL_*, PM_PERF_SELF_*, PAY_PERF_MONITOR_INFO). Editions differ: the older ones print 指标内容 and signs apart.
 */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  year: ['FISCAL_YEAR', '预算年度', '评价年度'],
  region: ['MOF_DIV_CODE', '财政区划代码'],
  departmentCode: ['DEPT_CODE', '部门代码'],
  department: ['DEPT_NAME', '部门名称'],
  unitCode: ['AGENCY_CODE', '单位代码'],
  unit: ['AGENCY_NAME', '单位名称'],
  projectCode: ['PRO_CODE', '项目代码'],
  project: ['PRO_NAME', '项目名称'],
  task: ['PERF_TASK_ID', '监控任务主键'],
  isDeleted: ['IS_DELETED', '是否删除'],
  expectedGoal: ['KPI_TARGET', '绩效目标', '绩效年度绩效预期目标'],
  actualGoal: ['GOAL_COMP', '绩效年度目标完成情况'],
  level1: ['LV1_PERF_IND_NAME', '一级绩效指标名称'],
  level2: ['LV2_PERF_IND_NAME', '二级绩效指标名称'],
  name: ['LV3_PERF_IND_NAME', '三级绩效指标名称', 'KPI_CONTENT', '指标内容'],
  operator: ['COMPUTESIGN', '计算符号'],
  measure: ['METERUNIT', 'METE_UNIT', '计量单位'],
  target: ['KPI_VAL', '指标值'],
  actual: ['IND_COMP', '指标值完成情况', 'PERF_COMP', '绩效指标完成情况'],
  expectedActual: ['EST_PERF_ANNUAL', '绩效指标全年预计完成情况'],
  likelihood: ['COMPLETE_RATE', '完成目标可能性'],
  weight: ['IND_WEIGHT', 'WEIGHT', '权重'],
  score: ['EVAL_SCORE', '自评得分'],
  reason: ['DEVI_ANALY', '偏差分析及整改措施', 'ANA_DEV_REASONS', '偏差原因分析'],
  fundSource: ['FOUND_TYPE_NAME', 'FUND_TYPE_NAME', '资金来源名称'],
  initialBudget: ['REPLY_AMT', '年初批复数'],
  annualBudget: ['CUR_AMT', '变动后预算数'],
  execution: ['YEAR_EXE_AMT', '全年执行数'],
  executionRate: ['EXE_AMT_RATE', '资金执行率'],
  executionScore: ['EXE_SCORE', '资金执行得分'],
  totalScore: ['TOTAL_EVAL_VALUE', '单位自评得分'],
}

const BY_NAME: ReadonlyMap<string, Field> = new Map(
  Object.entries(NAMES).flatMap(([field, names]) => names.map((name) => [name, field as Field] as const)),
)

/** The field a heading names, by its code or its Chinese name; brackets (（元）) are left aside. Undefined for any other text. */
export function fieldOf(heading: string): Field | undefined {
  if (heading.length > 40) return undefined
  const plain = heading.replaceAll(/\s/g, '').replace(/[（(][^（）()]*[）)]$/, '')
  return BY_NAME.get(plain.toUpperCase())
}
