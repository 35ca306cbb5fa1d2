import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table, type TableColumnsType } from 'antd'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { addressOf, call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { PageError, PageLoading } from '../parts/states.tsx'
import { sampleRoute } from '../router.tsx'
import { moment } from '../words.ts'

type Line = Answered<'GET', '/api/bureaus/:region/samples/:sample'>['lines'][number]

const COLUMNS: TableColumnsType<Line> = [
  {
    title: commonTexts.unit,
    key: 'unit',
    render: (_, { form, unitName }) => (
      <Link to="/forms/$form" params={{ form }}>
        {unitName}
      </Link>
    ),
  },
  {
    title: listTexts.selfScore,
    dataIndex: 'claimed',
    width: 90,
    align: 'right',
    render: (score: number | null) => score ?? '—',
  },
  {
    title: listTexts.computedShort,
    dataIndex: 'computed',
    width: 90,
    align: 'right',
    render: (score: number | null) => score ?? '—',
  },
  {
    title: listTexts.reviewedScore,
    key: 'reviewed',
    width: 120,
    align: 'right',
    render: (_, { reviewed, reviewers }) =>
      reviewed === null ? listTexts.notReviewed : `${reviewed}${reviewers > 1 ? listTexts.reviewers(reviewers) : ''}`,
    sorter: (a, b) => (a.reviewed ?? -1) - (b.reviewed ?? -1),
  },
  {
    title: listTexts.reviewMinusSelf,
    key: 'change',
    width: 110,
    align: 'right',
    render: (_, line) => changeOf(line)?.toFixed(2) ?? '—',
    sorter: (a, b) => (changeOf(a) ?? 0) - (changeOf(b) ?? 0),
  },
  {
    title: listTexts.spread,
    dataIndex: 'spread',
    width: 120,
    align: 'right',
    render: (spread: number | null) => spread ?? '—',
  },
  { title: commonTexts.reason, key: 'causes', render: (_, { causes }) => causes.join(commonTexts.semicolon) },
]

function changeOf({ reviewed, claimed }: Line): number | undefined {
  return reviewed === null || claimed === null ? undefined : Math.round((reviewed - claimed) * 100) / 100
}

/** One sample: what units gave themselves, what was computed, what reviewers gave, and how far these agree. */
export function SamplePage() {
  const { sample: id } = sampleRoute.useParams() as { sample: string }
  const { region } = useCurrent()
  const params = { region, sample: id }
  const found = useQuery({
    queryKey: ['sample', region, id],
    queryFn: () => call('GET', '/api/bureaus/:region/samples/:sample', { params }),
  })
  if (found.isError) return <PageError error={found.error} />
  if (!found.data) return <PageLoading />
  const { sample, lines, agreement, names } = found.data
  return (
    <div className="sheet wide">
      <h1>
        {sample.title}{' '}
        <small>{listTexts.sampleLine(names[sample.by] ?? '', moment(sample.at), sample.of, sample.size)}</small>
      </h1>
      <p>
        {listTexts.seed} <code>{sample.seed}</code>
        {agreement !== null && listTexts.agreement(agreement.forms, agreement.meanSpread, agreement.closeShare)}
      </p>
      <p className="filters">
        <Button href={addressOf('/api/bureaus/:region/samples/:sample/file', params, { format: 'xlsx' })} download>
          {listTexts.exportXlsx}
        </Button>
      </p>
      <Table<Line>
        rowKey="form"
        size="small"
        pagination={false}
        scroll={{ x: 900 }}
        columns={COLUMNS}
        dataSource={[...lines]}
      />
    </div>
  )
}
