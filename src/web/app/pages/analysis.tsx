import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Input, Modal, Table } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { KIND_NAMES } from '#engine'
import type { Answered } from '#server/api'
import { Chart } from '../charts/chart.tsx'
import { barsOption, binsOf, executionOption, inBin, type Point, scoreOption } from '../charts/options.ts'
import { addressOf, call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { Empty, PageError, PageLoading } from '../parts/states.tsx'

type Analysis = Answered<'GET', '/api/bureaus/:region/analysis'>
const KINDS = ['department-self-evaluation', 'project-self-evaluation', 'transfer-self-evaluation'] as const
type Kind = (typeof KINDS)[number]
type What = 'scores' | 'findings' | 'levels'
type Rows = { readonly title: string; readonly points: readonly Point[] }

/** What the bureau sees when the forms are in: four pictures, each opening to its rows. */
export function Analysis() {
  const { region, year } = useCurrent()
  const [kind, setKind] = useState<Kind>('department-self-evaluation')
  const [rows, setRows] = useState<Rows>()
  const params = { region }
  const analysis = useQuery({
    queryKey: ['analysis', region, year, kind],
    queryFn: () => call('GET', '/api/bureaus/:region/analysis', { params, query: { year, kind } }),
  })
  if (analysis.isError) return <PageError error={analysis.error} reset={() => void analysis.refetch()} />
  if (!analysis.data) return <PageLoading />
  const { points, uncounted } = analysis.data
  const fileOf = (what: What) =>
    addressOf('/api/bureaus/:region/analysis.file', params, { year, kind, what, format: 'xlsx' })
  return (
    <div className="sheet wide">
      <h1>
        分析{' '}
        <small>
          {year} 年度，{points.length} 张有计算得分的表
        </small>
      </h1>
      <p className="filters">
        <select aria-label="表的种类" value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {KIND_NAMES[one]}
            </option>
          ))}
        </select>{' '}
        {uncounted > 0 && <span className="soft">有 {uncounted} 张刚改过，金额和指标还在统计，几秒后刷新。</span>}
      </p>
      {points.length === 0 ? (
        <Empty>还没有送审过的表。表送审时计算得分，之后在这里看。</Empty>
      ) : (
        <Pictures data={analysis.data} fileOf={fileOf} open={setRows} />
      )}
      <Peers region={region} year={year} />
      {rows && <RowsDialog rows={rows} close={() => setRows(undefined)} />}
    </div>
  )
}

type PicturesProps = { data: Analysis; fileOf: (what: What) => string; open: (rows: Rows) => void }

function Pictures(props: PicturesProps) {
  return (
    <div className="pictures">
      <Scores {...props} />
      <Execution {...props} />
      <Commonest {...props} />
      <Levels {...props} />
    </div>
  )
}

function Scores({ data: { points }, fileOf, open }: PicturesProps) {
  const bins = useMemo(() => binsOf(points), [points])
  const option = useMemo(() => scoreOption(points, bins), [points, bins])
  const full = points.filter(({ score }) => score >= 100).length
  const pick = (i: number) => {
    const bin = bins[i]
    if (bin) open({ title: `得分 ${bin.label}`, points: points.filter((point) => inBin(point, bin)) })
  }
  return (
    <Picture title="得分分布" note={`n = ${points.length}，满分 ${full} 张`} file={fileOf('scores')}>
      <Chart option={option} height={240} label="得分分布" onPick={pick} />
      <Twin
        heads={['分', '表数']}
        rows={bins.map((bin) => [bin.label, points.filter((point) => inBin(point, bin)).length])}
      />
    </Picture>
  )
}

function Execution({ data: { points }, fileOf, open }: PicturesProps) {
  const spent = useMemo(() => points.filter(({ rate }) => rate !== null), [points])
  const option = useMemo(() => executionOption(spent), [spent])
  const pick = (i: number) => {
    const point = spent[i]
    if (point) open({ title: point.unitName, points: [point] })
  }
  return (
    <Picture title="执行率与得分" note={`n = ${spent.length}`} file={fileOf('scores')}>
      <Chart option={option} height={240} label="执行率与得分" onPick={pick} />
      <Twin
        heads={['单位', '执行率 %', '得分']}
        rows={spent.map(({ unitName, rate, score }) => [unitName, rate, score])}
      />
    </Picture>
  )
}

function Commonest({ data: { findings }, fileOf }: PicturesProps) {
  const common = useMemo(
    () => findings.slice(0, 12).map(({ code, title, forms }) => ({ label: `${code} ${title}`, value: forms })),
    [findings],
  )
  const option = useMemo(() => barsOption(common, '表数'), [common])
  return (
    <Picture title="最常见的问题" note="送审时仍在、已说明的问题，按表数" file={fileOf('findings')}>
      <Chart option={option} height={Math.max(120, 28 * common.length + 40)} label="最常见的问题" />
      <Twin
        heads={['代码', '问题', '表数', '次数']}
        rows={findings.map(({ code, title, forms, times }) => [code, title, forms, times])}
      />
    </Picture>
  )
}

function Levels({ data: { levels }, fileOf }: PicturesProps) {
  const shares = useMemo(
    () =>
      levels.map(({ level1, level2, rows, full }) => ({
        label: [level1, level2].filter(Boolean).join(' / '),
        value: Math.round((1000 * full) / rows) / 10,
      })),
    [levels],
  )
  const option = useMemo(() => barsOption(shares, '满分的 %', 100), [shares])
  return (
    <Picture title="各类指标的满分率" note="满分指标占有分值指标的百分数" file={fileOf('levels')}>
      <Chart option={option} height={Math.max(120, 28 * levels.length + 40)} label="各类指标的满分率" />
      <Twin
        heads={['一级', '二级', '指标数', '满分的']}
        rows={levels.map(({ level1, level2, rows, full }) => [level1, level2, rows, full])}
      />
    </Picture>
  )
}

function Picture({ title, note, file, children }: { title: string; note: string; file: string; children: ReactNode }) {
  return (
    <section className="picture">
      <h2>
        {title} <small>{note}</small>{' '}
        <a className="as-button" href={file} download aria-label={`Excel ${title}所依据的行`}>
          Excel
        </a>
      </h2>
      {children}
    </section>
  )
}

/** The same as a table, for whoever can't or won't look at the picture. */
function Twin({ heads, rows }: { heads: readonly string[]; rows: readonly (readonly (string | number | null)[])[] }) {
  return (
    <details>
      <summary>看数字</summary>
      <table className="twin">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, i) => (
                <td key={heads[i]} className={typeof cell === 'number' ? 'number' : ''}>
                  {cell ?? '—'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

function RowsDialog({ rows, close }: { rows: Rows; close: () => void }) {
  return (
    <Modal open title={`${rows.title}：${rows.points.length} 张`} footer={null} width={760} onCancel={close}>
      <Table<Point>
        rowKey="form"
        size="small"
        pagination={false}
        scroll={{ y: 420 }}
        dataSource={[...rows.points]}
        columns={[
          {
            title: '单位',
            key: 'unit',
            render: (_, { form, unitName }) => (
              <Link to="/forms/$form" params={{ form }}>
                {unitName}
              </Link>
            ),
          },
          { title: '得分', dataIndex: 'score', align: 'right', width: 80 },
          {
            title: '执行率 %',
            dataIndex: 'rate',
            align: 'right',
            width: 100,
            render: (rate: number | null) => rate ?? '—',
          },
          {
            title: '全年执行数（元）',
            dataIndex: 'executed',
            align: 'right',
            width: 160,
            render: (amount: string | null) => amount ?? '—',
          },
        ]}
      />
    </Modal>
  )
}

/** One indicator at all units that have it: who sets which target, and what came of it. */
function Peers({ region, year }: { region: number; year: number }) {
  const [name, setName] = useState('')
  const peers = useQuery({
    queryKey: ['peers', region, year, name],
    queryFn: () => call('GET', '/api/bureaus/:region/indicator-peers', { params: { region }, query: { year, name } }),
    enabled: name.length >= 2,
  })
  return (
    <section className="picture">
      <h2>同类指标</h2>
      <Input.Search
        allowClear
        placeholder="指标名称里的字，如：培训"
        aria-label="指标名称里的字"
        style={{ width: 260 }}
        enterButton={<Button>找</Button>}
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
          locale={{ emptyText: <Empty>没有这样的指标。</Empty> }}
          columns={[
            { title: '指标', dataIndex: 'name', sorter: (a, b) => a.name.localeCompare(b.name) },
            {
              title: '单位',
              key: 'unit',
              render: (_, { form, unitName }) => (
                <Link to="/forms/$form" params={{ form }}>
                  {unitName}
                </Link>
              ),
            },
            { title: '目标', dataIndex: 'target', width: 140 },
            {
              title: '完成',
              key: 'actual',
              width: 120,
              align: 'right',
              render: (_, row) => (row.actualValue === null ? '—' : Number(row.actualValue)),
              sorter: (a, b) => Number(a.actualValue) - Number(b.actualValue),
            },
            { title: '分值', dataIndex: 'weight', width: 70, align: 'right' },
            { title: '得分', dataIndex: 'score', width: 70, align: 'right' },
          ]}
        />
      )}
    </section>
  )
}
