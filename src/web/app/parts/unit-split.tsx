import { Button, Checkbox, Form, Select } from 'antd'
import { commonTexts } from '../../texts/common.ts'
import { unitTexts } from '../../texts/units.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { useUnits } from './new-form.tsx'
import { useUnitsChanged } from './unit-dialogs.tsx'
import { KindField, NameField, NumberField, optionOf, type Unit, type UnitStory, YearField } from './unit-fields.tsx'

type Part = {
  readonly id?: number
  readonly name?: string
  readonly kind?: 'unit' | 'department'
  readonly units?: readonly number[]
}
type Fields = { readonly fromYear: number; readonly goesOn: boolean; readonly into: readonly Part[] }

/** One unit becomes several from a year on; it may go on itself beside those that leave it. */
export function SplitUnit({
  unit,
  close,
}: {
  unit: Pick<UnitStory, 'id' | 'name' | 'parent' | 'kind'>
  close: () => void
}) {
  const { region, year } = useCurrent()
  const children = useUnits().filter(({ parent }) => parent === unit.id)
  const changed = useUnitsChanged()
  const send = async ({ fromYear, goesOn, into }: Fields) => {
    const parts = into.map(({ id = 0, name = '', kind = 'unit', units = [] }) => ({
      id,
      name,
      kind,
      parent: unit.parent,
      units: [...units],
    }))
    const body = { fromYear, unit: unit.id, goesOn, into: parts }
    await call('POST', '/api/bureaus/:region/unit-splits', { params: { region }, body, isOnce: true })
    await changed(unitTexts.splitDone)
  }
  const kind = unit.kind === 'unit' ? 'unit' : 'department'
  return (
    <ChangeDialog<Fields>
      title={unitTexts.splitTitle(unit.name)}
      okText={unitTexts.splitUp}
      isDanger
      width={640}
      initial={{ fromYear: year, goesOn: false, into: [{ kind }, { kind }] }}
      close={close}
      send={send}
      says={(fields) => splitText(fields, unit.name, children)}
    >
      <YearField />
      <Form.Item name="goesOn" valuePropName="checked">
        <Checkbox>{unitTexts.originalStays}</Checkbox>
      </Form.Item>
      <Form.List name="into">
        {(rows, { add, remove }) => (
          <>
            {rows.map(({ key, name }) => (
              <PartFields key={key} at={name} leave={() => remove(name)}>
                {children}
              </PartFields>
            ))}
            <Button onClick={() => add({ kind })}>{unitTexts.oneMore}</Button>
          </>
        )}
      </Form.List>
    </ChangeDialog>
  )
}

function PartFields({ at, leave, children }: { at: number; leave: () => void; children: readonly Unit[] }) {
  return (
    <fieldset className="part">
      <legend>
        {unitTexts.nth(at + 1)}{' '}
        <button type="button" className="link" onClick={leave}>
          {unitTexts.leaveOut}
        </button>
      </legend>
      <NumberField name={[at, 'id']} />
      <NameField name={[at, 'name']} />
      <KindField name={[at, 'kind']} />
      {children.length > 0 && (
        <Form.Item name={[at, 'units']} label={unitTexts.childrenGo}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={children.map(optionOf)} />
        </Form.Item>
      )}
    </fieldset>
  )
}

function splitText({ fromYear, goesOn, into = [] }: Partial<Fields>, name: string, children: readonly Unit[]): string {
  const parts = into.map((part) => unitTexts.partName(part?.name ?? '…', part?.id ?? '…'))
  const moved = into.reduce((sum, part) => sum + (part?.units?.length ?? 0), 0)
  const rest = children.length - moved
  const ends = goesOn ? unitTexts.originalGoesOn(name) : unitTexts.originalGone(name)
  const warning = !goesOn && rest > 0 ? unitTexts.childrenLeft(rest) : ''
  return unitTexts.splitWhat(
    fromYear ?? '…',
    ends,
    parts.join(commonTexts.listMark),
    moved > 0 ? unitTexts.childrenMoved(moved) : '',
    name,
    warning,
  )
}
