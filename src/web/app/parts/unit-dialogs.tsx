import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useCallback } from 'react'
import { call, newKey } from '../client.ts'
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
    await call('POST', '/api/bureaus/:region/units', { params: { region }, body, key: newKey() })
    await changed(`${rest.name}建好了`)
  }
  return (
    <ChangeDialog<New>
      title="新建单位"
      okText="新建"
      initial={{ fromYear: year, kind: 'unit' }}
      close={close}
      send={send}
      says={({ fromYear, name, id, parent }) =>
        `从 ${fromYear ?? '…'} 年起有“${name ?? '…'}”（编号 ${id ?? '…'}）${parent ? `，归${unitText(units, parent)}` : '，直接归财政局'}。更早的年度没有它。编号以后不能改，也不重复使用。`
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
      key: newKey(),
    })
    await changed(`改名为${body.name}`)
  }
  return (
    <ChangeDialog<Year & { name: string }>
      title={`改名：${unit.name}`}
      okText="改名"
      initial={{ fromYear: year }}
      close={close}
      send={send}
      says={({ fromYear, name }) =>
        `从 ${fromYear ?? '…'} 年起叫“${name ?? '…'}”；${fromYear ? `${fromYear - 1} 年及以前` : '以前'}的表、清单和统计里仍叫“${unit.name}”。`
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
      key: newKey(),
    })
    await changed('换好了')
  }
  const nameOf = (id: number | null | undefined) => (id ? unitText(units, id) : '财政局直接管')
  return (
    <ChangeDialog<Fields>
      title={`换主管部门：${unit.name}`}
      okText="换"
      initial={{ fromYear: year }}
      close={close}
      send={send}
      says={({ fromYear, parent }) =>
        `从 ${fromYear ?? '…'} 年起由${nameOf(parent)}审核；以前的年度仍归${nameOf(unit.parent)}，那里的审核人看得到那些年的表。`
      }
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
      key: newKey(),
    })
    await changed(`${unit.name}从 ${body.fromYear} 年起没有了`)
  }
  return (
    <ChangeDialog<Year>
      title={`撤销：${unit.name}`}
      okText="撤销"
      isDanger
      initial={{ fromYear: year }}
      close={close}
      send={send}
      says={({ fromYear }) =>
        `从 ${fromYear ?? '…'} 年起没有“${unit.name}”，不能再建这一年及以后的表。以前的表都留着。下面还有单位，或这一年已有表的，撤不了。撤销不能收回。`
      }
    >
      <YearField label="从哪一年起没有" />
    </ChangeDialog>
  )
}
