import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Dispatch, useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { type Conflict, EDITABLE, type Edit, editsBetween, type Form, putEdits } from '#engine'
import type { Answered } from '#server/api'
import { activeDoc, docsOf, emptySession, reduceSession, type SessionAction } from '../check/session.ts'
import { commonTexts } from '../texts/common.ts'
import { formTexts } from '../texts/form.ts'
import { ApiProblem, call, isSignedOut, newKey } from './client.ts'
import { adoptDraft, type Draft, forgetDraft, keepDraft } from './drafts.ts'

export type ServerForm = Answered<'GET', '/api/bureaus/:region/forms/:form'>

/** Whether what stands on the page is on the server. `offline`, `signedOut`: kept on this machine and sent when the server is back, or knows again who this is. */
export type SaveState = 'saved' | 'dirty' | 'saving' | 'offline' | 'signedOut' | 'conflict' | 'refused'

/** A pause in the typing before a save, and how long until a server that was not reached is tried again, in milliseconds. */
const PAUSE = 900
const RETRY = 5000
const FORM = '/api/bureaus/:region/forms/:form'
/** Answers of a server, or of the proxy before it, that will pass by themselves. */
const PASSING = [0, 429, 502, 503, 504]

/** A form of the server on the table: edited here, saved by patches, merged with what others save meanwhile. */
export function useServerForm(region: number, id: string, account: string) {
  const queries = useQueryClient()
  const loaded = useQuery({
    queryKey: ['form', region, id],
    queryFn: () => call('GET', FORM, { params: { region, form: id } }),
    // The table has what was typed since; what the server has is merged in when something is saved, or when nothing is open.
    refetchInterval: 30_000,
  })
  const [session, dispatch] = useReducer(reduceSession, emptySession)
  const [base, setBase] = useState<ServerForm>()
  const doc = activeDoc(session)
  const isEditable = base !== undefined && canEdit(base)
  const place: Place = { region, id, account, queries, dispatch, setBase }
  const saving = useSaving(place, base, doc?.present, isEditable)
  useGround(place, loaded.data, base, doc?.present, saving)

  /** After a step of the workflow the server's form is the ground. */
  const moved = useCallback(
    async (answer: ServerForm) => {
      setBase(answer)
      queries.setQueryData(['form', region, id], answer)
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'form' })
    },
    [queries, region, id],
  )
  return { loaded, doc, base, dispatch, isEditable, moved, ...saving }
}

function canEdit({ status, roles }: ServerForm): boolean {
  return EDITABLE.includes(status) && roles.includes('clerk')
}

type Place = {
  readonly region: number
  readonly id: string
  readonly account: string
  readonly queries: QueryClient
  readonly dispatch: Dispatch<SessionAction>
  readonly setBase: (base: ServerForm) => void
}

type Saving = ReturnType<typeof useSaving>

/** Opens the form once, brings back what an earlier page could not send, and takes over what others saved while nothing is open here. */
function useGround(
  { region, id, account, dispatch, setBase }: Place,
  answer: ServerForm | undefined,
  base: ServerForm | undefined,
  present: Form | undefined,
  { isBusy }: Saving,
): void {
  const isOpening = useRef(false)
  useEffect(() => {
    if (!answer || isBusy.current) return
    if (!base || !present) {
      if (isOpening.current) return
      isOpening.current = true
      void groundOf(region, answer, account).then(([ground, edits]) => {
        dispatch({ do: 'open', docs: docsOf(ground.form.title ?? commonTexts.form, [ground.form], [], () => id) })
        setBase(ground)
        if (edits.length > 0)
          dispatch({ do: 'change', form: putEdits(ground.form, edits), label: formTexts.draftRestored })
      })
      return
    }
    if (answer.version <= base.version || editsBetween(base.form, present).length > 0) return
    dispatch({ do: 'rebase', edits: editsBetween(base.form, answer.form) })
    setBase(answer)
  }, [answer, base, present, region, id, account, dispatch, setBase, isBusy])
}

/**
 * What the table begins with. What was typed earlier comes back on the version it was typed on, so that the server sees what others have
 * changed since. On a form that can't be edited it stays where it is: the page shows what the server has.
 */
async function groundOf(region: number, answer: ServerForm, account: string): Promise<[ServerForm, readonly Edit[]]> {
  const draft = canEdit(answer) ? adoptDraft({ form: answer.id, account }) : undefined
  if (!draft) return [answer, []]
  if (draft.version === answer.version) return [answer, draft.edits]
  try {
    const params = { region, form: answer.id, version: draft.version }
    const { form } = await call('GET', `${FORM}/versions/:version`, { params })
    return [{ ...answer, version: draft.version, form }, draft.edits]
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error
    // The version can't be had now: the draft waits on this machine until the form is opened again.
    return [answer, []]
  }
}

/** Saves a moment after the last key, keeps on this machine what can't be sent, and settles conflicts. */
function useSaving(place: Place, base: ServerForm | undefined, present: Form | undefined, isEditable: boolean) {
  const { id, account } = place
  const [state, setState] = useState<SaveState>('saved')
  const [problem, setProblem] = useState<string>()
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([])
  const isBusy = useRef(false)
  const refused = useRef<Form>(undefined)
  const tell = useCallback((next: SaveState, why?: string, open: readonly Conflict[] = []) => {
    setState(next)
    setProblem(why)
    setConflicts(open)
  }, [])
  const send = useSend(place, isBusy, tell)
  const leave = useRef<() => void>(undefined)
  useEffect(() => {
    leave.current = undefined
    if (!base || !present || !isEditable || state === 'conflict') return
    const edits = editsBetween(base.form, present)
    if (edits.length === 0) {
      if (state === 'saved' || state === 'saving') return
      forgetDraft({ form: id, account })
      return tell('saved')
    }
    keepDraft({ form: id, account }, { version: base.version, edits })
    if (state === 'saved') setState('dirty')
    // What the server has declined it declines again: only after another change there is something new to ask.
    if (state === 'saving' || (state === 'refused' && refused.current === present)) return
    leave.current = () => void send({ version: base.version, edits }, present)
    const pause = state === 'offline' || state === 'signedOut' ? RETRY : PAUSE
    const timer = setTimeout(() => {
      refused.current = present
      void send({ version: base.version, edits }, present)
    }, pause)
    return () => clearTimeout(timer)
  }, [base, present, isEditable, state, id, account, send, tell])
  // Who goes to another page at once has saved too.
  useEffect(() => () => leave.current?.(), [])
  /** What waits for the server is sent without waiting any longer. */
  const retry = useCallback(() => setState((before) => (before === 'offline' ? 'dirty' : before)), [])
  useEffect(() => {
    window.addEventListener('online', retry)
    return () => window.removeEventListener('online', retry)
  }, [retry])
  const settle = useSettle(place, base, present, conflicts, tell)
  return { state, problem, conflicts, settle, send, retry, isBusy }
}

type Tell = (state: SaveState, why?: string, open?: readonly Conflict[]) => void

/** One patch. What others have changed meanwhile comes back with it and is put under what was typed here since. */
function useSend({ region, id, account, queries, dispatch, setBase }: Place, isBusy: { current: boolean }, tell: Tell) {
  return useCallback(
    async ({ version, edits }: Draft, sent: Form) => {
      isBusy.current = true
      tell('saving')
      try {
        const body = { base: version, edits: edits.map(({ at, to }: Edit) => ({ at, to })) }
        const answer = await call('PATCH', FORM, { params: { region, form: id }, body, key: newKey() })
        const others = editsBetween(sent, answer.form)
        if (others.length > 0) dispatch({ do: 'rebase', edits: others })
        setBase(answer)
        queries.setQueryData(['form', region, id], answer)
        forgetDraft({ form: id, account })
        tell('saved')
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        const open = error.more.conflicts as readonly Conflict[] | undefined
        if (PASSING.includes(error.status)) tell('offline', error.message)
        else if (isSignedOut(error)) tell('signedOut', error.message)
        else if (open) tell('conflict', error.message, open)
        else tell('refused', error.message)
      } finally {
        isBusy.current = false
      }
    },
    [region, id, account, queries, dispatch, setBase, isBusy, tell],
  )
}

/** Each conflict is settled for one side (`mine`: the places where one's own value stays); then all is saved on what the server has now. */
function useSettle(
  { region, id, dispatch, setBase }: Place,
  base: ServerForm | undefined,
  present: Form | undefined,
  conflicts: readonly Conflict[],
  tell: Tell,
) {
  return useCallback(
    async (mine: ReadonlySet<string>) => {
      if (!base || !present) return
      const answer = await call('GET', FORM, { params: { region, form: id } })
      const refused = new Set(conflicts.filter(({ at }) => !mine.has(at)).map(({ at }) => at))
      const edits = editsBetween(base.form, present).filter(({ at }) => !refused.has(at))
      dispatch({ do: 'change', form: putEdits(answer.form, edits), label: formTexts.mergedOthers })
      setBase(answer)
      tell(edits.length === 0 ? 'saved' : 'dirty')
    },
    [region, id, dispatch, setBase, base, present, conflicts, tell],
  )
}
