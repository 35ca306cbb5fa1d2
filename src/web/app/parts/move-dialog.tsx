import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import {
  ACTION_NAMES,
  type Action,
  confirmationKey,
  type Finding,
  type Form,
  isReason,
  MOVES,
  placeName,
} from '#engine'
import { assess } from '../../check/assess.ts'
import { canonical } from '../../check/layout.ts'
import { ApiProblem, call, newKey } from '../client.ts'
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
        <h2 id="move-title">
          {ACTION_NAMES[action]}：{form.title}（{form.fiscalYear} 年）
        </h2>
        {move?.isGated && (
          <p>
            计算得分 <b>{score.total.value ?? '—'}</b>，填报总分 {score.claimedTotal ?? '—'}；必须改 {errors.length}{' '}
            处，需说明 {warnings.length} 处。
          </p>
        )}
        {errors.length > 0 && <Open title="这些必须先改" findings={errors} form={form} />}
        {warnings.length > 0 && (
          <>
            <h3>这些改正，或说明为什么是对的（理由随表送审）</h3>
            <ul className="reasons">
              {warnings.map((finding) => (
                <li key={confirmationKey(finding)}>
                  <label>
                    <span>
                      {placesOf(finding, form)}：{finding.message}
                    </span>
                    <input
                      value={reasonOf(finding)}
                      maxLength={500}
                      placeholder="理由"
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
            {move?.needsOpinion ? '意见（必填）' : '意见'}
            <textarea name="opinion" rows={3} maxLength={2000} required={move?.needsOpinion ?? false} />
          </label>
        )}
        <p className="certify">{CERTIFIED[action]}</p>
        {!isSaved && <p className="problem">还有改动没有保存到服务器，保存好以后再办。</p>}
        {problem !== undefined && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <p className="actions">
          <button type="submit" className="primary" disabled={errors.length > 0 || !isAnswered || !isSaved || isBusy}>
            {isBusy ? '正在办…' : ACTION_NAMES[action]}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            再看看
          </button>
        </p>
      </form>
    </dialog>
  )
}

/** What somebody puts their name to. */
const CERTIFIED: Readonly<Record<Action, string>> = {
  submit: '送审即确认：表内数字与账表、佐证材料一致；所写理由属实。送审后在退回或撤回之前不能修改。',
  sign: '签发即以单位名义确认本表内容属实，报主管部门审核。',
  reviewForDepartment: '审核通过后报财政部门。',
  reviewForFinance: '审核通过后报绩效科批复。',
  approve: '批复后本表成为正式结果，只有绩效科可以重新打开。',
  return: '退回后由单位修改再送，您的意见会随表保留。',
  withdraw: '撤回后回到草稿，可以修改再送。',
  reopen: '重新打开后退给单位修改；已批复的那一版仍保留。',
  carryOver: '以本表为底新建下一年度的草稿：名称、指标和目标沿用（标为待核对），金额、完成值和得分留空。本表不变。',
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
  return places.length > 2 ? `${places.slice(0, 2).join('、')}等 ${places.length} 处` : places.join('、')
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
  // The same key while the dialog is open: a second press, or one after a network that broke off, does nothing twice.
  const key = useRef(newKey())
  const send = async (opinion: string, confirmations: readonly { finding: string; reason: string }[]) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const answer = await call('POST', '/api/bureaus/:region/forms/:form/moves', {
        params: { region, form: base.id },
        body: { action, version: base.version, opinion, confirmations: [...confirmations] },
        key: key.current,
      })
      if (action === 'carryOver') window.location.hash = `#/forms/${answer.id}`
      else await moved(answer)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.status !== 0) key.current = newKey()
      setProblem(error.message)
    } finally {
      setBusy(false)
    }
  }
  return { send, problem, isBusy }
}
