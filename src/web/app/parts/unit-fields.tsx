import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Form, Input, InputNumber, Select } from 'antd'
import { useMemo } from 'react'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { unitTexts } from '../../texts/units.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { useUnits } from './new-form.tsx'

export type Unit = Answered<'GET', '/api/bureaus/:region/unit-tree'>['units'][number]
export type UnitStory = Answered<'GET', '/api/bureaus/:region/units/:unit'>

const SEARCH = { optionFilterProp: 'label' } as const

/** `青禾区图书馆（204）`, or the number alone while the name is not known. */
export function unitText(units: readonly Unit[], id: number | null | undefined): string {
  if (id === null || id === undefined) return unitTexts.notChosen
  const unit = units.find((one) => one.id === id)
  return unit ? `${unit.name}${commonTexts.bracketed(id)}` : unitTexts.unitNo(id)
}

export function YearField({ label = unitTexts.fromWhichYear }: { label?: string }) {
  return (
    <Form.Item name="fromYear" label={label} rules={[{ required: true, message: commonTexts.yearNeeded }]}>
      <InputNumber min={2000} max={2100} precision={0} suffix={unitTexts.yearSuffix} style={{ width: 160 }} />
    </Form.Item>
  )
}

export function NumberField({ name = 'id' }: { name?: string | readonly (string | number)[] }) {
  return (
    <Form.Item
      name={name as string}
      label={unitTexts.unitNumberLabel}
      rules={[{ required: true, message: unitTexts.numberNeeded }]}
    >
      <InputNumber min={1} max={2_147_483_647} precision={0} controls={false} style={{ width: 160 }} />
    </Form.Item>
  )
}

export function NameField({ name = 'name' }: { name?: string | readonly (string | number)[] }) {
  const rules = [{ required: true, whitespace: true, min: 2, max: 80, message: unitTexts.nameLength }]
  return (
    <Form.Item name={name as string} label={commonTexts.name} rules={rules}>
      <Input maxLength={80} autoComplete="off" />
    </Form.Item>
  )
}

export function KindField({ name = 'kind' }: { name?: string | readonly (string | number)[] }) {
  const options = [
    { value: 'unit', label: commonTexts.unit },
    { value: 'department', label: commonTexts.department },
  ]
  return (
    <Form.Item name={name as string} label={commonTexts.kind}>
      <Select options={options} style={{ width: 160 }} />
    </Form.Item>
  )
}

/** The departments of the year, without the unit itself. */
export function DepartmentField({
  name = 'parent',
  except,
}: {
  name?: string | readonly (string | number)[]
  except?: number
}) {
  const units = useUnits()
  const options = useMemo(
    () => units.filter(({ kind, id }) => kind !== 'unit' && id !== except).map(optionOf),
    [units, except],
  )
  return (
    <Form.Item name={name as string} label={commonTexts.department}>
      <Select allowClear showSearch={SEARCH} options={options} placeholder={unitTexts.noneBureau} />
    </Form.Item>
  )
}

export function UnitsField({ name, label, among }: { name: string; label: string; among: readonly Unit[] }) {
  const options = useMemo(() => among.map(optionOf), [among])
  return (
    <Form.Item name={name} label={label}>
      <Select mode="multiple" showSearch={SEARCH} options={options} />
    </Form.Item>
  )
}

export function optionOf({ id, name }: Unit) {
  return { value: id, label: `${name}${commonTexts.bracketed(id)}` }
}

/** A unit of any year by its newest name, as a link to its story. */
export function UnitName({ id }: { id: number }) {
  const { data } = useUnitStory(id)
  return (
    <Link to="/units/$unit" params={{ unit: String(id) }}>
      {data ? `${data.name}${commonTexts.bracketed(id)}` : unitTexts.unitNo(id)}
    </Link>
  )
}

export function useUnitStory(id: number) {
  const { region } = useCurrent()
  return useQuery({
    queryKey: ['unit', region, id],
    queryFn: () => call('GET', '/api/bureaus/:region/units/:unit', { params: { region, unit: id } }),
    staleTime: 60_000,
  })
}
