import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Select, Space, Table } from 'antd'
import { useState } from 'react'
import { KIND_NAMES, policies } from '#engine'
import type { Answered } from '#server/api'
import { analysisTexts } from '../../texts/analysis.ts'
import { commonTexts } from '../../texts/common.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { findingsText } from './pack-effect.tsx'
import { Empty, PageError } from './states.tsx'
import { YearField } from './year-field.tsx'

const PREVIEW = '/api/bureaus/:region/policy-preview'
type Preview = Answered<'GET', typeof PREVIEW>
type Previewed = Preview['forms'][number]
type Kind = Preview['kind']

const SCORED = ['department-self-evaluation', 'project-self-evaluation', 'transfer-self-evaluation'] as const

/** How the forms of a year would score under another pack; nothing is saved. */
export function PolicyPreview() {
  const { region, year: now } = useCurrent()
  const [policy, setPolicy] = useState<string>()
  const [year, setYear] = useState(now)
  const [kind, setKind] = useState<Kind>('department-self-evaluation')
  const fitting = policies.filter(({ kinds }) => kinds.includes(kind))
  const chosen = fitting.some(({ id }) => id === policy) ? policy : undefined
  const preview = useQuery({
    queryKey: ['policy-preview', region, year, kind, chosen],
    queryFn: ({ signal }) =>
      call('GET', PREVIEW, { params: { region }, query: { year, kind, policy: chosen ?? '' }, signal }),
    enabled: chosen !== undefined,
    staleTime: 60_000,
  })
  return (
    <>
      <Space wrap className="filters">
        <Select
          aria-label={analysisTexts.previewKind}
          style={{ width: 240 }}
          value={kind}
          options={SCORED.map((value) => ({ value, label: KIND_NAMES[value] }))}
          onChange={setKind}
        />
        <YearField year={year} change={setYear} />
        <Select
          aria-label={analysisTexts.previewPack}
          placeholder={analysisTexts.previewPackHint}
          style={{ width: 280 }}
          value={chosen ?? null}
          options={fitting.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id: string | null) => setPolicy(id ?? undefined)}
        />
      </Space>
      {preview.isError && <PageError error={preview.error} reset={() => void preview.refetch()} />}
      {preview.isFetching && <p role="status">{analysisTexts.previewing}</p>}
      {preview.data && <Outcome preview={preview.data} />}
    </>
  )
}

function Outcome({ preview }: { preview: Preview }) {
  const { forms, year, compared, meanBefore, meanAfter, coversYear, hasMore } = preview
  if (forms.length === 0) return <Empty>{analysisTexts.noFormsOfYear(year)}</Empty>
  return (
    <>
      <p role="status">
        {compared === 0
          ? analysisTexts.nothingComparable
          : analysisTexts.comparable(compared, meanBefore ?? '—', meanAfter ?? '—')}
        {hasMore && analysisTexts.onlyFirstTried(forms.length)}
        {!coversYear && analysisTexts.notForYear(year)} {analysisTexts.nothingSaved}
      </p>
      <Table<Previewed>
        size="small"
        rowKey="id"
        virtual={forms.length > 50}
        pagination={false}
        scroll={{ x: 560, y: 400 }}
        dataSource={[...forms]}
        columns={[
          {
            title: commonTexts.unit,
            key: 'unit',
            ellipsis: true,
            render: (_, { id, unit, unitName, projectCode }) => (
              <Link to="/forms/$form" params={{ form: id }}>
                {unitName ?? commonTexts.unitNumber(unit)}
                {projectCode !== '' && `${commonTexts.bracketed(projectCode)}`}
              </Link>
            ),
          },
          {
            title: analysisTexts.now,
            key: 'before',
            width: 90,
            align: 'right',
            render: (_, { before }) => before ?? '—',
            sorter: (a, b) => (a.before ?? -1) - (b.before ?? -1),
          },
          {
            title: analysisTexts.tried,
            key: 'after',
            width: 90,
            align: 'right',
            render: (_, { after, why }) => <span title={why}>{after ?? '—'}</span>,
            sorter: (a, b) => (a.after ?? -1) - (b.after ?? -1),
          },
          {
            title: analysisTexts.difference,
            key: 'change',
            width: 90,
            align: 'right',
            render: (_, one) => changeText(one),
            sorter: (a, b) => (changeOf(a) ?? -1000) - (changeOf(b) ?? -1000),
          },
          {
            title: analysisTexts.findingsChange,
            key: 'findings',
            width: 90,
            align: 'right',
            render: (_, one) => findingsText(one),
            sorter: (a, b) => a.findingsGone + a.findingsNew - b.findingsGone - b.findingsNew,
          },
        ]}
      />
    </>
  )
}

/** In whole hundredths: points have two decimals. */
function changeOf({ before, after }: Previewed): number | undefined {
  return before === null || after === null ? undefined : Math.round(after * 100) - Math.round(before * 100)
}

function changeText(form: Previewed): string {
  const change = changeOf(form)
  if (change === undefined) return analysisTexts.notKnown
  return change === 0 ? analysisTexts.unchanged : `${change > 0 ? '+' : '−'}${(Math.abs(change) / 100).toFixed(2)}`
}
