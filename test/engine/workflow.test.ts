import { describe, expect, test } from 'vitest'
import {
  ACTION_NAMES,
  type Action,
  actionsFor,
  check,
  choosePolicy,
  confirmationKey,
  type FormStatus,
  moveFor,
  next,
  ROLE_NAMES,
  type Role,
  STATUS_NAMES,
  submissionGate,
  typeInto,
} from '#engine'
import { libraryForm } from '../documents/forms.ts'

const STATUSES = Object.keys(STATUS_NAMES) as FormStatus[]
const ACTIONS = Object.keys(ACTION_NAMES) as Action[]
const ROLES = Object.keys(ROLE_NAMES) as Role[]

describe('the workflow', () => {
  /** Everything that is possible, and nothing else: status, role → actions. */
  const POSSIBLE: Readonly<Record<string, readonly Action[]>> = {
    'draft clerk': ['submit'],
    'returned clerk': ['submit'],
    'submitted clerk': ['withdraw'],
    'submitted unitHead': ['sign', 'return'],
    'unitSigned unitHead': ['withdraw'],
    'unitSigned departmentReviewer': ['reviewForDepartment', 'return'],
    'departmentReviewed financeReviewer': ['reviewForFinance', 'return'],
    'financeReviewed performanceOfficer': ['approve', 'return'],
    'approved performanceOfficer': ['reopen'],
    'approved clerk': ['carryOver'],
  }

  test.each(STATUSES.flatMap((status) => ROLES.map((role) => [status, role] as const)))(
    'from %s a %s can do what the table says',
    (status, role) => {
      expect(actionsFor(status, [role])).toEqual(POSSIBLE[`${status} ${role}`] ?? [])
    },
  )

  test('leads from draft to approved in five steps, each by another person', () => {
    const steps = [
      ['submit', 'clerk'],
      ['sign', 'unitHead'],
      ['reviewForDepartment', 'departmentReviewer'],
      ['reviewForFinance', 'financeReviewer'],
      ['approve', 'performanceOfficer'],
    ] as const
    let status: FormStatus = 'draft'
    for (const [action, role] of steps) {
      expect(moveFor(status, action, [role])).toBeDefined()
      status = next(status, action) ?? 'draft'
    }
    expect(status).toBe('approved')
  })

  test('a return and a reopening always need an opinion, a step forward never', () => {
    for (const status of STATUSES)
      for (const action of ACTIONS) {
        const move = moveFor(status, action, ROLES)
        if (move) expect([action, move.needsOpinion]).toEqual([action, action === 'return' || action === 'reopen'])
      }
  })

  test('auditors, experts and administrators move nothing', () => {
    for (const status of STATUSES) expect(actionsFor(status, ['auditor', 'expert', 'administrator'])).toEqual([])
  })
})

describe('the gate at submission', () => {
  const sound = libraryForm()
  const { policy } = choosePolicy(sound)
  const findings = (form: typeof sound) => check(form, policy).findings
  const broken = typeInto(sound, '/indicators/0/score', '999')

  test('errors block whatever is confirmed', () => {
    const all = findings(broken)
    const gate = submissionGate(
      all,
      all.map((one) => ({ finding: confirmationKey(one), reason: '已经核对无误' })),
    )
    expect(gate.errors.length).toBeGreaterThan(0)
    expect([gate.isOpen, gate.unanswered]).toEqual([false, []])
  })

  test('a warning passes with a reason, and only with one', () => {
    const finding = {
      rule: 'x',
      code: 'X1',
      severity: 'warning',
      at: ['/grade'],
      message: '甲',
      advice: '',
      basis: '',
      fix: null,
    } as const
    const key = confirmationKey(finding)
    expect(submissionGate([finding], []).isOpen).toBe(false)
    for (const reason of ['', '无', '。。。。。。', '啊啊啊啊啊'])
      expect(submissionGate([finding], [{ finding: key, reason }]).isOpen).toBe(false)
    expect(submissionGate([finding], [{ finding: key, reason: '年中追加，批复见附件' }]).isOpen).toBe(true)
  })

  test('a confirmation falls when a value it spoke of changes', () => {
    const before = {
      rule: 'x',
      code: 'X1',
      severity: 'warning',
      at: ['/grade'],
      message: '填 90，应为 95。',
      advice: '',
      basis: '',
      fix: null,
    } as const
    const confirmed = [{ finding: confirmationKey(before), reason: '按复核结果填写' }]
    expect(submissionGate([before], confirmed).isOpen).toBe(true)
    expect(submissionGate([{ ...before, message: '填 80，应为 95。' }], confirmed).isOpen).toBe(false)
  })

  test('notices pass', () => {
    const notice = {
      rule: 'x',
      code: 'X1',
      severity: 'notice',
      at: [],
      message: '甲',
      advice: '',
      basis: '',
      fix: null,
    } as const
    expect(submissionGate([notice], []).isOpen).toBe(true)
  })
})
