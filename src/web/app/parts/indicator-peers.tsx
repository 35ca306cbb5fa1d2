import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Table } from 'antd'
import { useState } from 'react'
import { analysisTexts } from '../../texts/analysis.ts'
import { commonTexts } from '../../texts/common.ts'
import { call } from '../client.ts'
import { Empty, PageError } from './states.tsx'

/** One indicator at all units that have it: who sets which target, and what came of it. */
export function IndicatorPeers({ region, year }: { region: number; year: number }) {
  const [name, setName] = useState('')
  const peers = useQuery({
    queryKey: ['peers', region, year, name],
    queryFn: () => call('GET', '/api/bureaus/:region/indicator-peers', { params: { region }, query: { year, name } }),
    enabled: name.length >= 2,
  })
  return (
    <section className="picture">
      <h2>{analysisTexts.peers}</h2>
      <Input.Search
        allowClear
        placeholder={analysisTexts.peersExample}
        aria-label={analysisTexts.peersLabel}
        style={{ width: 260 }}
        enterButton={<Button>{analysisTexts.find}</Button>}
        onSearch={(text) => setName(text.trim())}
      />
      {peers.isError && <PageError error={peers.error} />}
      {peers.data && (
        <Table
          style={{ marginTop: 8 }}
          size="small"
          rowKey={(row) => `${row.form} ${row.name}`}
          pagination={false}
          scroll={{ y: 320 }}
          dataSource={[...peers.data.peers]}
          locale={{ emptyText: <Empty>{analysisTexts.noPeers}</Empty> }}
          columns={[
            { title: commonTexts.indicator, dataIndex: 'name', sorter: (a, b) => a.name.localeCompare(b.name) },
            {
              title: commonTexts.unit,
              key: 'unit',
              render: (_, { form, unitName }) => (
                <Link to="/forms/$form" params={{ form }}>
                  {unitName}
                </Link>
              ),
            },
            { title: analysisTexts.target, dataIndex: 'target', width: 140 },
            {
              title: analysisTexts.actual,
              key: 'actual',
              width: 120,
              align: 'right',
              render: (_, row) => (row.actualValue === null ? '—' : Number(row.actualValue)),
              sorter: (a, b) => compareUnknownFirst(a.actualValue, b.actualValue),
            },
            { title: commonTexts.weight, dataIndex: 'weight', width: 70, align: 'right' },
            { title: commonTexts.score, dataIndex: 'score', width: 70, align: 'right' },
          ]}
        />
      )}
    </section>
  )
}

/** What is unknown stands before every number, not among the zeros. */
function compareUnknownFirst(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null)
  return Number(a) - Number(b)
}
