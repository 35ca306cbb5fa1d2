import { Form, Radio } from 'antd'
import { commonTexts } from '../../texts/common.ts'
import { unitTexts } from '../../texts/units.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { useUnits } from './new-form.tsx'
import { useUnitsChanged } from './unit-dialogs.tsx'
import {
  DepartmentField,
  KindField,
  NameField,
  NumberField,
  type Unit,
  UnitsField,
  unitText,
  YearField,
} from './unit-fields.tsx'

type Fields = {
  readonly fromYear: number
  readonly units: readonly number[]
  /** 0: a new one. */
  readonly into: number
  readonly id?: number
  readonly name?: string
  readonly kind?: 'unit' | 'department'
  readonly parent?: number | null
}

/** Several units become one from a year on: one of them, or a new one. */
export function MergeUnits({ chosen, close }: { chosen: readonly number[]; close: () => void }) {
  const { region, year } = useCurrent()
  const units = useUnits()
  const changed = useUnitsChanged()
  const send = async ({ fromYear, units: merged, into, id, name, kind = 'unit', parent }: Fields) => {
    const target = into === 0 ? { id: id ?? 0, name, kind, parent: parent ?? null } : { id: into }
    const body = { fromYear, units: [...merged], into: target as { id: number } }
    await call('POST', '/api/bureaus/:region/unit-mergers', { params: { region }, body, isOnce: true })
    await changed(unitTexts.mergeDone)
  }
  return (
    <ChangeDialog<Fields>
      title={commonTexts.mergeUnits}
      okText={unitTexts.merge}
      isDanger
      initial={{ fromYear: year, units: chosen, into: chosen[0] ?? 0, kind: 'unit' }}
      close={close}
      send={send}
      says={(fields) => mergerText(fields, units)}
    >
      <UnitsField name="units" label={unitTexts.whichMerge} among={units} />
      <Form.Item noStyle dependencies={['units']}>
        {({ getFieldValue }) => <Target among={(getFieldValue('units') as readonly number[]) ?? []} units={units} />}
      </Form.Item>
      <Form.Item noStyle dependencies={['into']}>
        {({ getFieldValue }) => getFieldValue('into') === 0 && <NewTarget />}
      </Form.Item>
      <YearField />
    </ChangeDialog>
  )
}

function Target({ among, units }: { among: readonly number[]; units: readonly Unit[] }) {
  const options = [
    ...among.map((id) => ({ value: id, label: unitTexts.mergeInto(unitText(units, id)) })),
    { value: 0, label: unitTexts.mergeIntoNew },
  ]
  return (
    <Form.Item name="into" label={unitTexts.mergeTarget} rules={[{ required: true, message: unitTexts.targetNeeded }]}>
      <Radio.Group vertical options={options} />
    </Form.Item>
  )
}

function NewTarget() {
  return (
    <>
      <NumberField />
      <NameField />
      <KindField />
      <DepartmentField />
    </>
  )
}

function mergerText({ fromYear, units: merged = [], into, name, id }: Partial<Fields>, units: readonly Unit[]): string {
  if (merged.length < 2) return unitTexts.twoNeeded
  const target = into === 0 ? unitTexts.newUnitNamed(name ?? '…', id ?? '…') : unitText(units, into)
  const ending = merged.filter((one) => one !== into).map((one) => unitText(units, one))
  const below = units.filter(
    ({ parent, id: one }) => parent !== null && parent !== into && merged.includes(parent) && !merged.includes(one),
  )
  const moved = below.length === 0 ? '' : unitTexts.childrenMove(below.length, target)
  return unitTexts.mergeWhat(fromYear ?? '…', ending.join(commonTexts.listMark), target, moved)
}
