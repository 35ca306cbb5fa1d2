import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'
import { actionNames, statusNames } from '../../texts/names.ts'
import { shellTexts } from '../../texts/shell.ts'
import '../../style/paper.css'
import '../../style/marks.css'
import '../../style/panel.css'
import '../../style/phone.css'
import '../../style/print.css'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Action } from '#engine'
import type { Doc } from '../../check/session.ts'
import { TableView } from '../../pages/table-view.tsx'
import { useCurrent } from '../current.tsx'
import { CellNotes } from '../parts/cell-notes.tsx'
import { ConflictDialog } from '../parts/conflict-dialog.tsx'
import { FormExports } from '../parts/form-exports.tsx'
import { MoveDialog } from '../parts/move-dialog.tsx'
import { PageError, PageLoading } from '../parts/states.tsx'
import { WaitingDraft } from '../parts/waiting-draft.tsx'
import { formRoute } from '../router.tsx'
import { useHistoryKeys } from '../use-history-keys.ts'
import { type ServerForm, useServerForm } from '../use-server-form.ts'
import { SAVE_WORDS } from '../words.ts'

/** One form: the paper, its score and findings, what others said of it, and the next step. */
export function FormPage() {
  const { form: id } = formRoute.useParams() as { form: string }
  const { region } = useCurrent()
  return <OneForm key={`${region} ${id}`} region={region} id={id} />
}

function OneForm({ region, id }: { region: number; id: string }) {
  const { me } = useCurrent()
  const work = useServerForm(region, id, me.account.id)
  const { loaded, doc, base, dispatch, isEditable } = work
  const [action, setAction] = useState<Action>()
  useHistoryKeys(isEditable, dispatch)
  if (loaded.isError && !base) return <PageError error={loaded.error} reset={() => void loaded.refetch()} />
  if (!doc || !base) return <PageLoading />
  return (
    <div className="form-page">
      <FormBar work={work} doc={doc} base={base} begin={setAction} />
      {!isEditable && (
        <WaitingDraft
          key={`${base.version}`}
          of={{ form: id, account: me.account.id }}
          form={base.form}
          status={statusNames[base.status]}
        />
      )}
      <TableView
        doc={doc}
        original={undefined}
        dispatch={dispatch}
        isReadOnly={!isEditable}
        more={(table) => <CellNotes region={region} base={base} table={table} isEditable={isEditable} />}
      />
      {work.conflicts.length > 0 && (
        <ConflictDialog form={doc.present} conflicts={work.conflicts} settle={(mine) => void work.settle(mine)} />
      )}
      {action && (
        <MoveDialog
          region={region}
          base={base}
          form={doc.present}
          action={action}
          isSaved={work.state === 'saved'}
          moved={async (answer) => {
            setAction(undefined)
            await work.moved(answer)
          }}
          close={() => setAction(undefined)}
        />
      )}
    </div>
  )
}

type Work = ReturnType<typeof useServerForm>
type BarProps = { work: Work; doc: Doc; base: ServerForm; begin: (action: Action) => void }

/** Where the form stands and what can be done; whether it is saved; history, export, print. */
function FormBar({ work, doc, base, begin }: BarProps) {
  const { dispatch, isEditable } = work
  const main: readonly Action[] = base.actions.filter(
    (one) => one !== 'return' && one !== 'withdraw' && one !== 'carryOver',
  )
  const other = base.actions.filter((one) => !main.includes(one))
  return (
    <div className="bar form-bar">
      <h1 className="form-title">{doc.present.title ?? formTexts.untitled}</h1>
      <span className={`status ${base.status}`}>{statusNames[base.status]}</span>
      {base.isLate && <span className="status late">{formTexts.isLate}</span>}
      {isEditable ? <SaveWords work={work} /> : <span className="save">{commonTexts.readOnly}</span>}
      <span className="spring" />
      {isEditable && (
        <>
          <button
            type="button"
            disabled={doc.past.length === 0}
            onClick={() => dispatch({ do: 'undo' })}
            title={commonTexts.undoOne(doc.past.at(-1)?.label ?? '')}
          >
            {commonTexts.undo}
          </button>
          <button
            type="button"
            disabled={doc.future.length === 0}
            onClick={() => dispatch({ do: 'redo' })}
            title={commonTexts.redoOne(doc.future[0]?.label ?? '')}
          >
            {commonTexts.redo}
          </button>
        </>
      )}
      <Link to="/forms/$form/history" params={{ form: base.id }} className="as-button">
        {formTexts.versionsAndLog}
      </Link>
      <FormExports doc={doc} />
      <button type="button" onClick={() => window.print()} title={commonTexts.printHint}>
        {commonTexts.print}
      </button>
      {other.map((one) => (
        <button key={one} type="button" onClick={() => begin(one)}>
          {actionNames[one]}
        </button>
      ))}
      {main.map((one) => (
        <button key={one} type="button" className="primary" onClick={() => begin(one)}>
          {actionNames[one]}
        </button>
      ))}
    </div>
  )
}

/** Seconds of saving after which a network is called slow. */
const SLOW = 4

/** Whether what stands here is on the server; where it is not, what happens to it and what one can do. */
function SaveWords({ work: { state, problem, retry } }: { work: Work }) {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (state !== 'saving') return
    const timer = setTimeout(() => setSlow(true), SLOW * 1000)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [state])
  return (
    <span className={`save ${state}`} role="status" title={problem}>
      {isSlow ? shellTexts.savingSlowly : SAVE_WORDS[state]}
      {state === 'refused' && problem !== undefined && `${commonTexts.colon}${problem}`}
      {state === 'offline' && (
        <button type="button" className="link" onClick={retry}>
          {shellTexts.retryNow}
        </button>
      )}
    </span>
  )
}
