import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Space, Table, type TableColumnsType } from 'antd'
import { useMemo, useState } from 'react'
import type { FormStatus } from '#engine'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { statusNames } from '../../texts/names.ts'
import { addressOf, call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { Empty, PageError, PageLoading } from '../parts/states.tsx'
import { boardRoute } from '../router.tsx'
import { moment } from '../words.ts'
import { useRest } from './forms.tsx'

type Line = Answered<'GET', '/api/bureaus/:region/campaigns/:campaign/progress'>['units'][number]
type State = FormStatus | 'none'

const ORDER: readonly State[] = [
  'none',
  'draft',
  'returned',
  'submitted',
  'unitSigned',
  'departmentReviewed',
  'financeReviewed',
  'approved',
]
const nameOf = (state: State): string => (state === 'none' ? commonTexts.notBegun : statusNames[state])

/** All units of a campaign by state: who has it, since when. Answers at once for 3,000 units, since all of them are here. */
export function Board() {
  const { campaign } = boardRoute.useParams() as { campaign: string }
  const { region } = useCurrent()
  const progress = useQuery({
    queryKey: ['progress', region, campaign],
    queryFn: () => call('GET', '/api/bureaus/:region/campaigns/:campaign/progress', { params: { region, campaign } }),
    refetchInterval: 30_000,
  })
  const [state, setState] = useState<State>()
  const [text, setText] = useState('')
  const lines = progress.data?.units
  const shown = useMemo(
    () => (lines ?? []).filter((line) => (state === undefined || stateOf(line) === state) && matches(line, text)),
    [lines, state, text],
  )
  const height = useRest(250)
  if (progress.isError) return <PageError error={progress.error} reset={() => void progress.refetch()} />
  if (!lines || !progress.data) return <PageLoading />
  const { title, fiscalYear, kind, closesAt } = progress.data.campaign
  return (
    <div className="sheet wide">
      <h1>
        {title} <small>{listTexts.closesAt(moment(closesAt))}</small>
      </h1>
      <States lines={lines} chosen={state} choose={setState} />
      <Space wrap className="filters">
        <Input.Search
          allowClear
          placeholder={listTexts.unitSearch}
          aria-label={listTexts.unitSearch}
          style={{ width: 220 }}
          onChange={(event) => setText(event.target.value.trim())}
        />
        <Button
          href={addressOf(
            '/api/bureaus/:region/forms.file',
            { region },
            { year: fiscalYear, kind, ...(state && state !== 'none' ? { status: state } : {}) },
          )}
          download
        >
          {listTexts.exportList}
        </Button>
        <span className="soft">{listTexts.shownRows(shown.length)}</span>
      </Space>
      <Table<Line>
        rowKey={(line) => `${line.unit} ${line.form ?? ''}`}
        size="small"
        virtual
        pagination={false}
        scroll={{ x: 860, y: height }}
        columns={COLUMNS}
        dataSource={shown}
        locale={{ emptyText: <Empty>{listTexts.noSuchUnit}</Empty> }}
      />
    </div>
  )
}

const COLUMNS: TableColumnsType<Line> = [
  { title: listTexts.unitNo, dataIndex: 'unit', width: 90, sorter: (a, b) => a.unit - b.unit },
  {
    title: commonTexts.unit,
    key: 'name',
    render: (_, { name, form }) =>
      form === null ? (
        name
      ) : (
        <Link to="/forms/$form" params={{ form }}>
          {name}
        </Link>
      ),
  },
  {
    title: commonTexts.status,
    key: 'status',
    width: 150,
    render: (_, line) => (
      <>
        <span className={`status ${stateOf(line)}`}>{nameOf(stateOf(line))}</span>
        {line.isLate && <span className="status late">{commonTexts.late}</span>}
      </>
    ),
    sorter: (a, b) => ORDER.indexOf(stateOf(a)) - ORDER.indexOf(stateOf(b)),
  },
  {
    title: commonTexts.computedScore,
    dataIndex: 'totalScore',
    width: 100,
    align: 'right',
    render: (score: number | null) => score ?? '—',
    sorter: (a, b) => (a.totalScore ?? -1) - (b.totalScore ?? -1),
  },
  {
    title: commonTexts.toExplain,
    dataIndex: 'warnings',
    width: 80,
    align: 'right',
    sorter: (a, b) => a.warnings - b.warnings,
  },
  {
    title: commonTexts.lastChange,
    dataIndex: 'updatedAt',
    width: 150,
    render: (at: string | null) => moment(at),
    sorter: (a, b) => (a.updatedAt ?? '').localeCompare(b.updatedAt ?? ''),
  },
]

/** How many stand in each state; a press shows only those. */
function States({
  lines,
  chosen,
  choose,
}: {
  lines: readonly Line[]
  chosen: State | undefined
  choose: (state: State | undefined) => void
}) {
  const counts = new Map<State, number>()
  for (const line of lines) counts.set(stateOf(line), (counts.get(stateOf(line)) ?? 0) + 1)
  return (
    <fieldset className="states" aria-label={listTexts.byState}>
      {ORDER.map((state) => (
        <button
          key={state}
          type="button"
          aria-pressed={chosen === state}
          className={chosen === state ? 'here' : ''}
          onClick={() => choose(chosen === state ? undefined : state)}
        >
          <b>{counts.get(state) ?? 0}</b> {nameOf(state)}
          <span
            className="share"
            style={{ width: `${(100 * (counts.get(state) ?? 0)) / Math.max(1, lines.length)}%` }}
          />
        </button>
      ))}
    </fieldset>
  )
}

function stateOf({ status }: Line): State {
  return status ?? 'none'
}

function matches({ name, unit }: Line, text: string): boolean {
  return text === '' || name.includes(text) || String(unit).startsWith(text)
}
