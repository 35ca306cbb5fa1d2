import { type FormKind, KIND_NAMES, type Policy, policies } from '#engine'
import { yearsText } from '../words.ts'
import { SmallTable } from './small-table.tsx'

const KINDS = Object.keys(KIND_NAMES).filter((kind) => kind !== 'unrecognised') as readonly FormKind[]

/** The rule packs of this version, each with where its numbers come from. */
export function PolicyList() {
  return (
    <SmallTable<Policy>
      label="计分办法"
      rowKey="id"
      width={560}
      rows={policies}
      expandable={{
        columnTitle: <span className="spoken">出处</span>,
        expandedRowRender: (policy) => <Sources policy={policy} />,
      }}
      columns={[
        {
          title: '办法',
          key: 'title',
          render: (_, { id, title }) => (
            <>
              {title} <small>{id}</small>
            </>
          ),
        },
        { title: '地方', dataIndex: 'jurisdiction', width: 90 },
        { title: '年度', key: 'years', width: 130, render: (_, { years }) => yearsText(years.from, years.to) },
        { title: '出处', key: 'verified', width: 110, render: (_, policy) => <Verified policy={policy} /> },
      ]}
    />
  )
}

function Verified({ policy: { provisional, verified } }: { policy: Policy }) {
  if (provisional) return <span className="status running">暂定</span>
  return verified ? <span className="status done">已核</span> : <span className="status running">待核</span>
}

function Sources({ policy }: { policy: Policy }) {
  const { basis, weights, execution, quantitative, date, qualitative, rounding, monitoring, thresholds } = policy
  const parts = [
    ...basis.map((one) => ['办法', one] as const),
    ['权重', weights.basis],
    ['预算执行率', execution.basis],
    ['定量指标', quantitative.basis],
    ['时间指标', date.basis],
    ['定性指标', qualitative.basis],
    ['取位', rounding.basis],
    ['运行监控', monitoring.basis],
    ['提示线', thresholds.basis],
  ] as const
  return (
    <>
      <p>
        用于：{policy.kinds.map((kind) => KIND_NAMES[kind]).join('、')}
        {policy.projectWords && `（名称里有“${policy.projectWords.join('”“')}”的项目）`}
      </p>
      <table className="twin">
        <caption className="spoken">{policy.title}的出处</caption>
        <thead>
          <tr>
            <th scope="col">哪一部分</th>
            <th scope="col">文件</th>
            <th scope="col">条款</th>
            <th scope="col">原文</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(([part, { document, clause, verified }], i) => (
            <tr key={i}>
              <td>{part}</td>
              <td>{document}</td>
              <td>{clause}</td>
              <td>{verified ? '已核' : '待核'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** The forms that are known, and the packs for each. */
export function FormKinds() {
  return (
    <SmallTable
      label="表和办法"
      rowKey="kind"
      width={480}
      rows={KINDS.map((kind) => ({ kind }))}
      columns={[
        { title: '表', key: 'name', render: (_, { kind }) => KIND_NAMES[kind] },
        {
          title: '办法',
          key: 'policies',
          render: (_, { kind }) =>
            policies
              .filter(({ kinds }) => kinds.includes(kind))
              .map(({ title }) => title)
              .join('、') || '不计分',
        },
      ]}
    />
  )
}
