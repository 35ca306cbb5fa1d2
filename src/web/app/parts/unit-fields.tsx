import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Form, Input, InputNumber, Select } from 'antd'
import { useMemo } from 'react'
import type { Answered } from '#server/api'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { useUnits } from './new-form.tsx'

export type Unit = Answered<'GET', '/api/bureaus/:region/unit-tree'>['units'][number]
export type UnitStory = Answered<'GET', '/api/bureaus/:region/units/:unit'>

const SEARCH = { optionFilterProp: 'label' } as const

/** `青禾区图书馆（204）`, or the number alone while the name is not known. */
export function unitText(units: readonly Unit[], id: number | null | undefined): string {
  if (id === null || id === undefined) return '（未选）'
  const unit = units.find((one) => one.id === id)
  return unit ? `${unit.name}（${id}）` : `编号 ${id}`
}

export function YearField({ label = '从哪一年起' }: { label?: string }) {
  return (
    <Form.Item name="fromYear" label={label} rules={[{ required: true, message: '要写年度' }]}>
      <InputNumber min={2000} max={2100} precision={0} suffix="年" style={{ width: 160 }} />
    </Form.Item>
  )
}

export function NumberField({ name = 'id' }: { name?: string | readonly (string | number)[] }) {
  return (
    <Form.Item name={name as string} label="单位编号" rules={[{ required: true, message: '要写编号' }]}>
      <InputNumber min={1} max={2_147_483_647} precision={0} controls={false} style={{ width: 160 }} />
    </Form.Item>
  )
}

export function NameField({ name = 'name' }: { name?: string | readonly (string | number)[] }) {
  const rules = [{ required: true, whitespace: true, min: 2, max: 80, message: '名称要 2 到 80 个字' }]
  return (
    <Form.Item name={name as string} label="名称" rules={rules}>
      <Input maxLength={80} autoComplete="off" />
    </Form.Item>
  )
}

export function KindField({ name = 'kind' }: { name?: string | readonly (string | number)[] }) {
  const options = [
    { value: 'unit', label: '单位' },
    { value: 'department', label: '主管部门' },
  ]
  return (
    <Form.Item name={name as string} label="类别">
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
    <Form.Item name={name as string} label="主管部门">
      <Select allowClear showSearch={SEARCH} options={options} placeholder="没有（直接归财政局）" />
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
  return { value: id, label: `${name}（${id}）` }
}

/** A unit of any year by its newest name, as a link to its story. */
export function UnitName({ id }: { id: number }) {
  const { data } = useUnitStory(id)
  return (
    <Link to="/units/$unit" params={{ unit: String(id) }}>
      {data ? `${data.name}（${id}）` : `编号 ${id}`}
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
