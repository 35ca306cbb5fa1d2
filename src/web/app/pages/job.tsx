import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Progress, Space, Table, type TableColumnsType } from 'antd'
import { useEffect, useState } from 'react'
import { type FormKind, KIND_NAMES } from '#engine'
import type { ImportedRow } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { addressOf, call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { PageError, PageLoading } from '../parts/states.tsx'
import { jobRoute } from '../router.tsx'
import { moment } from '../words.ts'
import { useRest } from './forms.tsx'

/** One piece of long work: how far it is, and in the end its table. */
export function JobPage() {
  const { job: id } = jobRoute.useParams() as { job: string }
  const { region } = useCurrent()
  const queries = useQueryClient()
  const params = { region, job: id }
  const job = useQuery({
    queryKey: ['job', region, id],
    queryFn: () => call('GET', '/api/bureaus/:region/jobs/:job', { params }),
  })
  const live = useLive(region, id)
  const state = live?.state ?? job.data?.state
  useEffect(() => {
    if (state === 'done' || state === 'failed' || state === 'cancelled')
      void queries.invalidateQueries({ queryKey: ['job', region, id] })
  }, [state, queries, region, id])
  if (job.isError) return <PageError error={job.error} />
  if (!job.data) return <PageLoading />
  const isRunning = state === 'waiting' || state === 'running'
  const act = async (what: 'stop' | 'again') => {
    if (what === 'stop') await call('DELETE', '/api/bureaus/:region/jobs/:job', { params })
    else await call('POST', '/api/bureaus/:region/jobs/:job/retry', { params })
    await queries.invalidateQueries({ queryKey: ['job', region, id] })
    if (what === 'again') window.location.reload()
  }
  const { title, payload, createdAt, result } = job.data
  const rows = (result as { rows?: readonly ImportedRow[] } | null)?.rows
  return (
    <div className="sheet wide">
      <h1>
        {title}{' '}
        <small>
          {(payload as { name?: string }).name} {moment(createdAt)}
        </small>
      </h1>
      {isRunning && <Progress percent={Math.round((live?.progress ?? 0) * 100)} status="active" showInfo={false} />}
      <p role="status">{live?.message || job.data.message || listTexts.queuedNow}</p>
      <Space className="filters">
        {isRunning && <Button onClick={() => void act('stop')}>{commonTexts.halt}</Button>}
        {(state === 'failed' || state === 'cancelled') && (
          <Button onClick={() => void act('again')}>{listTexts.repeat}</Button>
        )}
        {(result as { zip?: string } | null)?.zip && (
          <Button
            type="primary"
            href={addressOf('/api/bureaus/:region/jobs/:job/file', params, { format: 'zip' })}
            download
          >
            {listTexts.resultZip}
          </Button>
        )}
        {rows && (
          <>
            <Button
              type="primary"
              href={addressOf('/api/bureaus/:region/jobs/:job/file', params, { format: 'xlsx' })}
              download
            >
              {listTexts.resultXlsx}
            </Button>
            <Button href={addressOf('/api/bureaus/:region/jobs/:job/file', params, { format: 'json' })} download>
              {listTexts.findingsJson}
            </Button>
          </>
        )}
      </Space>
      {rows && <Results rows={rows} />}
    </div>
  )
}

const COLUMNS: TableColumnsType<ImportedRow> = [
  {
    title: commonTexts.file,
    dataIndex: 'file',
    width: 220,
    ellipsis: true,
    sorter: (a, b) => a.file.localeCompare(b.file),
  },
  {
    title: listTexts.unitOrProject,
    key: 'subject',
    render: (_, { subject, form }) =>
      form === null ? (
        (subject ?? '—')
      ) : (
        <Link to="/forms/$form" params={{ form }}>
          {subject}
        </Link>
      ),
  },
  {
    title: commonTexts.form,
    dataIndex: 'kind',
    width: 170,
    render: (kind: FormKind | null) => (kind === null ? listTexts.notRead : KIND_NAMES[kind]),
  },
  { title: commonTexts.year, dataIndex: 'fiscalYear', width: 70, render: (year: number | null) => year ?? '—' },
  {
    title: listTexts.claimed,
    dataIndex: 'claimed',
    width: 70,
    align: 'right',
    render: (score: number | null) => score ?? '—',
  },
  {
    title: listTexts.computed,
    dataIndex: 'computed',
    width: 70,
    align: 'right',
    render: (score: number | null) => score ?? '—',
    sorter: (a, b) => (a.computed ?? -1) - (b.computed ?? -1),
  },
  {
    title: commonTexts.mustFix,
    dataIndex: 'errors',
    width: 80,
    align: 'right',
    render: (count: number | null) => count ?? '—',
    sorter: (a, b) => (a.errors ?? -1) - (b.errors ?? -1),
  },
  {
    title: commonTexts.toExplain,
    dataIndex: 'warnings',
    width: 80,
    align: 'right',
    render: (count: number | null) => count ?? '—',
    sorter: (a, b) => (a.warnings ?? -1) - (b.warnings ?? -1),
  },
  {
    title: listTexts.note,
    key: 'note',
    width: 240,
    ellipsis: true,
    render: (_, { note, problems }) => [note, ...problems].filter(Boolean).join(commonTexts.semicolon),
  },
]

function Results({ rows }: { rows: readonly ImportedRow[] }) {
  const height = useRest(260)
  return (
    <Table<ImportedRow>
      rowKey={(row) => `${row.file} ${row.subject ?? ''} ${row.kind ?? ''}`}
      size="small"
      virtual
      pagination={false}
      scroll={{ x: 1100, y: height }}
      columns={COLUMNS}
      dataSource={[...rows]}
    />
  )
}

type Live = {
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: number
  readonly message: string
}

/** What the server tells while it works. The browser connects again by itself when the network breaks off. */
function useLive(region: number, id: string): Live | undefined {
  const [live, setLive] = useState<Live>()
  useEffect(() => {
    const source = new EventSource(addressOf('/api/bureaus/:region/jobs/:job/events', { region, job: id }))
    source.onmessage = (event: MessageEvent<string>) => {
      const next = JSON.parse(event.data) as Live
      setLive(next)
      if (next.state !== 'waiting' && next.state !== 'running') source.close()
    }
    return () => source.close()
  }, [region, id])
  return live
}
