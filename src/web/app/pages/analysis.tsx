import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Modal, Table } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { KIND_NAMES } from '#engine'
import type { Answered } from '#server/api'
import { analysisTexts } from '../../texts/analysis.ts'
import { commonTexts } from '../../texts/common.ts'
import { Chart } from '../charts/chart.tsx'
import { barsOption, binsOf, executionOption, inBin, type Point, scoreOption } from '../charts/options.ts'
import { addressOf, call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { IndicatorPeers } from '../parts/indicator-peers.tsx'
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
        {commonTexts.analysis} <small>{analysisTexts.scoredForms(year, points.length)}</small>
      </h1>
      <p className="filters">
        <select
          aria-label={commonTexts.formKind}
          value={kind}
          onChange={(event) => setKind(event.target.value as Kind)}
        >
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {KIND_NAMES[one]}
            </option>
          ))}
        </select>{' '}
        {uncounted > 0 && <span className="soft">{analysisTexts.uncounted(uncounted)}</span>}
      </p>
      {points.length === 0 ? (
        <Empty>{analysisTexts.nothingScored}</Empty>
      ) : (
        <Pictures data={analysis.data} fileOf={fileOf} open={setRows} />
      )}
      <IndicatorPeers region={region} year={year} />
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
    if (bin) open({ title: analysisTexts.scoreLabel(bin.label), points: points.filter((point) => inBin(point, bin)) })
  }
  return (
    <Picture
      title={analysisTexts.distribution}
      note={analysisTexts.distributionNote(points.length, full)}
      file={fileOf('scores')}
    >
      <Chart option={option} height={240} label={analysisTexts.distribution} onPick={pick} />
      <Twin
        heads={[commonTexts.points, commonTexts.formCount]}
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
    <Picture title={analysisTexts.scatter} note={`n = ${spent.length}`} file={fileOf('scores')}>
      <Chart option={option} height={240} label={analysisTexts.scatter} onPick={pick} />
      <Twin
        heads={[commonTexts.unit, commonTexts.executionRate, commonTexts.score]}
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
  const option = useMemo(() => barsOption(common, commonTexts.formCount), [common])
  return (
    <Picture title={analysisTexts.commonProblems} note={analysisTexts.commonProblemsNote} file={fileOf('findings')}>
      <Chart option={option} height={Math.max(120, 28 * common.length + 40)} label={analysisTexts.commonProblems} />
      <Twin
        heads={[analysisTexts.code, commonTexts.problem, commonTexts.formCount, analysisTexts.times]}
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
  const option = useMemo(() => barsOption(shares, analysisTexts.fullShare, 100), [shares])
  return (
    <Picture title={analysisTexts.fullByKind} note={analysisTexts.fullByKindNote} file={fileOf('levels')}>
      <Chart option={option} height={Math.max(120, 28 * levels.length + 40)} label={analysisTexts.fullByKind} />
      <Twin
        heads={[analysisTexts.level1, analysisTexts.level2, analysisTexts.indicatorCount, analysisTexts.fullCount]}
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
        <a className="as-button" href={file} download aria-label={analysisTexts.rowsBehind(title)}>
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
      <summary>{analysisTexts.showNumbers}</summary>
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
    <Modal
      open
      title={analysisTexts.drillTitle(rows.title, rows.points.length)}
      footer={null}
      width={760}
      onCancel={close}
    >
      <Table<Point>
        rowKey="form"
        size="small"
        pagination={false}
        scroll={{ y: 420 }}
        dataSource={[...rows.points]}
        columns={[
          {
            title: commonTexts.unit,
            key: 'unit',
            render: (_, { form, unitName }) => (
              <Link to="/forms/$form" params={{ form }}>
                {unitName}
              </Link>
            ),
          },
          { title: commonTexts.score, dataIndex: 'score', align: 'right', width: 80 },
          {
            title: commonTexts.executionRate,
            dataIndex: 'rate',
            align: 'right',
            width: 100,
            render: (rate: number | null) => rate ?? '—',
          },
          {
            title: analysisTexts.execution,
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
