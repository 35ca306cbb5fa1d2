import { Link } from '@tanstack/react-router'
import { Button, Space } from 'antd'
import { useState } from 'react'
import { commonTexts } from '../../texts/common.ts'
import { unitTexts } from '../../texts/units.ts'
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
  ['rename', commonTexts.rename],
  ['move', unitTexts.moveUnit],
  ['merge', unitTexts.mergeWith],
  ['split', unitTexts.split],
  ['close', unitTexts.closeUnit],
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
        <Link to="/units">{unitTexts.backToUnits}</Link>
      </p>
      <h1>
        {unit.name}{' '}
        <small>{unitTexts.unitLine(unit.id, UNIT_KINDS[unit.kind], yearsText(unit.fromYear, unit.toYear))}</small>
      </h1>
      <Space wrap className="filters">
        <Link to="/forms" search={{ unit: unit.id }} className="as-button">
          {unitTexts.itsForms}
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
      <h2>{unitTexts.namesByYear}</h2>
      <SmallTable
        label={unitTexts.namesByYear}
        rowKey="fromYear"
        width={480}
        rows={[...unit.versions].reverse()}
        columns={[
          {
            title: commonTexts.year,
            key: 'years',
            width: 130,
            render: (_, one) => yearsText(one.fromYear, one.toYear),
          },
          { title: commonTexts.name, dataIndex: 'name' },
          {
            title: commonTexts.department,
            key: 'parent',
            render: (_, { parent }) => (parent === null ? commonTexts.none : <UnitName id={parent} />),
          },
        ]}
      />
    </section>
  )
}

function Successions({ unit }: { unit: UnitStory }) {
  if (unit.predecessors.length + unit.successors.length === 0) return null
  const how = { merge: unitTexts.merged, split: unitTexts.splitUp } as const
  return (
    <section>
      <h2>{unitTexts.lineage}</h2>
      <ul>
        {unit.predecessors.map((one) => (
          <li key={`${one.unit} ${one.fromYear}`}>
            {unitTexts.fromBefore(one.fromYear)} <UnitName id={one.unit} /> {unitTexts.fromAfter(how[one.how])}
          </li>
        ))}
        {unit.successors.map((one) => (
          <li key={`${one.successor} ${one.fromYear}`}>
            {unitTexts.becomes(one.fromYear, how[one.how])} <UnitName id={one.successor} />
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
        {unitTexts.children} <small>{unitTexts.unitsOfYear(year, below.length)}</small>
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
