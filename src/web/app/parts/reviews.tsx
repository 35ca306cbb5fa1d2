import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { placeName, pointRows, type Role, reviewedTotal } from '#engine'
import type { Answered } from '#server/api'
import { call, newKey } from '../client.ts'
import type { ServerForm } from '../use-server-form.ts'
import { moment } from '../words.ts'
import type { NotesProps } from './cell-notes.tsx'
import { Problem } from './problem.tsx'
import { useTold } from './use-told.ts'

const REVIEWERS: readonly Role[] = ['departmentReviewer', 'financeReviewer', 'performanceOfficer', 'expert']
const PATH = '/api/bureaus/:region/forms/:form/reviews'
type Review = Answered<'GET', typeof PATH>['reviews'][number]

/** Second scores beside the unit's own, with their causes; whoever may review gives one here. */
export function Reviews({ region, base, table }: NotesProps) {
  const [isOpen, setOpen] = useState(false)
  const params = { region, form: base.id }
  const { data } = useQuery({
    queryKey: ['reviews', region, base.id],
    queryFn: () => call('GET', PATH, { params }),
  })
  const isHandedIn = base.status !== 'draft' && base.status !== 'returned'
  const mayReview = isHandedIn && base.roles.some((role) => REVIEWERS.includes(role))
  const reviews = data?.reviews ?? []
  if (reviews.length === 0 && !mayReview) return null
  return (
    <section className="notes" aria-label="复核">
      <h3>复核</h3>
      <ul>
        {reviews.map((review) => (
          <li key={review.id}>
            <b className="number">{review.score} 分</b>{' '}
            <small>
              {data?.names[review.by] ?? ''} {moment(review.at)}
              {review.version !== base.version && `（第 ${review.version} 版）`}
            </small>
            {review.rows.map(({ at, self, score, cause }) => (
              <p key={at}>
                {placeName(table.draft, `${at}/name`) || at}：{self ?? '—'} → {score}，{cause}
              </p>
            ))}
            {review.opinion !== '' && <p>{review.opinion}</p>}
          </li>
        ))}
      </ul>
      {mayReview && (
        <button type="button" onClick={() => setOpen(true)}>
          复核…
        </button>
      )}
      {isOpen && <ReviewDialog region={region} base={base} close={() => setOpen(false)} />}
    </section>
  )
}

type Given = { readonly score: string; readonly cause: string }

/** Every row with points: self, the reviewer's, why. The total follows with each key. */
function ReviewDialog({ region, base, close }: { region: number; base: ServerForm; close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const rows = useMemo(() => pointRows(base.form), [base.form])
  const [given, setGiven] = useState<Readonly<Record<string, Given>>>({})
  const { problem, run } = useTold(['reviews', region, base.id])
  useEffect(() => dialog.current?.showModal(), [])
  const changed = rows.flatMap(({ at, weight }): readonly Review['rows'][number][] => {
    const { score = '', cause = '' } = given[at] ?? {}
    return score.trim() === '' ? [] : [{ at, weight, self: null, score: Number(score), cause: cause.trim() }]
  })
  const total = reviewedTotal(base.form, new Map(changed.map(({ at, score }) => [at, score])))
  const isWhole = changed.every(({ cause, score, weight }) => cause !== '' && score >= 0 && score <= weight)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const opinion = String(new FormData(event.currentTarget).get('opinion') ?? '')
    const body = { version: base.version, rows: changed.map(({ at, score, cause }) => ({ at, score, cause })), opinion }
    if (await run(() => call('POST', PATH, { params: { region, form: base.id }, body, key: newKey() }))) close()
  }
  const set = (at: string, change: Partial<Given>) =>
    setGiven((before) => ({ ...before, [at]: { score: '', cause: '', ...before[at], ...change } }))
  return (
    <dialog ref={dialog} className="wide" onClose={close} aria-labelledby="review-title">
      <form onSubmit={(event) => void send(event)}>
        <h2 id="review-title">
          复核：自评 {base.form.total.score ?? '—'} 分，复核 <span className="number">{total ?? '—'}</span> 分
        </h2>
        <p className="soft">只填与自评不同的行；填了分就要写原因。</p>
        <div className="review-rows">
          <table className="conflicts">
            <thead>
              <tr>
                <th scope="col">指标</th>
                <th scope="col">分值</th>
                <th scope="col">自评</th>
                <th scope="col">复核</th>
                <th scope="col">原因</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ at, name, weight, self }) => (
                <tr key={at}>
                  <th scope="row">{name || at}</th>
                  <td className="number">{weight}</td>
                  <td className="number">{self ?? '—'}</td>
                  <td>
                    <input
                      type="number"
                      min={0}
                      max={weight}
                      step={0.01}
                      aria-label={`${name}的复核得分`}
                      value={given[at]?.score ?? ''}
                      onChange={(event) => set(at, { score: event.target.value })}
                    />
                  </td>
                  <td>
                    <input
                      maxLength={500}
                      aria-label={`${name}的原因`}
                      value={given[at]?.cause ?? ''}
                      onChange={(event) => set(at, { cause: event.target.value })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <label className="opinion">
          总的意见
          <textarea name="opinion" rows={2} maxLength={2000} />
        </label>
        <Problem text={problem} />
        <p className="actions">
          <button type="submit" className="primary" disabled={!isWhole || total === null}>
            {changed.length === 0 ? '与自评一致，记下' : `记下 ${changed.length} 行不同`}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            取消
          </button>
        </p>
      </form>
    </dialog>
  )
}
