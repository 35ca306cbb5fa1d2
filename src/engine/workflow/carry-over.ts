import { emptyForm, type Form, type FormKind, type FundRow, type Indicator, type Reading } from '../form.ts'

/**
 * Next year's form from this year's: who, what and how it is measured stays, what was reached goes. Goals and targets are last year's
 * and stand as doubtful until somebody has confirmed each (domain.md 4.1: targets are declared anew each year). Amounts are left unknown.
 */
export function nextYearForm(form: Form): Form {
  const from = form.fiscalYear
  const how = `沿用${from === null ? '上年' : ` ${from} 年`}的内容，请核对`
  const base: Form = {
    ...emptyForm(form.kind),
    title: form.title,
    fiscalYear: from === null ? null : from + 1,
    department: form.department,
    unit: form.unit,
    project: form.project,
    funds: { unit: form.funds.unit, rows: form.funds.rows.map(blankAmounts) },
    goals: { expected: form.goals.expected, actual: null },
    indicators: form.indicators.map(unreached),
    total: { weight: form.total.weight, score: null },
    contact: form.contact,
    ...(form.throughMonth === undefined ? {} : { throughMonth: form.throughMonth }),
    ...(form.declaration === undefined ? {} : { declaration: form.declaration }),
  }
  return { ...base, reading: doubts(base, how) }
}

/** A self-evaluation that starts from approved targets (绩效目标申报表): goals, indicators and points are taken as approved, with where they are from. */
export function selfEvaluationFrom(declaration: Form, kind: FormKind, title: string): Form {
  const { fiscalYear, department, unit, project, funds, goals, indicators, total, contact } = declaration
  return {
    ...emptyForm(kind),
    title,
    fiscalYear,
    department,
    unit,
    project,
    funds: {
      unit: funds.unit,
      rows: funds.rows.map(({ expectedExecution: _, ...row }) => ({
        ...blankAmounts(row),
        initialBudget: row.initialBudget,
      })),
    },
    goals: { expected: goals.expected, actual: null },
    indicators: indicators.map(unreached),
    total: { weight: total.weight, score: null },
    contact,
  }
}

function blankAmounts(row: FundRow): FundRow {
  return { ...row, initialBudget: null, annualBudget: null, execution: null, executionRate: null, score: null }
}

/** What only other stages hold (outlook, notes) is not carried along. */
function unreached(row: Indicator): Indicator {
  const { level1, level1Weight, level2, name, target, weight } = row
  const { level2Weight, isCore, standard, initialTarget } = row
  return {
    level1,
    level1Weight,
    level2,
    name,
    target,
    actual: null,
    weight,
    score: null,
    reason: null,
    ...(level2Weight === undefined ? {} : { level2Weight }),
    ...(isCore === undefined ? {} : { isCore }),
    ...(standard === undefined ? {} : { standard }),
    ...(initialTarget === undefined ? {} : { initialTarget: null }),
  }
}

function doubts({ goals, indicators }: Form, how: string): Readonly<Record<string, Reading>> {
  const doubtful = (raw: string): Reading => ({ status: 'doubtful', raw, how, confidence: 0.5 })
  const goal = goals.expected === null ? [] : [['/goals/expected', doubtful(goals.expected)] as const]
  const targets = indicators.flatMap(({ target }, i) =>
    target === null ? [] : [[`/indicators/${i}/target/text`, doubtful(target.text)] as const],
  )
  return Object.fromEntries([...goal, ...targets])
}
