import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Dispatch, useCallback, useEffect, useReducer, useRef, useState } from 'react'
import { type Conflict, EDITABLE, type Edit, editsBetween, type Form, putEdits } from '#engine'
import type { Answered } from '#server/api'
import { activeDoc, docsOf, emptySession, reduceSession, type SessionAction } from '../check/session.ts'
import { ApiProblem, call, newKey } from './client.ts'
import { type Draft, forgetDraft, keepDraft, takeDraft } from './drafts.ts'

export type ServerForm = Answered<'GET', '/api/bureaus/:region/forms/:form'>

/** Whether what stands on the page is on the server. `offline`: kept on this machine and sent when the server is back. */
export type SaveState = 'saved' | 'dirty' | 'saving' | 'offline' | 'conflict' | 'refused'

/** A pause in the typing before a save, and how long until a server that was not reached is tried again, in milliseconds. */
const PAUSE = 900
const RETRY = 5000
const FORM = '/api/bureaus/:region/forms/:form'

/** A form of the server on the table: edited here, saved by patches, merged with what others save meanwhile. */
export function useServerForm(region: number, id: string) {
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
  const isEditable = base !== undefined && EDITABLE.includes(base.status) && base.roles.includes('clerk')
  const place: Place = { region, id, queries, dispatch, setBase }
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

type Place = {
  readonly region: number
  readonly id: string
  readonly queries: QueryClient
  readonly dispatch: Dispatch<SessionAction>
  readonly setBase: (base: ServerForm) => void
}

type Saving = ReturnType<typeof useSaving>

/** Opens the form once, brings back what an earlier page could not send, and takes over what others saved while nothing is open here. */
function useGround(
  { id, dispatch, setBase }: Place,
  answer: ServerForm | undefined,
  base: ServerForm | undefined,
  present: Form | undefined,
  { isBusy, send }: Saving,
): void {
  useEffect(() => {
    if (!answer || isBusy.current) return
    if (!base || !present) {
      dispatch({ do: 'open', docs: docsOf(answer.form.title ?? '表', [answer.form], [], () => id) })
      setBase(answer)
      const kept = takeDraft(id)
      if (kept && kept.edits.length > 0) {
        // Seen on the page whatever becomes of them.
        const changed = putEdits(answer.form, kept.edits)
        dispatch({ do: 'change', form: changed, label: '恢复没有送出的改动' })
        void send(kept, changed)
      }
      return
    }
    if (answer.version <= base.version || editsBetween(base.form, present).length > 0) return
    dispatch({ do: 'rebase', edits: editsBetween(base.form, answer.form) })
    setBase(answer)
  }, [answer, base, present, id, dispatch, setBase, isBusy, send])
}

/** Saves a moment after the last key, keeps on this machine what can't be sent, and settles conflicts. */
function useSaving(place: Place, base: ServerForm | undefined, present: Form | undefined, isEditable: boolean) {
  const { id } = place
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
  useEffect(() => {
    if (!base || !present || !isEditable || state === 'conflict') return
    const edits = editsBetween(base.form, present)
    if (edits.length === 0) {
      forgetDraft(id)
      if (state === 'dirty' || state === 'refused') tell('saved')
      return
    }
    keepDraft(id, { version: base.version, edits })
    if (state === 'saved') setState('dirty')
    // What the server has declined it declines again: only after another change there is something new to ask.
    if (state === 'saving' || (state === 'refused' && refused.current === present)) return
    const pause = state === 'offline' ? RETRY : PAUSE
    const timer = setTimeout(() => {
      refused.current = present
      void send({ version: base.version, edits }, present)
    }, pause)
    return () => clearTimeout(timer)
  }, [base, present, isEditable, state, id, send, tell])
  useEffect(() => {
    const online = () => setState((before) => (before === 'offline' ? 'dirty' : before))
    window.addEventListener('online', online)
    return () => window.removeEventListener('online', online)
  }, [])
  const settle = useSettle(place, base, present, conflicts, tell)
  return { state, problem, conflicts, settle, send, isBusy }
}

type Tell = (state: SaveState, why?: string, open?: readonly Conflict[]) => void

/** One patch. What others have changed meanwhile comes back with it and is put under what was typed here since. */
function useSend({ region, id, queries, dispatch, setBase }: Place, isBusy: { current: boolean }, tell: Tell) {
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
        forgetDraft(id)
        tell('saved')
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        const open = error.more.conflicts as readonly Conflict[] | undefined
        if (error.status === 0) tell('offline', error.message)
        else if (open) tell('conflict', error.message, open)
        else tell('refused', error.message)
      } finally {
        isBusy.current = false
      }
    },
    [region, id, queries, dispatch, setBase, isBusy, tell],
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
      dispatch({ do: 'change', form: putEdits(answer.form, edits), label: '合并别人的改动' })
      setBase(answer)
      tell(edits.length === 0 ? 'saved' : 'dirty')
    },
    [region, id, dispatch, setBase, base, present, conflicts, tell],
  )
}
