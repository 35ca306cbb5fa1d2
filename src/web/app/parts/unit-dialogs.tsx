import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useCallback } from 'react'
import { commonTexts } from '../../texts/common.ts'
import { unitTexts } from '../../texts/units.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { useUnits } from './new-form.tsx'
import {
  DepartmentField,
  KindField,
  NameField,
  NumberField,
  type Unit,
  type UnitStory,
  unitText,
  YearField,
} from './unit-fields.tsx'

type Close = { readonly close: () => void }
type OfUnit = Close & { readonly unit: Pick<UnitStory, 'id' | 'name' | 'parent'> }
type Year = { readonly fromYear: number }
type New = Year & Pick<Unit, 'id' | 'name'> & { readonly kind: 'unit' | 'department'; readonly parent?: number | null }

/** Forgets what is known of units and says that it was done. */
export function useUnitsChanged() {
  const queries = useQueryClient()
  const { message } = App.useApp()
  return useCallback(
    async (done: string) => {
      for (const key of ['unit-tree', 'unit', 'log', 'find-units']) await queries.invalidateQueries({ queryKey: [key] })
      void message.success(done)
    },
    [queries, message],
  )
}

export function CreateUnit({ close }: Close) {
  const { region, year } = useCurrent()
  const units = useUnits()
  const changed = useUnitsChanged()
  const send = async ({ parent, ...rest }: New) => {
    const body = { ...rest, parent: parent ?? null }
    await call('POST', '/api/bureaus/:region/units', { params: { region }, body, isOnce: true })
    await changed(unitTexts.unitCreated(rest.name))
  }
  return (
    <ChangeDialog<New>
      title={commonTexts.newUnit}
      okText={commonTexts.create}
      initial={{ fromYear: year, kind: 'unit' }}
      close={close}
      send={send}
      says={({ fromYear, name, id, parent }) =>
        unitTexts.unitCreateWhat(
          fromYear ?? '…',
          name ?? '…',
          id ?? '…',
          parent ? unitTexts.underDepartment(unitText(units, parent)) : unitTexts.underBureau,
        )
      }
    >
      <NumberField />
      <NameField />
      <KindField />
      <DepartmentField />
      <YearField />
    </ChangeDialog>
  )
}

export function RenameUnit({ unit, close }: OfUnit) {
  const { region, year } = useCurrent()
  const changed = useUnitsChanged()
  const send = async (body: Year & { name: string }) => {
    await call('POST', '/api/bureaus/:region/units/:unit/names', {
      params: { region, unit: unit.id },
      body,
      isOnce: true,
    })
    await changed(unitTexts.renamedTo(body.name))
  }
  return (
    <ChangeDialog<Year & { name: string }>
      title={unitTexts.renameTitle(unit.name)}
      okText={commonTexts.rename}
      initial={{ fromYear: year }}
      close={close}
      send={send}
      says={({ fromYear, name }) =>
        unitTexts.renameWhat(
          fromYear ?? '…',
          name ?? '…',
          fromYear ? unitTexts.untilYearBefore(fromYear - 1) : unitTexts.earlier,
          unit.name,
        )
      }
    >
      <NameField />
      <YearField />
    </ChangeDialog>
  )
}

export function MoveUnit({ unit, close }: OfUnit) {
  const { region, year } = useCurrent()
  const units = useUnits()
  const changed = useUnitsChanged()
  type Fields = Year & { parent?: number | null }
  const send = async ({ fromYear, parent }: Fields) => {
    const body = { fromYear, parent: parent ?? null }
    await call('POST', '/api/bureaus/:region/units/:unit/departments', {
      params: { region, unit: unit.id },
      body,
      isOnce: true,
    })
    await changed(unitTexts.moved)
  }
  const nameOf = (id: number | null | undefined) => (id ? unitText(units, id) : unitTexts.directlyBureau)
  return (
    <ChangeDialog<Fields>
      title={unitTexts.moveTitle(unit.name)}
      okText={unitTexts.moveShort}
      initial={{ fromYear: year }}
      close={close}
      send={send}
      says={({ fromYear, parent }) => unitTexts.moveWhat(fromYear ?? '…', nameOf(parent), nameOf(unit.parent))}
    >
      <DepartmentField except={unit.id} />
      <YearField />
    </ChangeDialog>
  )
}

export function CloseUnit({ unit, close }: OfUnit) {
  const { region, year } = useCurrent()
  const changed = useUnitsChanged()
  const send = async (body: Year) => {
    await call('POST', '/api/bureaus/:region/units/:unit/closing', {
      params: { region, unit: unit.id },
      body,
      isOnce: true,
    })
    await changed(unitTexts.unitClosed(unit.name, body.fromYear))
  }
  return (
    <ChangeDialog<Year>
      title={unitTexts.closeTitle(unit.name)}
      okText={unitTexts.closeUnit}
      isDanger
      initial={{ fromYear: year }}
      close={close}
      send={send}
      says={({ fromYear }) => unitTexts.closeWhat(fromYear ?? '…', unit.name)}
    >
      <YearField label={unitTexts.goneFrom} />
    </ChangeDialog>
  )
}
