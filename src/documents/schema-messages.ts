import type * as z from 'zod'

/** What is wrong with one value of a record, in Chinese: words of the schema language mean nothing to who reads it. */
export function schemaMessage(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return '缺这一项'
      return `应为${KINDS[issue.expected] ?? '别的内容'}，实际是${kindOf(issue.input)}`
    case 'invalid_value':
      if (issue.input === undefined) return '缺这一项'
      return `只能是 ${issue.values.map((value) => String(value)).join('、')} 之一`
    case 'unrecognized_keys':
      return `有这里没有的项：${issue.keys.join('、')}`
    case 'invalid_format':
      return issue.format === 'date' ? '应为日期，如 2025-01-15' : '应为十进制数，如 1234567.89，不带千分位和单位'
    case 'too_small':
      return `不能小于 ${issue.minimum}`
    case 'too_big':
      return `不能大于 ${issue.maximum}`
    case 'custom':
      return '最多两位小数'
    default:
      return '不合这一项的写法'
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数',
  int: '整数',
  boolean: '是或否（true、false）',
  array: '列表',
  object: '一组项目',
  record: '一组项目',
}

function kindOf(input: unknown): string {
  if (input === null) return '空（null）'
  if (Array.isArray(input)) return '列表'
  if (Number.isNaN(input)) return '不是数的数'
  return KINDS[typeof input] ?? '别的内容'
}
