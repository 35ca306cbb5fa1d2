import { memo, useState } from 'react'
import type { Form, Policy, Score } from '#engine'
import { type Alternative, type Assessment, EQUAL_METHODS } from '../check/assess.ts'
import { useAlternatives } from '../pages/use-alternatives.ts'
import { commonTexts } from '../texts/common.ts'
import { paperTexts } from '../texts/paper.ts'

type ScoreBoxProps = {
  readonly assessment: Assessment
  /** Set while something is being typed: what stood before. */
  readonly before: Score | undefined
  readonly choose: (policyId: string) => void
}

/** Computed and claimed total side by side, where they come from, and what other packs would say. */
export function ScoreBox({ assessment, before, choose }: ScoreBoxProps) {
  const { score, form } = assessment.result
  if (isUnscored(score)) return <Unscored assessment={assessment} score={score} />
  const was = before?.total.value
  const moved = before && was !== score.total.value
  return (
    <section className="score" aria-label={commonTexts.score}>
      <p className="total" role="status">
        <span className="figure" data-testid="total">
          {totalText(score)}
        </span>
        {score.total.value !== null && score.total.bounds && isSpread(score.total.bounds) && (
          <span className="bounds">{commonTexts.bracketed(`${score.total.bounds[0]}–${score.total.bounds[1]}`)}</span>
        )}
        <span className="grade">{score.grade ?? paperTexts.noGrade}</span>
        {moved && <span className="was">{paperTexts.was(was ?? '—')}</span>}
      </p>
      <p className="claimed">
        {paperTexts.claimedIs} <b>{score.claimedTotal ?? '—'}</b> {paperTexts.computedIs} <b>{totalText(score)}</b>
        {score.total.status !== 'computed' && (
          <em>{score.total.status === 'inferred' ? paperTexts.isInferred : paperTexts.onlyBounds}</em>
        )}
      </p>
      <details>
        <summary>{paperTexts.basis}</summary>
        <PolicyBasis policy={assessment.policy} note={assessment.note} why={score.total.why} />
      </details>
      <OtherPacks form={form} chosen={assessment.policy} choose={choose} />
    </section>
  )
}

type OtherPacksProps = { form: Form; chosen: Policy; choose: ScoreBoxProps['choose'] }

function OtherPacks({ form, chosen, choose }: OtherPacksProps) {
  const alternatives = useAlternatives(form, chosen)
  // Asked once: the height of the window makes the browser lay out the page.
  const [isTall] = useState(() => window.innerHeight >= 900)
  return (
    <details open={isTall}>
      <summary>{paperTexts.otherPacks(spread(alternatives))}</summary>
      <Alternatives alternatives={alternatives} choose={choose} />
    </details>
  )
}

/** A kind of form that has no score under any pack: declaration, monitoring, framework. */
function isUnscored({ rows, total }: Score): boolean {
  return rows.length === 0 && total.bounds === null
}

function Unscored({ assessment, score }: Pick<ScoreBoxProps, 'assessment'> & { readonly score: Score }) {
  return (
    <section className="score" aria-label={commonTexts.score}>
      <p className="total" role="status">
        <span className="grade" data-testid="total">
          {paperTexts.notScored}
        </span>
      </p>
      <p className="claimed">{score.total.why}</p>
      {score.claimedTotal !== null && (
        <p className="claimed">
          {paperTexts.scoreOnForm} <b>{score.claimedTotal}</b>
        </p>
      )}
      <details>
        <summary>{paperTexts.basis}</summary>
        <PolicyBasis policy={assessment.policy} note={assessment.note} why={score.total.why} />
      </details>
    </section>
  )
}

const PolicyBasis = memo(function PolicyBasis({
  policy,
  note,
  why,
}: {
  policy: Policy
  note: string | undefined
  why: string
}) {
  const { quantitative, grades } = policy
  return (
    <div className="basis">
      <p>{why}</p>
      {note && <p>{note}</p>}
      <p>
        <b>{policy.title}</b>
        {policy.provisional && paperTexts.provisionalTag}
      </p>
      <ul>
        {policy.basis.map((basis) => (
          <li key={`${basis.document}${basis.clause}`}>
            {basis.document}
            {basis.clause && `${commonTexts.comma}${basis.clause}`}
            <small>
              {commonTexts.bracketed(basis.verified ? paperTexts.sourceVerified : paperTexts.sourceUnverified)}
            </small>
          </li>
        ))}
        <li>{EQUAL_METHODS[quantitative.equal]}</li>
        <li>{quantitative.negative === 'ratio' ? paperTexts.lowerRatio : paperTexts.lowerDecay}</li>
        <li>{grades.map(({ grade, from }) => `${grade} ≥ ${from}`).join(commonTexts.comma)}</li>
      </ul>
    </div>
  )
})

type AlternativesProps = { alternatives: readonly Alternative[]; choose: ScoreBoxProps['choose'] }

const Alternatives = memo(function Alternatives({ alternatives, choose }: AlternativesProps) {
  return (
    <table className="alternatives">
      <thead>
        <tr>
          <th scope="col">{commonTexts.policy}</th>
          <th scope="col">{paperTexts.total}</th>
          <th scope="col">{paperTexts.grade}</th>
        </tr>
      </thead>
      <tbody>
        {alternatives.map(({ label, policyId, equal, score, isChosen }) => (
          <tr key={`${policyId}${equal ?? ''}`} className={isChosen ? 'chosen' : equal ? 'what-if' : ''}>
            <th scope="row">
              {equal ? (
                paperTexts.ifPack(label)
              ) : (
                <button type="button" className="link" disabled={isChosen} onClick={() => choose(policyId)}>
                  {label}
                </button>
              )}
            </th>
            <td>{totalText(score)}</td>
            <td>{score.grade ?? '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
})

function totalText({ total }: Score): string {
  if (total.value !== null) return String(total.value)
  return total.bounds ? `${total.bounds[0]}–${total.bounds[1]}` : '—'
}

function isSpread([low, high]: readonly [number, number]): boolean {
  return low !== high
}

function spread(alternatives: readonly Alternative[]): string {
  const totals = alternatives.flatMap(({ score }) => (score.total.value === null ? [] : [score.total.value]))
  if (totals.length === 0) return paperTexts.allBounds
  const low = Math.min(...totals)
  const high = Math.max(...totals)
  return low === high ? paperTexts.allEqual(low) : `${low} – ${high}`
}
