import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Table, type TableColumnsType } from 'antd'
import type { Answered } from '#server/api'
import { addressOf, call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { PageError, PageLoading } from '../parts/states.tsx'
import { sampleRoute } from '../router.tsx'
import { moment } from '../words.ts'

type Line = Answered<'GET', '/api/bureaus/:region/samples/:sample'>['lines'][number]

const COLUMNS: TableColumnsType<Line> = [
  {
    title: '单位',
    key: 'unit',
    render: (_, { form, unitName }) => (
      <Link to="/forms/$form" params={{ form }}>
        {unitName}
      </Link>
    ),
  },
  { title: '自评分', dataIndex: 'claimed', width: 90, align: 'right', render: (score: number | null) => score ?? '—' },
  { title: '计算分', dataIndex: 'computed', width: 90, align: 'right', render: (score: number | null) => score ?? '—' },
  {
    title: '复核分',
    key: 'reviewed',
    width: 120,
    align: 'right',
    render: (_, { reviewed, reviewers }) =>
      reviewed === null ? '待复核' : `${reviewed}${reviewers > 1 ? `（${reviewers} 人）` : ''}`,
    sorter: (a, b) => (a.reviewed ?? -1) - (b.reviewed ?? -1),
  },
  {
    title: '复核 − 自评',
    key: 'change',
    width: 110,
    align: 'right',
    render: (_, line) => changeOf(line)?.toFixed(2) ?? '—',
    sorter: (a, b) => (changeOf(a) ?? 0) - (changeOf(b) ?? 0),
  },
  {
    title: '复核人最大差',
    dataIndex: 'spread',
    width: 120,
    align: 'right',
    render: (spread: number | null) => spread ?? '—',
  },
  { title: '原因', key: 'causes', render: (_, { causes }) => causes.join('；') },
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
        <small>
          {names[sample.by] ?? ''} {moment(sample.at)}，从 {sample.of} 张里抽 {sample.size} 张
        </small>
      </h1>
      <p>
        种子 <code>{sample.seed}</code>
        {agreement !== null &&
          `；${agreement.forms} 张有两人以上复核，平均相差 ${agreement.meanSpread} 分，${agreement.closeShare}% 相差在 2 分以内`}
      </p>
      <p className="filters">
        <Button href={addressOf('/api/bureaus/:region/samples/:sample/file', params, { format: 'xlsx' })} download>
          导出（Excel）
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
