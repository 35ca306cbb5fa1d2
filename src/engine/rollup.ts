import { fundAmount, fundRowsOf } from './facts/fund-classes.ts'
import type { Decimal, Form } from './form.ts'
import { fenToDecimal, parseFen, sumFen } from './money.ts'

/** Money of one project, in 元; null where its form does not say. */
export type ProjectMoney = { readonly budget: Decimal | null; readonly executed: Decimal | null }

/** One column of the department's form beside the sum of its projects, in 元. Null: one of the two sides is not known. */
export type RollUpLine = {
  readonly column: 'annualBudget' | 'execution'
  /** The fund rows of the department that projects belong to. */
  readonly source: string
  readonly department: Decimal | null
  readonly projects: Decimal | null
  /** Department less projects. */
  readonly difference: Decimal | null
}

/**
 * 项目支出 of a department's form (其他运转类 and 特定目标类, 财办〔2020〕13号) beside the sum of its project forms. A project whose amount
 * is unknown makes the sum unknown: a part is never shown as the whole.
 */
export function rollUp(form: Form, projects: readonly ProjectMoney[]): readonly RollUpLine[] {
  const rows = fundRowsOf(form, 'project')
  const source = rows.map((row) => row.source).join('＋')
  const line = (column: RollUpLine['column'], of: (project: ProjectMoney) => Decimal | null): RollUpLine => {
    const department = fundAmount(form, 'project', column)?.fen
    const sum = projects.length === 0 ? undefined : sumFen(projects.map((project) => parseFen(of(project), '元')))
    const difference =
      department === undefined || sum === undefined
        ? undefined
        : sumFen([department, parseFen(fenToDecimal(-sum as typeof sum, '元'), '元')])
    const text = (fen: typeof department) => (fen === undefined ? null : fenToDecimal(fen, '元'))
    return { column, source, department: text(department), projects: text(sum), difference: text(difference) }
  }
  return [line('annualBudget', ({ budget }) => budget), line('execution', ({ executed }) => executed)]
}
