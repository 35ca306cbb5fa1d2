import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { type Action, confirmationKey, type Finding, type Form, isReason, MOVES, placeName } from '#engine'
import { assess } from '../../check/assess.ts'
import { canonical } from '../../check/layout.ts'
import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'
import { actionNames } from '../../texts/names.ts'
import { ApiProblem, call } from '../client.ts'
import type { ServerForm } from '../use-server-form.ts'

type MoveDialogProps = {
  readonly region: number
  readonly base: ServerForm
  readonly form: Form
  readonly action: Action
  readonly isSaved: boolean
  readonly moved: (answer: ServerForm) => Promise<void>
  readonly close: () => void
}

/** The last page before a step: what it means, what is open, what is certified. */
export function MoveDialog(props: MoveDialogProps) {
  const { base, form, action, isSaved, close } = props
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  const move = MOVES.find((one) => one.action === action && one.from.includes(base.status))
  const { findings, score } = assess(form, null).result
  const errors = move?.isGated ? findings.filter(({ severity }) => severity === 'error') : []
  const warnings = move?.isGated ? findings.filter(({ severity }) => severity === 'warning') : []
  const kept = useKeptReasons(props)
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const reasonOf = (finding: Finding) => typed[confirmationKey(finding)] ?? kept.get(confirmationKey(finding)) ?? ''
  const isAnswered = warnings.every((finding) => isReason(reasonOf(finding)))
  const { send, problem, isBusy } = useSend(props)
  const confirm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const opinion = String(new FormData(event.currentTarget).get('opinion') ?? '')
    void send(
      opinion,
      warnings.map((finding) => ({ finding: confirmationKey(finding), reason: reasonOf(finding) })),
    )
  }
  return (
    <dialog ref={dialog} className="wide" onClose={close} aria-labelledby="move-title">
      <form onSubmit={confirm}>
        <h2 id="move-title">{formTexts.moveTitle(actionNames[action], form.title ?? '', form.fiscalYear ?? '—')}</h2>
        {move?.isGated && (
          <p>
            {formTexts.computedScoreIs} <b>{score.total.value ?? '—'}</b>
            {formTexts.claimedAndCounts(score.claimedTotal ?? '—', errors.length, warnings.length)}
          </p>
        )}
        {errors.length > 0 && <Open title={formTexts.fixFirst} findings={errors} form={form} />}
        {warnings.length > 0 && (
          <>
            <h3>{formTexts.explainThese}</h3>
            <ul className="reasons">
              {warnings.map((finding) => (
                <li key={confirmationKey(finding)}>
                  <label>
                    <span>
                      {placesOf(finding, form)}
                      {commonTexts.colon}
                      {finding.message}
                    </span>
                    <input
                      value={reasonOf(finding)}
                      maxLength={500}
                      placeholder={formTexts.reasonLabel}
                      onChange={(event) => setTyped({ ...typed, [confirmationKey(finding)]: event.target.value })}
                    />
                  </label>
                </li>
              ))}
            </ul>
          </>
        )}
        {action !== 'submit' && action !== 'carryOver' && (
          <label className="opinion">
            {move?.needsOpinion ? formTexts.opinionNeeded : commonTexts.opinion}
            <textarea name="opinion" rows={3} maxLength={2000} required={move?.needsOpinion ?? false} />
          </label>
        )}
        <p className="certify">{CERTIFIED[action]}</p>
        {!isSaved && <p className="problem">{formTexts.unsavedFirst}</p>}
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <p className="actions">
          <button type="submit" className="primary" disabled={errors.length > 0 || !isAnswered || !isSaved || isBusy}>
            {isBusy ? formTexts.acting : actionNames[action]}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            {formTexts.lookAgain}
          </button>
        </p>
      </form>
    </dialog>
  )
}

/** What somebody puts their name to. */
const CERTIFIED: Readonly<Record<Action, string>> = {
  submit: formTexts.submitWhat,
  sign: formTexts.signWhat,
  reviewForDepartment: formTexts.departmentWhat,
  reviewForFinance: formTexts.financeWhat,
  approve: formTexts.approveWhat,
  return: formTexts.returnWhat,
  withdraw: formTexts.withdrawWhat,
  reopen: formTexts.reopenWhat,
  carryOver: formTexts.carryWhat,
}

function Open({ title, findings, form }: { title: string; findings: readonly Finding[]; form: Form }) {
  return (
    <>
      <h3>{title}</h3>
      <ul className="open-findings">
        {findings.map((finding) => (
          <li key={confirmationKey(finding)}>
            <b>{placesOf(finding, form)}</b> {finding.message}
          </li>
        ))}
      </ul>
    </>
  )
}

function placesOf({ at }: Finding, form: Form): string {
  const places = [...new Set(at.map((pointer) => placeName(form, canonical(pointer))))]
  return places.length > 2
    ? formTexts.andMore(places.slice(0, 2).join(commonTexts.listMark), places.length)
    : places.join(commonTexts.listMark)
}

/** Reasons that were given before: a form that comes back need not be explained anew. */
function useKeptReasons({ region, base }: MoveDialogProps): ReadonlyMap<string, string> {
  const params = { region, form: base.id }
  const { data } = useQuery({
    queryKey: ['confirmations', region, base.id],
    queryFn: () => call('GET', '/api/bureaus/:region/forms/:form/confirmations', { params }),
  })
  return useMemo(() => new Map(data?.confirmations.map(({ finding, reason }) => [finding, reason])), [data])
}

function useSend({ region, base, action, moved }: MoveDialogProps) {
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const send = async (opinion: string, confirmations: readonly { finding: string; reason: string }[]) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = await call('POST', '/api/bureaus/:region/forms/:form/moves', {
        params: { region, form: base.id },
        body: { action, version: base.version, opinion, confirmations: [...confirmations] },
        isOnce: true,
      })
      if (action === 'carryOver') window.location.hash = `#/forms/${answer.id}`
      else await moved(answer)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error.message)
    } finally {
      setBusy(false)
    }
  }
  return { send, problem, isBusy }
}
