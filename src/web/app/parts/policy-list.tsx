import { Link } from '@tanstack/react-router'
import { type FormKind, KIND_NAMES, type Policy, policies } from '#engine'
import { analysisTexts } from '../../texts/analysis.ts'
import { commonTexts } from '../../texts/common.ts'
import { yearsText } from '../words.ts'
import { SmallTable } from './small-table.tsx'

const KINDS = Object.keys(KIND_NAMES).filter((kind) => kind !== 'unrecognised') as readonly FormKind[]

/** The rule packs of this version, each with where its numbers come from. */
export function PolicyList() {
  return (
    <SmallTable<Policy>
      label={commonTexts.rulePacks}
      rowKey="id"
      width={560}
      rows={policies}
      expandable={{
        columnTitle: <span className="spoken">{analysisTexts.source}</span>,
        expandedRowRender: (policy) => <Sources policy={policy} />,
      }}
      columns={[
        {
          title: commonTexts.policy,
          key: 'title',
          render: (_, { id, title }) => (
            <>
              {title} <small>{id}</small>
            </>
          ),
        },
        { title: analysisTexts.jurisdiction, dataIndex: 'jurisdiction', width: 90 },
        {
          title: commonTexts.year,
          key: 'years',
          width: 130,
          render: (_, { years }) => yearsText(years.from, years.to),
        },
        {
          title: analysisTexts.source,
          key: 'verified',
          width: 110,
          render: (_, policy) => <Verified policy={policy} />,
        },
      ]}
    />
  )
}

function Verified({ policy: { provisional, verified } }: { policy: Policy }) {
  if (provisional) return <span className="status running">{analysisTexts.provisional}</span>
  return verified ? (
    <span className="status done">{analysisTexts.verified}</span>
  ) : (
    <span className="status running">{analysisTexts.unverified}</span>
  )
}

function Sources({ policy }: { policy: Policy }) {
  const { basis, weights, execution, quantitative, date, qualitative, rounding, monitoring, thresholds } = policy
  const parts = [
    ...basis.map((one) => [commonTexts.policy, one] as const),
    [analysisTexts.weights, weights.basis],
    [analysisTexts.executionRateOf, execution.basis],
    [analysisTexts.quantitative, quantitative.basis],
    [analysisTexts.dates, date.basis],
    [analysisTexts.qualitative, qualitative.basis],
    [analysisTexts.rounding, rounding.basis],
    [analysisTexts.monitoring, monitoring.basis],
    [analysisTexts.thresholds, thresholds.basis],
  ] as const
  return (
    <>
      <p>
        {analysisTexts.usedFor}
        {policy.kinds.map((kind) => KIND_NAMES[kind]).join(commonTexts.listMark)}
        {policy.projectWords && analysisTexts.projectWords(policy.projectWords.join('”“'))}
      </p>
      <table className="twin">
        <caption className="spoken">{analysisTexts.sourcesOf(policy.title)}</caption>
        <thead>
          <tr>
            <th scope="col">{analysisTexts.whichPart}</th>
            <th scope="col">{analysisTexts.document}</th>
            <th scope="col">{analysisTexts.clause}</th>
            <th scope="col">{analysisTexts.originalText}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map(([part, { document, clause, verified }], i) => (
            <tr key={i}>
              <td>{part}</td>
              <td>{document}</td>
              <td>{clause}</td>
              <td>{verified ? analysisTexts.verified : analysisTexts.unverified}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function KindLink({ kind }: { kind: FormKind }) {
  return (
    <Link to="/settings/forms/$kind" params={{ kind }}>
      {KIND_NAMES[kind]}
    </Link>
  )
}

/** The forms that are known, each to be looked at, and the packs for each. */
export function FormKinds() {
  return (
    <SmallTable
      label={analysisTexts.formsAndPacks}
      rowKey="kind"
      width={480}
      rows={KINDS.map((kind) => ({ kind }))}
      columns={[
        { title: commonTexts.form, key: 'name', render: (_, { kind }) => <KindLink kind={kind} /> },
        {
          title: commonTexts.policy,
          key: 'policies',
          render: (_, { kind }) =>
            policies
              .filter(({ kinds }) => kinds.includes(kind))
              .map(({ title }) => title)
              .join(commonTexts.listMark) || analysisTexts.notScored,
        },
      ]}
    />
  )
}
