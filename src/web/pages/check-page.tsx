import { useEffect, useRef, useState } from 'react'
import { assess } from '../check/assess.ts'
import { download, NoExport } from '../check/exports.ts'
import { activeDoc } from '../check/session.ts'
import { DifferenceReview } from '../parts/difference-review.tsx'
import { Header } from '../parts/header.tsx'
import { PasteDialog } from '../parts/paste-dialog.tsx'
import { Failure, ReadingProgress, Start } from '../parts/start.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { samples } from '../samples/samples.ts'
import { checkTexts } from '../texts/check-page.ts'
import { useDrop, useShortcuts } from './shortcuts.ts'
import { TableView } from './table-view.tsx'
import { useWork, type Work } from './use-work.ts'

const ACCEPTED = '.xlsx,.xls,.docx,.doc,.pdf,.png,.jpg,.jpeg,.tif,.tiff,.txt,.md,.csv,.tsv,.html,.htm,.json'

/** The check page: no account, nothing leaves the machine. */
export function CheckPage() {
  const work = useWork()
  const [isPasting, setPasting] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const { dispatch, session } = work
  const doc = activeDoc(session)
  const actions = {
    openFile: () => input.current?.click(),
    openPaste: () => setPasting(true),
    openSample: (index: number) => openSample(work, index),
    choosePolicy: (policyId: string | null) => dispatch({ do: 'choosePolicy', policyId }),
    undo: () => dispatch({ do: 'undo' }),
    redo: () => dispatch({ do: 'redo' }),
    download: (kind: Parameters<typeof download>[0]) => {
      if (!doc) return
      download(kind, doc.file, assess(doc.present, doc.policyId)).catch((error: unknown) => {
        window.alert(error instanceof NoExport ? error.message : checkTexts.exportFailedKept)
        reportError(error)
      })
    },
  }
  const isDragging = useDrop((data) => openData(work, data))
  useShortcuts({ ...actions, openData: (data) => openData(work, data) })

  return (
    <div className={`page ${isDragging ? 'dragging' : ''}`}>
      <Header doc={doc} policy={doc && assess(doc.present, doc.policyId).policy} actions={actions} />
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPTED}
        onChange={(event) => {
          openFiles(work, [...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {work.wasRestored && <Restored work={work} />}
      {session.docs.length > 1 && (
        <Tabs
          docs={session.docs}
          active={session.active}
          activate={(id) => dispatch({ do: 'activate', id })}
          close={(id) => dispatch({ do: 'close', id })}
        />
      )}
      <Body work={work} actions={actions} />
      {isPasting && <PasteDialog open={(data) => openData(work, data)} close={() => setPasting(false)} />}
      <ReturnedFile work={work} />
      {isDragging && <p className="drop-hint">{checkTexts.dropToRead}</p>}
    </div>
  )
}

function ReturnedFile({ work }: { work: Work }) {
  const [first] = work.returned
  if (!first) return null
  return (
    <DifferenceReview
      key={`${first.docId}${work.returned.length}`}
      returned={first}
      accept={work.settleReturned}
      openAsNew={() => work.settleReturned('open')}
      close={() => work.settleReturned('refuse')}
    />
  )
}

type BodyProps = {
  work: Work
  actions: { openFile: () => void; openPaste: () => void; openSample: (i: number) => void }
}

function Body({ work, actions }: BodyProps) {
  const { progress, session, dispatch } = work
  const doc = activeDoc(session)
  if (progress?.kind === 'reading') return <ReadingProgress {...progress} stop={work.stop} />
  if (progress) return <Failure failure={progress} openFile={actions.openFile} dismiss={work.dismiss} />
  if (!doc) return <Start {...actions} />
  return (
    <main className="whole">
      <TableView key={doc.id} doc={doc} original={work.originals.get(doc.originalId ?? '')} dispatch={dispatch} />
    </main>
  )
}

function Restored({ work }: { work: Work }) {
  const [isSure, setSure] = useState(false)
  useEffect(() => {
    if (!isSure) return
    const timer = setTimeout(() => setSure(false), 5000)
    return () => clearTimeout(timer)
  }, [isSure])
  return (
    <p className="restored" role="status">
      {checkTexts.restored}
      <button type="button" className="link" onClick={isSure ? work.discardRestored : () => setSure(true)}>
        {isSure ? checkTexts.pressAgain : checkTexts.discard}
      </button>
      <button type="button" className="link" onClick={work.acceptRestored}>
        {checkTexts.gotIt}
      </button>
    </p>
  )
}

function openSample(work: Work, index: number): void {
  const sample = samples[index]
  if (sample) work.open([{ file: sample.file, bytes: () => sample.load().then(encode) }])
}

/** A drop or a paste: files first, then a table as HTML, then text. */
function openData(work: Work, data: DataTransfer): void {
  const files = [...data.files]
  if (files.length > 0) {
    openFiles(work, files)
    return
  }
  const html = data.getData('text/html')
  const text = data.getData('text/plain')
  const content = /<table/i.test(html) ? html : text
  if (content.trim() !== '') work.open([{ file: checkTexts.pasted, bytes: async () => encode(content) }])
}

function openFiles(work: Work, files: readonly File[]): void {
  work.open(files.map((file) => ({ file: file.name, bytes: async () => new Uint8Array(await file.arrayBuffer()) })))
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
