import { KIND_NAMES, STATUS_NAMES } from '#engine'
import type { Column } from '../api/table-file.ts'
import type { FormRow } from '../store/form-list.ts'

/** The columns of a list of forms, in a file as on the page. */
export const FORM_COLUMNS: readonly Column<FormRow>[] = [
  { key: 'unit', head: '单位编码', width: 10, value: ({ unit }) => unit },
  { key: 'unitName', head: '单位', width: 28, value: ({ unitName }) => unitName },
  { key: 'fiscalYear', head: '年度', width: 8, value: ({ fiscalYear }) => fiscalYear },
  { key: 'kind', head: '表的种类', width: 22, value: ({ kind }) => KIND_NAMES[kind] },
  { key: 'projectCode', head: '项目编码', width: 14, value: ({ projectCode }) => projectCode },
  { key: 'title', head: '表名', width: 28, value: ({ title }) => title },
  { key: 'status', head: '状态', width: 12, value: ({ status }) => STATUS_NAMES[status] },
  { key: 'totalScore', head: '计算总分', width: 10, value: ({ totalScore }) => totalScore },
  { key: 'errors', head: '必须改', width: 8, value: ({ errors }) => errors },
  { key: 'warnings', head: '需说明', width: 8, value: ({ warnings }) => warnings },
  { key: 'isLate', head: '逾期', width: 8, value: ({ isLate }) => isLate },
  { key: 'updatedAt', head: '最后改动', width: 20, value: ({ updatedAt }) => updatedAt },
  { key: 'submittedAt', head: '送审时间', width: 20, value: ({ submittedAt }) => submittedAt },
]
