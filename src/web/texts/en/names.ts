import type { chinese } from '../names.ts'

export const english: typeof chinese = {
  statuses: {
    draft: 'Draft',
    submitted: 'To be signed',
    unitSigned: 'With the department',
    departmentReviewed: 'With finance',
    financeReviewed: 'To be approved',
    approved: 'Approved',
    returned: 'Returned',
  },
  actions: {
    submit: 'Submit',
    sign: 'Sign',
    reviewForDepartment: 'Pass for the department',
    reviewForFinance: 'Pass for finance',
    approve: 'Approve',
    return: 'Return',
    withdraw: 'Withdraw',
    reopen: 'Reopen',
    carryOver: 'Carry over to next year',
  },
  roles: {
    clerk: 'Clerk',
    unitHead: 'Head of unit',
    departmentReviewer: 'Department reviewer',
    financeReviewer: 'Finance reviewer',
    performanceOfficer: 'Performance officer',
    expert: 'Outside expert',
    auditor: 'Auditor',
    administrator: 'Administrator',
  },
}
