import type { Policy, Score } from '#engine'
import { type Alternative, type Assessment, EQUAL_METHODS } from '../check/assess.ts'

type ScoreBoxProps = {
  readonly assessment: Assessment
  readonly score: Score
  /** Set while something is being typed: what stood before. */
  readonly before: Score | undefined
  readonly alternatives: readonly Alternative[]
  readonly choose: (policyId: string) => void
}

/** Computed and claimed total side by side, where they come from, and what other packs would say. */
export function ScoreBox({ assessment, score, before, alternatives, choose }: ScoreBoxProps) {
  if (isUnscored(score)) return <Unscored assessment={assessment} score={score} />
  const was = before?.total.value
  const moved = before && was !== score.total.value
  return (
    <section className="score" aria-label="得分">
      <p className="total" role="status">
        <span className="figure" data-testid="total">
          {totalText(score)}
        </span>
        {score.total.value !== null && score.total.bounds && isSpread(score.total.bounds) && (
          <span className="bounds">
            （{score.total.bounds[0]}–{score.total.bounds[1]}）
          </span>
        )}
        <span className="grade">{score.grade ?? '等次未定'}</span>
        {moved && <span className="was">改动前 {was ?? '—'}</span>}
      </p>
      <p className="claimed">
        填报 <b>{score.claimedTotal ?? '—'}</b>　计算 <b>{totalText(score)}</b>
        {score.total.status !== 'computed' && <em>{score.total.status === 'inferred' ? '　推算' : '　只有上下限'}</em>}
      </p>
      <details>
        <summary>依据</summary>
        <PolicyBasis policy={assessment.policy} note={assessment.note} why={score.total.why} />
      </details>
      <details open={window.innerHeight >= 900}>
        <summary>其他办法：{spread(alternatives)}</summary>
        <Alternatives alternatives={alternatives} choose={choose} />
      </details>
    </section>
  )
}

/** A kind of form that has no score under any pack: declaration, monitoring, framework. */
function isUnscored({ rows, total }: Score): boolean {
  return rows.length === 0 && total.bounds === null
}

function Unscored({ assessment, score }: Pick<ScoreBoxProps, 'assessment' | 'score'>) {
  return (
    <section className="score" aria-label="得分">
      <p className="total" role="status">
        <span className="grade" data-testid="total">
          不计分
        </span>
      </p>
      <p className="claimed">{score.total.why}</p>
      {score.claimedTotal !== null && (
        <p className="claimed">
          表上得分 <b>{score.claimedTotal}</b>
        </p>
      )}
      <details>
        <summary>依据</summary>
        <PolicyBasis policy={assessment.policy} note={assessment.note} why={score.total.why} />
      </details>
    </section>
  )
}

function PolicyBasis({ policy, note, why }: { policy: Policy; note: string | undefined; why: string }) {
  const { quantitative, grades } = policy
  return (
    <div className="basis">
      <p>{why}</p>
      {note && <p>{note}</p>}
      <p>
        <b>{policy.title}</b>
        {policy.provisional && '（暂定）'}
      </p>
      <ul>
        {policy.basis.map((basis) => (
          <li key={`${basis.document}${basis.clause}`}>
            {basis.document}
            {basis.clause && `，${basis.clause}`}
            <small>（{basis.verified ? '已核对原文' : '未核对原文'}）</small>
          </li>
        ))}
        <li>{EQUAL_METHODS[quantitative.equal]}</li>
        <li>{quantitative.negative === 'ratio' ? '“≤”按目标÷实际扣分' : '“≤”按超出比例线性扣分，超一倍为 0'}</li>
        <li>{grades.map(({ grade, from }) => `${grade} ≥ ${from}`).join('，')}</li>
      </ul>
    </div>
  )
}

function Alternatives({
  alternatives,
  choose,
}: {
  alternatives: readonly Alternative[]
  choose: (id: string) => void
}) {
  return (
    <table className="alternatives">
      <thead>
        <tr>
          <th scope="col">办法</th>
          <th scope="col">总分</th>
          <th scope="col">等次</th>
        </tr>
      </thead>
      <tbody>
        {alternatives.map(({ label, policyId, equal, score, isChosen }) => (
          <tr key={`${policyId}${equal ?? ''}`} className={isChosen ? 'chosen' : equal ? 'what-if' : ''}>
            <th scope="row">
              {equal ? (
                <>若{label}</>
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
}

function totalText({ total }: Score): string {
  if (total.value !== null) return String(total.value)
  return total.bounds ? `${total.bounds[0]}–${total.bounds[1]}` : '—'
}

function isSpread([low, high]: readonly [number, number]): boolean {
  return low !== high
}

function spread(alternatives: readonly Alternative[]): string {
  const totals = alternatives.flatMap(({ score }) => (score.total.value === null ? [] : [score.total.value]))
  if (totals.length === 0) return '都只有上下限'
  const low = Math.min(...totals)
  const high = Math.max(...totals)
  return low === high ? `都是 ${low}` : `${low} – ${high}`
}
