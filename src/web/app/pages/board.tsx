import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Space, Table } from 'antd'
import { useMemo } from 'react'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { statusNames } from '../../texts/names.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { useKeptList } from '../lists/kept-list.ts'
import { type ListColumn, shownColumns } from '../lists/list-columns.ts'
import { ListTools } from '../lists/list-tools.tsx'
import { SearchText } from '../lists/search-text.tsx'
import { Empty, PageError, PageLoading } from '../parts/states.tsx'
import { BOARD_STATES, type BoardSearch, type BoardState, boardRoute } from '../router.tsx'
import { moment } from '../words.ts'
import { useRest } from './forms.tsx'

type Line = Answered<'GET', '/api/bureaus/:region/campaigns/:campaign/progress'>['units'][number]
const nameOf = (state: BoardState): string => (state === 'none' ? commonTexts.notBegun : statusNames[state])

/** All units of a campaign by state: who has it, since when. Answers at once for 3,000 units, since all of them are here. */
export function Board() {
  const { campaign } = boardRoute.useParams() as { campaign: string }
  const { region } = useCurrent()
  const progress = useQuery({
    queryKey: ['progress', region, campaign],
    queryFn: () => call('GET', '/api/bureaus/:region/campaigns/:campaign/progress', { params: { region, campaign } }),
    refetchInterval: 30_000,
  })
  const { state, text = '' } = boardRoute.useSearch()
  const navigate = useNavigate({ from: '/campaigns/$campaign' })
  const set = (search: BoardSearch) =>
    void navigate({
      search: {
        ...(search.state === undefined ? {} : { state: search.state }),
        ...(search.text ? { text: search.text } : {}),
      },
      replace: true,
    })
  const kept = useKeptList('board')
  const lines = progress.data?.units
  const shown = useMemo(
    () => (lines ?? []).filter((line) => (state === undefined || stateOf(line) === state) && matches(line, text)),
    [lines, state, text],
  )
  const height = useRest(250)
  if (progress.isError) return <PageError error={progress.error} reset={() => void progress.refetch()} />
  if (!lines || !progress.data) return <PageLoading />
  const { title, closesAt } = progress.data.campaign
  return (
    <div className="sheet wide">
      <h1>
        {title} <small>{listTexts.closesAt(moment(closesAt))}</small>
      </h1>
      <States lines={lines} chosen={state} choose={(next) => set({ state: next, text })} />
      <Space wrap className="filters">
        <SearchText
          value={text}
          label={listTexts.unitSearch}
          width={220}
          change={(next) => set({ state, text: next })}
        />
        <ListTools
          list="board"
          kept={kept}
          conditions={{ ...(state === undefined ? {} : { state }), ...(text === '' ? {} : { text }) }}
          apply={set}
          columns={COLUMNS}
          rows={shown}
          name={title}
        />
        <span className="soft">{listTexts.shownRows(shown.length)}</span>
      </Space>
      <Table<Line>
        rowKey={(line) => `${line.unit} ${line.form ?? ''}`}
        size="small"
        virtual
        pagination={false}
        scroll={{ x: 860, y: height }}
        columns={[...shownColumns(COLUMNS, kept.hidden)]}
        dataSource={shown}
        locale={{ emptyText: <Empty>{listTexts.noSuchUnit}</Empty> }}
      />
    </div>
  )
}

const COLUMNS: readonly ListColumn<Line>[] = [
  {
    title: listTexts.unitNo,
    key: 'unit',
    dataIndex: 'unit',
    isFixed: true,
    say: ({ unit }) => unit,
    width: 90,
    sorter: (a, b) => a.unit - b.unit,
  },
  {
    title: commonTexts.unit,
    key: 'name',
    isFixed: true,
    say: ({ name }) => name,
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
    say: (line) => `${nameOf(stateOf(line))}${line.isLate ? commonTexts.comma + commonTexts.late : ''}`,
    render: (_, line) => (
      <>
        <span className={`status ${stateOf(line)}`}>{nameOf(stateOf(line))}</span>
        {line.isLate && <span className="status late">{commonTexts.late}</span>}
      </>
    ),
    sorter: (a, b) => BOARD_STATES.indexOf(stateOf(a)) - BOARD_STATES.indexOf(stateOf(b)),
  },
  {
    title: commonTexts.computedScore,
    key: 'totalScore',
    dataIndex: 'totalScore',
    say: ({ totalScore }) => totalScore,
    width: 100,
    align: 'right',
    render: (score: number | null) => score ?? '—',
    sorter: (a, b) => (a.totalScore ?? -1) - (b.totalScore ?? -1),
  },
  {
    title: commonTexts.toExplain,
    key: 'warnings',
    dataIndex: 'warnings',
    say: ({ warnings }) => warnings,
    width: 80,
    align: 'right',
    render: (count: number | null) => count ?? '—',
    sorter: (a, b) => (a.warnings ?? -1) - (b.warnings ?? -1),
  },
  {
    title: commonTexts.lastChange,
    key: 'updatedAt',
    dataIndex: 'updatedAt',
    say: ({ updatedAt }) => moment(updatedAt),
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
  chosen: BoardState | undefined
  choose: (state: BoardState | undefined) => void
}) {
  const counts = new Map<BoardState, number>()
  for (const line of lines) counts.set(stateOf(line), (counts.get(stateOf(line)) ?? 0) + 1)
  return (
    <fieldset className="states" aria-label={listTexts.byState}>
      {BOARD_STATES.map((state) => (
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

function stateOf({ status }: Line): BoardState {
  return status ?? 'none'
}

function matches({ name, unit }: Line, text: string): boolean {
  return text === '' || name.includes(text) || String(unit).startsWith(text)
}
