import { App, Input, Modal } from 'antd'
import { useState } from 'react'
import { Menu, type MenuItem } from '../../parts/menu.tsx'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { exportList } from './export-list.ts'
import { type Conditions, isSame, type ListName, type useKeptList } from './kept-list.ts'
import { type ListColumn, shownColumns } from './list-columns.ts'

type ListToolsProps<Row> = {
  readonly list: ListName
  readonly kept: ReturnType<typeof useKeptList>
  /** What the list is narrowed by now, as its address has it. */
  readonly conditions: Conditions
  readonly apply: (conditions: Conditions) => void
  readonly columns: readonly ListColumn<Row>[]
  /** What is shown; undefined: more is still on its way, nothing can be exported yet. */
  readonly rows: readonly Row[] | undefined
  /** Of the exported file. */
  readonly name: string
}

/** Saved filters, the choice of columns, and an export of exactly what is shown. */
export function ListTools<Row>({ list, kept, conditions, apply, columns, rows, name }: ListToolsProps<Row>) {
  const { message } = App.useApp()
  const [isNaming, setNaming] = useState(false)
  const write = (format: 'csv' | 'xlsx') => {
    if (rows === undefined) return
    exportList(name, format, shownColumns(columns, kept.hidden), rows).catch((error: unknown) => {
      void message.error(commonTexts.exportFailed)
      reportError(error)
    })
  }
  return (
    <div className="list-tools">
      <Menu label={listTexts.savedFilters} items={filterItems(kept, conditions, apply, () => setNaming(true))} />
      <Menu
        label={listTexts.columns}
        items={columns
          .filter(({ isFixed }) => !isFixed)
          .map(({ key, title }) => ({
            label: title,
            isOn: !kept.hidden.includes(key),
            run: () =>
              kept.hide(kept.hidden.includes(key) ? kept.hidden.filter((one) => one !== key) : [...kept.hidden, key]),
          }))}
      />
      <Menu
        label={commonTexts.exportMenu}
        disabled={rows === undefined}
        items={[
          { label: listTexts.listXlsx, run: () => write('xlsx') },
          { label: listTexts.exportCsv, run: () => write('csv') },
        ]}
      />
      {isNaming && (
        <NameFilter
          key={list}
          taken={kept.filters.map((filter) => filter.name)}
          save={(filter) => kept.save({ name: filter, conditions })}
          close={() => setNaming(false)}
        />
      )}
    </div>
  )
}

function filterItems(
  { filters, remove }: Pick<ReturnType<typeof useKeptList>, 'filters' | 'remove'>,
  conditions: Conditions,
  apply: (conditions: Conditions) => void,
  name: () => void,
): readonly MenuItem[] {
  const here = filters.find((filter) => isSame(filter.conditions, conditions))
  const saved = filters.map((filter) => ({
    label: filter.name,
    ...(filter === here ? { hint: listTexts.isShown } : {}),
    run: () => apply(filter.conditions),
  }))
  const all = { label: listTexts.noConditions, run: () => apply({}) }
  if (here) return [...saved, all, { label: listTexts.removeFilter(here.name), run: () => remove(here.name) }]
  return Object.keys(conditions).length === 0
    ? [...saved, { label: saved.length === 0 ? listTexts.filterFirst : listTexts.noConditions, run: () => apply({}) }]
    : [...saved, all, { label: listTexts.saveFilter, run: name }]
}

type NameFilterProps = {
  readonly taken: readonly string[]
  readonly save: (name: string) => void
  readonly close: () => void
}

function NameFilter({ taken, save, close }: NameFilterProps) {
  const [name, setName] = useState('')
  const trimmed = name.trim()
  const finish = () => {
    if (trimmed === '') return
    save(trimmed)
    close()
  }
  return (
    <Modal
      open
      title={listTexts.saveFilter}
      okText={listTexts.keepFilter}
      okButtonProps={{ disabled: trimmed === '' }}
      onOk={finish}
      onCancel={close}
    >
      <Input
        autoFocus
        maxLength={40}
        aria-label={listTexts.filterName}
        placeholder={listTexts.filterName}
        value={name}
        onChange={({ target }) => setName(target.value)}
        onPressEnter={finish}
      />
      <p className="soft">{taken.includes(trimmed) ? listTexts.replacesFilter(trimmed) : listTexts.filterWhere}</p>
    </Modal>
  )
}
