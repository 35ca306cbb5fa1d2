import type { FormKind } from '../form.ts'
import { compact } from '../values/text.ts'
import type { Sections } from './sections.ts'
import type { View } from './view.ts'

/** What a title says, most telling first: 绩效目标自评表 is no declaration, 指标评分表 no self-evaluation. */
const BY_TITLE: readonly (readonly [RegExp, FormKind])[] = [
  [/转移支付|区域.{0,4}绩效目标自评/, 'transfer-self-evaluation'],
  [/监控/, 'monitoring'],
  [/目标申报|目标审批|目标批复|绩效目标表|绩效目标.{0,4}申报/, 'target-declaration'],
  [/评价指标|指标体系|评分标准|评分表/, 'indicator-framework'],
  [/项目(?:支出)?绩效|项目自评/, 'project-self-evaluation'],
  [/部门|整体/, 'department-self-evaluation'],
]

/** The kind of a form by its title, else by the columns and labels it has; never by where anything stands. */
export function kindOf(title: string | null, hasProject: boolean, view: View, sections: Sections): FormKind {
  const plain = title === null ? null : compact(title)
  const named = plain === null ? undefined : BY_TITLE.find(([pattern]) => pattern.test(plain))?.[1]
  const isSelfEvaluation = named === 'project-self-evaluation' || named === 'department-self-evaluation'
  if (named && !isSelfEvaluation) return named
  return kindByColumns(sections) ?? named ?? kindByLabels(hasProject, view, sections)
}

/** Columns that no self-evaluation has. */
function kindByColumns({ indicators, funds }: Sections): FormKind | undefined {
  const roles = [...(indicators?.columns ?? []), ...(funds?.columns ?? [])].map(({ role }) => role)
  const has = (...wanted: readonly string[]) => roles.some((role) => wanted.includes(role))
  if (has('expectedActual', 'likelihood', 'expectedExecution')) return 'monitoring'
  if (has('standard') && !has('actual', 'target')) return 'indicator-framework'
  return undefined
}

function kindByLabels(hasProject: boolean, view: View, { indicators, start, end }: Sections): FormKind {
  if (!indicators) return 'unrecognised'
  const labels = view.rows.slice(start, end).flatMap((row) => row.map((cell) => compact(cell.text)))
  if (labels.some((text) => /^(?:专项)?转移支付(?:[(（]项目[)）])?名称/.test(text))) return 'transfer-self-evaluation'
  const roles = indicators.columns.map(({ role }) => role)
  if (!roles.includes('actual')) return 'target-declaration'
  return hasProject || labels.some((text) => /^项目名称/.test(text))
    ? 'project-self-evaluation'
    : 'department-self-evaluation'
}
