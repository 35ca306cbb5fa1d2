import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Space, Table } from 'antd'
import { useMemo, useState } from 'react'
import { commonTexts } from '../../texts/common.ts'
import { shellTexts } from '../../texts/shell.ts'
import { unitTexts } from '../../texts/units.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { useKeptList } from '../lists/kept-list.ts'
import { type ListColumn, shownColumns } from '../lists/list-columns.ts'
import { ListTools } from '../lists/list-tools.tsx'
import { SearchText } from '../lists/search-text.tsx'
import { Empty, PageError } from '../parts/states.tsx'
import { CreateUnit } from '../parts/unit-dialogs.tsx'
import { type Unit, unitText } from '../parts/unit-fields.tsx'
import { MergeUnits } from '../parts/unit-merge.tsx'
import { useRested } from '../parts/use-rested.ts'
import { unitsRoute } from '../router.tsx'
import { UNIT_KINDS, yearsText } from '../words.ts'
import { useRest } from './forms.tsx'

const NONE: readonly Unit[] = []

type Row = Unit & { readonly children?: readonly Row[] }

/** The units of the year: by department, or those that were looked for. */
export function Units() {
  const { region, year, roles } = useCurrent()
  const text = useRested(unitsRoute.useSearch().text ?? '', 200)
  const kept = useKeptList('units')
  const navigate = useNavigate({ from: '/units' })
  const [chosen, setChosen] = useState<readonly number[]>([])
  const [dialog, setDialog] = useState<'create' | 'merge'>()
  const tree = useQuery({
    queryKey: ['unit-tree', region, year, ...(text === '' ? [] : [text])],
    queryFn: () =>
      call('GET', '/api/bureaus/:region/unit-tree', {
        params: { region },
        query: { year, ...(text === '' ? {} : { text }) },
      }),
    placeholderData: keepPreviousData,
  })
  const units = tree.data?.units ?? NONE
  const columns = useMemo(() => columnsFor(units), [units])
  if (tree.isError) return <PageError error={tree.error} reset={() => void tree.refetch()} />
  const mayChange = roles.includes('administrator')
  const close = () => setDialog(undefined)
  return (
    <div className="sheet wide">
      <h1>
        {shellTexts.units} <small>{unitTexts.unitsOfYear(year, units.length)}</small>
      </h1>
      <Space wrap className="filters">
        <Search />
        <ListTools
          list="units"
          kept={kept}
          conditions={text === '' ? {} : { text }}
          apply={({ text: wanted }) => void navigate({ search: wanted === undefined ? {} : { text: String(wanted) } })}
          columns={columns}
          rows={tree.isPlaceholderData ? undefined : tree.data && inOrder(units, text !== '')}
          name={`${shellTexts.units} ${unitTexts.unitsOfYear(year, units.length)}`}
        />
        {mayChange && (
          <>
            <Button type="primary" onClick={() => setDialog('create')}>
              {commonTexts.newUnit}
            </Button>
            <Button onClick={() => setDialog('merge')}>
              {unitTexts.mergeSome(chosen.length > 1 ? unitTexts.unitsCount(chosen.length) : '…')}
            </Button>
            <Link to="/organisation-import" className="as-button">
              {commonTexts.importExcel}
            </Link>
          </>
        )}
      </Space>
      <UnitTable
        units={units}
        columns={shownColumns(columns, kept.hidden)}
        isFlat={text !== ''}
        isLoading={tree.isPending}
        {...(mayChange ? { chosen, choose: setChosen } : {})}
      />
      {dialog === 'create' && <CreateUnit close={close} />}
      {dialog === 'merge' && <MergeUnits chosen={chosen} close={close} />}
    </div>
  )
}

/** The text lives in the address, so that a link shows what its sender saw. */
function Search() {
  const navigate = useNavigate({ from: '/units' })
  const { text } = unitsRoute.useSearch()
  return (
    <SearchText
      value={text ?? ''}
      label={unitTexts.unitSearch}
      width={230}
      change={(value) => void navigate({ search: value === '' ? {} : { text: value }, replace: true })}
    />
  )
}

type TableProps = {
  readonly units: readonly Unit[]
  readonly columns: readonly ListColumn<Row>[]
  readonly isFlat: boolean
  readonly isLoading: boolean
  readonly chosen?: readonly number[]
  readonly choose?: (units: readonly number[]) => void
}

function UnitTable({ units, columns, isFlat, isLoading, chosen, choose }: TableProps) {
  const height = useRest(190)
  const rows = useMemo(() => (isFlat ? units : treeOf(units)), [units, isFlat])
  const tops = useMemo(() => units.filter(({ kind }) => kind !== 'unit').map(({ id }) => id), [units])
  const [closed, setClosed] = useState<readonly number[]>([])
  return (
    <Table<Row>
      rowKey="id"
      size="small"
      virtual
      pagination={false}
      loading={isLoading}
      scroll={{ x: window.innerWidth < 640 ? 320 : 820, y: height }}
      columns={[...columns]}
      dataSource={rows}
      expandable={{
        expandedRowKeys: tops.filter((id) => !closed.includes(id)),
        onExpandedRowsChange: (open) => setClosed(tops.filter((id) => !open.includes(id))),
      }}
      {...(choose
        ? {
            rowSelection: {
              selectedRowKeys: [...(chosen ?? [])],
              onChange: (keys) => choose(keys.map(Number)),
              columnWidth: 40,
              columnTitle: <span className="spoken">{unitTexts.select}</span>,
              getCheckboxProps: ({ name }: Row) => ({ 'aria-label': unitTexts.selectOne(name) }) as object,
            },
          }
        : {})}
      locale={{
        emptyText: isLoading ? ' ' : <Empty>{unitTexts.noSuchUnit}</Empty>,
      }}
    />
  )
}

function columnsFor(units: readonly Unit[]): readonly ListColumn<Row>[] {
  return [
    {
      title: commonTexts.name,
      key: 'name',
      isFixed: true,
      say: ({ name }) => name,
      render: (_, { id, name }) => (
        <Link to="/units/$unit" params={{ unit: String(id) }}>
          {name}
        </Link>
      ),
    },
    {
      title: commonTexts.number,
      key: 'id',
      dataIndex: 'id',
      width: 100,
      align: 'right',
      say: ({ id }) => id,
      sorter: (a, b) => a.id - b.id,
    },
    {
      title: commonTexts.kind,
      key: 'kind',
      width: 100,
      responsive: ['sm'],
      say: ({ kind }) => UNIT_KINDS[kind],
      render: (_, { kind }) => UNIT_KINDS[kind],
    },
    {
      title: commonTexts.department,
      key: 'parent',
      width: 240,
      responsive: ['sm'],
      ellipsis: true,
      say: ({ parent }) => (parent === null ? '' : unitText(units, parent)),
      render: (_, { parent }) => (parent === null ? '' : unitText(units, parent)),
    },
    {
      title: commonTexts.year,
      key: 'years',
      width: 130,
      responsive: ['sm'],
      say: ({ fromYear, toYear }) => yearsText(fromYear, toYear),
      render: (_, { fromYear, toYear }) => yearsText(fromYear, toYear),
    },
  ]
}

/** As the page shows them: each department, then what is below it. */
function inOrder(units: readonly Unit[], isFlat: boolean): readonly Row[] {
  const under = (row: Row): readonly Row[] => [row, ...(row.children ?? []).flatMap(under)]
  return isFlat ? units : treeOf(units).flatMap(under)
}

/** Units under their department; one whose department is not in the list stands by itself. */
function treeOf(units: readonly Unit[]): readonly Row[] {
  const known = new Set(units.map(({ id }) => id))
  const below = new Map<number | null, Unit[]>()
  for (const unit of units) {
    const under = unit.parent !== null && known.has(unit.parent) ? unit.parent : null
    below.set(under, [...(below.get(under) ?? []), unit])
  }
  const rowOf = (unit: Unit): Row => {
    const children = below.get(unit.id)?.map(rowOf)
    return children ? { ...unit, children } : unit
  }
  return (below.get(null) ?? []).map(rowOf)
}
