import { Form, InputNumber, Select } from 'antd'
import { useMemo } from 'react'
import { ROLE_NAMES, type Role } from '#engine'
import { useUnits } from './new-form.tsx'
import { optionOf } from './unit-fields.tsx'

/** Roles that may be for the whole bureau (unit 0); the others are for one unit. The server decides. */
const OF_BUREAU: readonly Role[] = ['financeReviewer', 'performanceOfficer', 'administrator', 'auditor']
export const ROLES = Object.keys(ROLE_NAMES) as readonly Role[]
export const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: ROLE_NAMES[value] }))

export type RoleChoice = {
  readonly role?: Role
  readonly unit?: number | null
  readonly fromYear?: number
  readonly toYear?: number | null
}

/** Role, unit and years. With `isOptional` no role need be chosen. */
export function RoleFields({ isOptional = false }: { isOptional?: boolean }) {
  return (
    <>
      <Form.Item name="role" label="角色" rules={isOptional ? [] : [{ required: true, message: '要选角色' }]}>
        <Select allowClear={isOptional} options={ROLE_OPTIONS} placeholder={isOptional ? '以后再给' : '选角色'} />
      </Form.Item>
      <Form.Item noStyle dependencies={['role']}>
        {({ getFieldValue }) => <RoleScope role={getFieldValue('role') as Role | undefined} />}
      </Form.Item>
    </>
  )
}

function RoleScope({ role }: { role: Role | undefined }) {
  const units = useUnits()
  const options = useMemo(() => units.map(optionOf), [units])
  if (role === undefined) return null
  const isOfBureau = OF_BUREAU.includes(role)
  return (
    <>
      {role !== 'administrator' && (
        <Form.Item name="unit" label="哪个单位的" rules={isOfBureau ? [] : [{ required: true, message: '要选单位' }]}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={options}
            placeholder={isOfBureau ? '整个财政局' : '选单位'}
          />
        </Form.Item>
      )}
      <Form.Item label="管哪些年度的表" required style={{ marginBottom: 0 }}>
        <Form.Item name="fromYear" noStyle rules={[{ required: true, message: '要写起始年度' }]}>
          <InputNumber min={2000} max={2100} precision={0} aria-label="起始年度" suffix="年起" style={{ width: 130 }} />
        </Form.Item>{' '}
        <Form.Item name="toYear" noStyle>
          <InputNumber
            min={2000}
            max={2100}
            precision={0}
            aria-label="终止年度"
            placeholder="不限"
            suffix="年止"
            style={{ width: 130 }}
          />
        </Form.Item>
      </Form.Item>
    </>
  )
}

/** What the server is sent of a choice. */
export function roleBody({ role, unit, fromYear, toYear }: RoleChoice) {
  if (role === undefined || fromYear === undefined) throw new Error('a role without its fields')
  return { role, unit: role === 'administrator' ? 0 : (unit ?? 0), fromYear, toYear: toYear ?? null }
}

/** `青禾区图书馆的单位经办人，2024 年起`. */
export function roleText(role: Role, unit: string, fromYear: number | string, toYear: number | null): string {
  return `${unit}的${ROLE_NAMES[role]}，${fromYear} 年起${toYear === null ? '' : `到 ${toYear} 年`}`
}
