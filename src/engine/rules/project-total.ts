import { SEEN } from '../facts/basis.ts'
import { isDoubtful } from '../facts/reading.ts'
import type { Rule } from '../finding.ts'
import type { Form } from '../form.ts'
import { formatFen, parseFen } from '../money.ts'
import { soundDeclaration } from './sound-kinds.ts'

export const projectTotal: Rule = {
  id: 'project-total',
  code: 'B19',
  title: '项目资金总额和年度资金申请总额不能混为一谈',
  severity: 'warning',
  kinds: ['target-declaration'],
  why: '项目资金总额管几年，批预算只看当年申请额；混在一起，当年预算就会批错。',
  basis: { ...SEEN, clause: '跨年项目把总额填作当年申请额' },

  *check({ form }) {
    const { declaration } = form
    if (!declaration) return
    const unit = form.funds.unit ?? '元'
    const whole = declaration.projectFunds.find(({ role }) => role === 'total')
    const project = parseFen(whole?.amount, unit)
    const year = parseFen(form.funds.rows.find(({ role }) => role === 'total')?.initialBudget, unit)
    if (project !== undefined && year === undefined && !hasYearRow(form)) {
      yield {
        at: ['/funds/rows'],
        message: `资金表只有项目资金总额 ${formatFen(project, unit)}，没有年度资金申请总额。`,
        advice: '补填当年申请额及其来源；一次性项目两数相同也要填。',
      }
    }
    if (project === undefined || year === undefined || isOpen(form)) return
    const amounts = `年度资金申请总额 ${formatFen(year, unit)}，项目资金总额 ${formatFen(project, unit)}`
    if (year > project)
      yield {
        at: [YEAR],
        severity: 'error',
        message: `资金表：${amounts}，一年的多于各年的。`,
        advice: '核对两个总额，改正填错或填反的一个。',
      }
    else if (year === project && isSeveralYears(form))
      yield {
        at: [YEAR],
        message: `资金表：${amounts}，两数相同，而项目期是 ${declaration.period.from} 至 ${declaration.period.to}。`,
        advice: '核对是否把几年的总额填作了当年申请额。',
      }
  },

  examples: {
    valid: {
      分开填: soundDeclaration(),
      当年完成: soundDeclaration({
        'declaration.period': { from: '2026-01-01', to: '2026-12-31' },
        'declaration.projectFunds.0.amount': '120.00',
      }),
    },
    invalid: {
      只有总额: { form: soundDeclaration({ 'funds.rows': [] }), at: ['/funds/rows'] },
      一年多于各年: {
        form: soundDeclaration({ 'funds.rows.0.initialBudget': '400.00' }),
        at: ['/funds/rows/0/initialBudget'],
      },
      跨年而相同: {
        form: soundDeclaration({ 'funds.rows.0.initialBudget': '360.00' }),
        at: ['/funds/rows/0/initialBudget'],
      },
    },
  },
}

const YEAR = '/funds/rows/0/initialBudget'

function hasYearRow(form: Form): boolean {
  return form.funds.rows.some(({ role }) => role === 'total')
}

function isOpen(form: Form): boolean {
  return isDoubtful(form, YEAR) || isDoubtful(form, '/declaration/projectFunds/0/amount')
}

function isSeveralYears({ declaration }: Form): boolean {
  const { from, to } = declaration?.period ?? { from: null, to: null }
  return from !== null && to !== null && from.slice(0, 4) !== to.slice(0, 4)
}
