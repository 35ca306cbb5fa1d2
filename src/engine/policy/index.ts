import type { Form } from '../form.ts'
import { guizhouQiannan2024 } from './guizhou-qiannan-2024.ts'
import { hubei2020 } from './hubei-2020.ts'
import { national2020 } from './national-2020.ts'
import { national2021Cost } from './national-2021-cost.ts'
import { observedDefault } from './observed-default.ts'
import type { EqualMethod, Policy } from './policy.ts'
import { sichuanMonitoring2025 } from './sichuan-monitoring-2025.ts'
import { sichuanPayroll2023 } from './sichuan-payroll-2023.ts'

/** All packs, the national default first. */
export const policies: readonly Policy[] = [
  national2020,
  national2021Cost,
  hubei2020,
  sichuanPayroll2023,
  sichuanMonitoring2025,
  observedDefault,
  guizhouQiannan2024,
]

/** The pack of that id, or undefined. */
export function findPolicy(id: string): Policy | undefined {
  return policies.find((policy) => policy.id === id)
}

/**
 * The pack that the form's own jurisdiction (named in its unit or department), kind and year decide.
 * `note` says in Chinese why the national one was taken when none fits, or that the pack is provisional.
 */
export function choosePolicy(form: Form): { readonly policy: Policy; readonly note?: string } {
  const names = [form.department, form.unit, form.project].join(' ')
  const local = policies.filter(
    (policy) =>
      names.includes(policy.jurisdiction) &&
      policy.kinds.includes(form.kind) &&
      (policy.projectWords?.some((word) => form.project?.includes(word)) ?? true),
  )
  const fitting = local.find((policy) => form.fiscalYear !== null && covers(policy, form.fiscalYear))
  if (fitting) {
    return fitting.provisional
      ? { policy: fitting, note: `${fitting.title}由一份表推得，未找到当地文件，只作暂定。` }
      : { policy: fitting }
  }
  const year = form.fiscalYear === null ? '年度不明' : `${form.fiscalYear} 年`
  const missing = local[0] ? `${local[0].jurisdiction}没有适用于${year}的办法` : '没有与本单位所在地相符的办法'
  const national = form.indicators.some((row) => row.level1 === '成本指标') ? national2021Cost : national2020
  if (form.fiscalYear !== null && !covers(national, form.fiscalYear)) {
    const from = national.years.from
    return {
      policy: national,
      note: `没有适用于 ${form.fiscalYear} 年的办法（${national.title}自 ${from} 年起），暂按它计算，结果只供参考。`,
    }
  }
  return { policy: national, note: `${missing}，按${national.title}计算。` }
}

function covers(policy: Policy, year: number): boolean {
  return year >= policy.years.from && (policy.years.to === null || year <= policy.years.to)
}

const EQUAL: readonly EqualMethod[] = ['strict', 'higher', 'lower-ratio', 'lower-decay']

/** A what-if: the pack with fields replaced (`quantitative.equal=lower-ratio`). A wrong key or value gives a Chinese message. */
export function overridePolicy(
  policy: Policy,
  overrides: Readonly<Record<string, string>>,
): Policy | { readonly error: string } {
  let changed: Policy = policy
  for (const [key, value] of Object.entries(overrides)) {
    const next = overrideField(changed, key, value)
    if ('error' in next) return next
    changed = next
  }
  return changed
}

function overrideField(policy: Policy, key: string, value: string): Policy | { readonly error: string } {
  const { quantitative, weights, rounding } = policy
  switch (key) {
    case 'quantitative.equal': {
      const equal = EQUAL.find((method) => method === value)
      return equal ? { ...policy, quantitative: { ...quantitative, equal } } : wrong(key, value, EQUAL)
    }
    case 'quantitative.negative':
      return value === 'ratio' || value === 'decay'
        ? { ...policy, quantitative: { ...quantitative, negative: value } }
        : wrong(key, value, ['ratio', 'decay'])
    case 'quantitative.range':
      return value === 'zero' || value === 'nearest-ratio'
        ? { ...policy, quantitative: { ...quantitative, range: value } }
        : wrong(key, value, ['zero', 'nearest-ratio'])
    case 'rounding.mode':
      return value === 'half-up' || value === 'truncate'
        ? { ...policy, rounding: { ...rounding, mode: value } }
        : wrong(key, value, ['half-up', 'truncate'])
    case 'weights.execution':
      return /^\d{1,2}$/.test(value)
        ? { ...policy, weights: { ...weights, execution: Number(value) } }
        : wrong(key, value, ['0–99 的整数'])
    default:
      return {
        error: `不能改“${key}”。可以改：quantitative.equal、quantitative.negative、quantitative.range、rounding.mode、weights.execution。`,
      }
  }
}

function wrong(key: string, value: string, allowed: readonly string[]): { readonly error: string } {
  return { error: `“${key}”不能是“${value}”，可以是：${allowed.join('、')}。` }
}
