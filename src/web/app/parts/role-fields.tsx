import { Form, InputNumber, Select } from 'antd'
import { useMemo } from 'react'
import { BUREAU_ROLES, type Role } from '#engine'
import { commonTexts } from '../../texts/common.ts'
import { roleNames } from '../../texts/names.ts'
import { peopleTexts } from '../../texts/people.ts'
import { useUnits } from './new-form.tsx'
import { optionOf } from './unit-fields.tsx'

/** Roles that may be for the whole bureau (unit 0); the others are for one unit. The server decides. */
export const ROLES = Object.keys(roleNames) as readonly Role[]
export const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: roleNames[value] }))

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
      <Form.Item
        name="role"
        label={commonTexts.role}
        rules={isOptional ? [] : [{ required: true, message: peopleTexts.roleNeeded }]}
      >
        <Select
          allowClear={isOptional}
          options={ROLE_OPTIONS}
          placeholder={isOptional ? peopleTexts.later : peopleTexts.chooseRole}
        />
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
  const isOfBureau = BUREAU_ROLES.includes(role)
  return (
    <>
      {role !== 'administrator' && (
        <Form.Item
          name="unit"
          label={peopleTexts.ofWhichUnit}
          rules={isOfBureau ? [] : [{ required: true, message: peopleTexts.unitNeeded }]}
        >
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={options}
            placeholder={isOfBureau ? commonTexts.wholeBureau : peopleTexts.chooseUnit}
          />
        </Form.Item>
      )}
      <Form.Item label={peopleTexts.whichYears} required style={{ marginBottom: 0 }}>
        <Form.Item name="fromYear" noStyle rules={[{ required: true, message: peopleTexts.firstYearNeeded }]}>
          <InputNumber
            min={2000}
            max={2100}
            precision={0}
            aria-label={peopleTexts.firstYear}
            suffix={peopleTexts.yearFrom}
            style={{ width: 130 }}
          />
        </Form.Item>{' '}
        <Form.Item name="toYear" noStyle>
          <InputNumber
            min={2000}
            max={2100}
            precision={0}
            aria-label={peopleTexts.lastYear}
            placeholder={peopleTexts.noLimit}
            suffix={peopleTexts.yearTo}
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
  return peopleTexts.roleText(unit, roleNames[role], fromYear, toYear === null ? '' : peopleTexts.untilYear(toYear))
}
