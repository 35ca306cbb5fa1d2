import * as z from 'zod'
import type { Form } from '#engine'
import { schemaMessage } from './schema-messages.ts'

const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('十进制数，按原件的位数，没有千分位')
const points = z
  .number()
  .refine((n) => Math.abs(n * 100 - Math.round(n * 100)) < 1e-6)
  .describe('分，最多两位小数')
const text = z.string().nullable()

const source = z
  .union([
    z.strictObject({ line: z.int().min(1), column: z.int().min(1) }),
    z.strictObject({ sheet: z.string(), row: z.int().min(1), column: z.int().min(1) }),
    z.strictObject({ table: z.int().min(1), row: z.int().min(1), column: z.int().min(1) }),
    z.strictObject({ page: z.int().min(1), box: z.array(z.number()).describe('左、上、右、下，点') }),
  ])
  .describe('在原件中的位置，从 1 数起')

const value = z
  .strictObject({
    text: z.string().describe('正式表上印的文字'),
    kind: z.enum(['quantity', 'range', 'date', 'qualitative', 'none']),
    operator: z.enum(['=', '≥', '>', '≤', '<']).nullable().exactOptional(),
    value: z.string().nullable().exactOptional().describe('数量为十进制数，日期为 ISO 日期'),
    min: z.string().nullable().exactOptional(),
    max: z.string().nullable().exactOptional(),
    unit: text.exactOptional().describe('度量单位'),
    outcome: z.enum(['achieved', 'partly', 'notAchieved']).nullable().exactOptional(),
  })
  .describe('指标值或完成值')

const fundRow = z.strictObject({
  source: z.string().describe('资金来源'),
  role: z.enum(['total', 'part']),
  initialBudget: decimal.nullable().describe('年初预算数'),
  annualBudget: decimal.nullable().describe('全年预算数'),
  execution: decimal.nullable().describe('全年执行数'),
  weight: points.nullable().describe('分值'),
  executionRate: decimal.nullable().describe('执行率，%'),
  score: points.nullable().describe('得分'),
  expectedExecution: decimal.nullable().exactOptional().describe('全年预计执行数，仅监控表'),
})

const outlook = z
  .strictObject({
    expected: value.nullable().describe('全年预计完成情况'),
    causes: z.array(z.string()).describe('偏差原因分类，按表上的字：经费保障、制度保障……'),
    likelihood: z
      .enum(['certain', 'possible', 'impossible'])
      .nullable()
      .describe('完成可能性：确定能、有可能、完全不可能'),
  })
  .describe('监控表对一条指标的预计')

const indicator = z.strictObject({
  level1: text.describe('一级指标'),
  level1Weight: points.nullable().describe('一级指标标明的分值'),
  level2: text.describe('二级指标'),
  name: text.describe('三级指标'),
  target: value.nullable().describe('年度指标值'),
  actual: value.nullable().describe('实际完成值'),
  weight: points.nullable().describe('分值'),
  score: points.nullable().describe('得分'),
  reason: text.describe('未完成原因分析'),
  initialTarget: value.nullable().exactOptional().describe('年初指标值，仅当表上另有调整指标值'),
  outlook: outlook.exactOptional(),
  note: text.exactOptional().describe('备注，仅监控表和申报表有这一栏时'),
  standard: text.exactOptional().describe('评分标准，仅指标体系评分表'),
  level2Weight: points.nullable().exactOptional().describe('二级指标标明的分值'),
  scoreCoefficient: decimal.nullable().exactOptional().describe('得分系数，%'),
  isCore: z.boolean().nullable().exactOptional().describe('是否核心指标'),
})

const declaration = z
  .strictObject({
    nature: text.describe('项目属性'),
    category: text.describe('项目类别'),
    leader: text.describe('项目负责人'),
    period: z
      .strictObject({ from: z.iso.date().nullable(), to: z.iso.date().nullable() })
      .describe('起止时间；只写年、月的，按首日和末日'),
    projectFunds: z
      .array(z.strictObject({ source: z.string(), role: z.enum(['total', 'part']), amount: decimal.nullable() }))
      .describe('项目资金总额及来源，含各年；本年申请额在 funds'),
    longTermGoal: text.describe('长期目标'),
    longTermIndicators: z.array(indicator).describe('长期绩效指标；年度指标在 indicators'),
    tasks: z
      .array(
        z.strictObject({
          name: text,
          content: text,
          total: decimal.nullable(),
          fiscal: decimal.nullable(),
          other: decimal.nullable(),
        }),
      )
      .describe('部门年度主要任务，金额单位同 funds.unit'),
    sections: z.array(z.strictObject({ title: z.string(), text: z.string() })).describe('立项依据等文字栏'),
  })
  .describe('只有绩效目标申报表才有的内容')

const reading = z.strictObject({
  status: z.enum(['literal', 'repaired', 'inferred', 'missing', 'doubtful']),
  raw: z.string().exactOptional(),
  how: z.string().exactOptional(),
  confidence: z.number().min(0).max(1).exactOptional(),
  source: source.exactOptional(),
  alternatives: z.array(z.string()).exactOptional(),
})

/** The form record `jiheng/form.v1`. Unknown is null, zero is 0, blank is ''. */
export const formSchema = z
  .strictObject({
    schema: z.literal('jiheng/form.v1'),
    kind: z.enum([
      'department-self-evaluation',
      'project-self-evaluation',
      'target-declaration',
      'monitoring',
      'transfer-self-evaluation',
      'indicator-framework',
      'unrecognised',
    ]),
    title: text,
    fiscalYear: z.int().nullable().describe('年度'),
    filedOn: z.iso.date().nullable().describe('填报日期'),
    department: text.describe('部门（单位）名称；项目表为主管部门'),
    unit: text.describe('单位（盖章）；项目表为实施单位'),
    project: text.describe('项目名称'),
    funds: z.strictObject({ unit: z.enum(['元', '万元']).nullable(), rows: z.array(fundRow) }),
    goals: z.strictObject({ expected: text.describe('预期目标'), actual: text.describe('实际完成情况') }),
    indicators: z.array(indicator),
    total: z.strictObject({ weight: points.nullable(), score: points.nullable() }).describe('总分'),
    grade: text.describe('等次'),
    conclusion: text.describe('绩效自评结论'),
    contact: z.strictObject({ name: text, phone: text }),
    throughMonth: z.int().min(1).max(12).nullable().exactOptional().describe('监控到几月，仅监控表'),
    declaration: declaration.exactOptional(),
    reading: z.record(z.string(), reading).describe('JSON 指针 → 在哪里读到、做过什么'),
  })
  .describe('绩效自评表的记录。null 是未知，0 是零，空文字是空白。')

/** The hand-written type of the engine is the contract; this line fails to compile when the two part. */
formSchema satisfies z.ZodType<Form>

/** A record from outside: a form, or a Chinese message for each wrong value with its JSON pointer. */
export function parseForm(json: unknown): { readonly form: Form } | { readonly problems: readonly string[] } {
  const result = formSchema.safeParse(json, { error: schemaMessage })
  if (result.success) return { form: result.data }
  return { problems: result.error.issues.map(({ path, message }) => `/${path.join('/')}：${message}`) }
}

/** The JSON Schema of the record, as published in schema/form.v1.json. */
export function formJsonSchema(): unknown {
  return { $id: 'jiheng/form.v1', title: 'jiheng/form.v1', ...z.toJSONSchema(formSchema, { target: 'draft-2020-12' }) }
}
