import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { placeName, pointRows, type Role, reviewedTotal } from '#engine'
import type { Answered } from '#server/api'
import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'
import { call } from '../client.ts'
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
    <section className="notes" aria-label={commonTexts.review}>
      <h3>{commonTexts.review}</h3>
      <ul>
        {reviews.map((review) => (
          <li key={review.id}>
            <b className="number">{formTexts.reviewScore(review.score)}</b>{' '}
            <small>
              {data?.names[review.by] ?? ''} {moment(review.at)}
              {review.version !== base.version && formTexts.ofVersion(review.version)}
            </small>
            {review.rows.map(({ at, self, score, cause }) => (
              <p key={at}>
                {placeName(table.draft, `${at}/name`) || at}
                {commonTexts.colon}
                {self ?? '—'} → {score}
                {commonTexts.comma}
                {cause}
              </p>
            ))}
            {review.opinion !== '' && <p>{review.opinion}</p>}
          </li>
        ))}
      </ul>
      {mayReview && (
        <button type="button" onClick={() => setOpen(true)}>
          {formTexts.reviewMore}
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
    if (await run(() => call('POST', PATH, { params: { region, form: base.id }, body, isOnce: true }))) close()
  }
  const set = (at: string, change: Partial<Given>) =>
    setGiven((before) => ({ ...before, [at]: { score: '', cause: '', ...before[at], ...change } }))
  return (
    <dialog ref={dialog} className="wide" onClose={close} aria-labelledby="review-title">
      <form onSubmit={(event) => void send(event)}>
        <h2 id="review-title">
          {formTexts.reviewTitle(base.form.total.score ?? '—')} <span className="number">{total ?? '—'}</span>{' '}
          {formTexts.pointsAfter}
        </h2>
        <p className="soft">{formTexts.onlyDifferent}</p>
        <div className="review-rows">
          <table className="conflicts">
            <thead>
              <tr>
                <th scope="col">{commonTexts.indicator}</th>
                <th scope="col">{commonTexts.weight}</th>
                <th scope="col">{formTexts.self}</th>
                <th scope="col">{commonTexts.review}</th>
                <th scope="col">{commonTexts.reason}</th>
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
                      aria-label={formTexts.reviewedScoreOf(name)}
                      value={given[at]?.score ?? ''}
                      onChange={(event) => set(at, { score: event.target.value })}
                    />
                  </td>
                  <td>
                    <input
                      maxLength={500}
                      aria-label={formTexts.reviewReasonOf(name)}
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
          {formTexts.overallOpinion}
          <textarea name="opinion" rows={2} maxLength={2000} />
        </label>
        <Problem text={problem} />
        <p className="actions">
          <button type="submit" className="primary" disabled={!isWhole || total === null}>
            {changed.length === 0 ? formTexts.agreesRecord : formTexts.recordDifferent(changed.length)}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            {commonTexts.cancel}
          </button>
        </p>
      </form>
    </dialog>
  )
}
