import { Link } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { useCurrent } from '../current.tsx'
import { useUnits } from '../parts/new-form.tsx'
import { SmallTable } from '../parts/small-table.tsx'
import { PageError, PageLoading } from '../parts/states.tsx'
import { CloseUnit, MoveUnit, RenameUnit } from '../parts/unit-dialogs.tsx'
import { UnitName, type UnitStory, useUnitStory } from '../parts/unit-fields.tsx'
import { MergeUnits } from '../parts/unit-merge.tsx'
import { SplitUnit } from '../parts/unit-split.tsx'
import { unitRoute } from '../router.tsx'
import { UNIT_KINDS, yearsText } from '../words.ts'

const CHANGES = [
  ['rename', '改名'],
  ['move', '换主管部门'],
  ['merge', '与别的单位合并'],
  ['split', '分立'],
  ['close', '撤销'],
] as const
type Change = (typeof CHANGES)[number][0]

/** A unit over the years: names, departments, what it came from and what it became. */
export function UnitPage() {
  const { unit: text } = unitRoute.useParams() as { unit: string }
  const { roles } = useCurrent()
  const [change, setChange] = useState<Change>()
  const story = useUnitStory(Number(text))
  if (story.isError) return <PageError error={story.error} reset={() => void story.refetch()} />
  if (!story.data) return <PageLoading />
  const unit = story.data
  const mayChange = roles.includes('administrator') && unit.toYear === null
  return (
    <div className="sheet">
      <p>
        <Link to="/units">← 单位</Link>
      </p>
      <h1>
        {unit.name}{' '}
        <small>
          编号 {unit.id} · {UNIT_KINDS[unit.kind]} · {yearsText(unit.fromYear, unit.toYear)}
        </small>
      </h1>
      <Space wrap className="filters">
        <Link to="/forms" search={{ unit: unit.id }} className="as-button">
          它的表
        </Link>
        {mayChange &&
          CHANGES.map(([one, label]) => (
            <Button key={one} danger={one === 'close'} onClick={() => setChange(one)}>
              {label}
            </Button>
          ))}
      </Space>
      <Versions unit={unit} />
      <Successions unit={unit} />
      <Below unit={unit} />
      {change && <Dialog change={change} unit={unit} close={() => setChange(undefined)} />}
    </div>
  )
}

function Dialog({ change, unit, close }: { change: Change; unit: UnitStory; close: () => void }) {
  switch (change) {
    case 'rename':
      return <RenameUnit unit={unit} close={close} />
    case 'move':
      return <MoveUnit unit={unit} close={close} />
    case 'merge':
      return <MergeUnits chosen={[unit.id]} close={close} />
    case 'split':
      return <SplitUnit unit={unit} close={close} />
    case 'close':
      return <CloseUnit unit={unit} close={close} />
  }
}

function Versions({ unit }: { unit: UnitStory }) {
  return (
    <section>
      <h2>各年的名称和主管部门</h2>
      <SmallTable
        label="各年的名称和主管部门"
        rowKey="fromYear"
        width={480}
        rows={[...unit.versions].reverse()}
        columns={[
          { title: '年度', key: 'years', width: 130, render: (_, one) => yearsText(one.fromYear, one.toYear) },
          { title: '名称', dataIndex: 'name' },
          {
            title: '主管部门',
            key: 'parent',
            render: (_, { parent }) => (parent === null ? '没有' : <UnitName id={parent} />),
          },
        ]}
      />
    </section>
  )
}

function Successions({ unit }: { unit: UnitStory }) {
  if (unit.predecessors.length + unit.successors.length === 0) return null
  const how = { merge: '合并', split: '分立' } as const
  return (
    <section>
      <h2>沿革</h2>
      <ul>
        {unit.predecessors.map((one) => (
          <li key={`${one.unit} ${one.fromYear}`}>
            {one.fromYear} 年由 <UnitName id={one.unit} /> {how[one.how]}而来
          </li>
        ))}
        {unit.successors.map((one) => (
          <li key={`${one.successor} ${one.fromYear}`}>
            {one.fromYear} 年{how[one.how]}，成为 <UnitName id={one.successor} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Below({ unit }: { unit: UnitStory }) {
  const { year } = useCurrent()
  const below = useUnits().filter(({ parent }) => parent === unit.id)
  if (below.length === 0) return null
  return (
    <section>
      <h2>
        下属单位{' '}
        <small>
          {year} 年，{below.length} 个
        </small>
      </h2>
      <ul className="columns">
        {below.map(({ id, name }) => (
          <li key={id}>
            <Link to="/units/$unit" params={{ unit: String(id) }}>
              {name}
            </Link>{' '}
            <small>{id}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
