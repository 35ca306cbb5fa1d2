import type { Progress } from '../pages/use-work.ts'
import { READING_STEPS, type ReadingPage } from '../reading/steps.ts'
import { samples } from '../samples/samples.ts'
import { checkTexts } from '../texts/check-page.ts'
import { commonTexts } from '../texts/common.ts'

type StartProps = { openFile: () => void; openPaste: () => void; openSample: (index: number) => void }

/** Nothing open yet: one sentence, the whole window takes a file, two samples. */
export function Start({ openFile, openPaste, openSample }: StartProps) {
  return (
    <main className="start">
      <p className="lead">{checkTexts.startSentence}</p>
      <p>
        <button type="button" className="primary" onClick={openFile}>
          {checkTexts.openFile}
        </button>
        <button type="button" onClick={openPaste}>
          {checkTexts.pasteTextOrTable}
        </button>
      </p>
      <p>
        {checkTexts.samplesFirst}
        {samples.map((sample, i) => (
          <button key={sample.file} type="button" className="link" onClick={() => openSample(i)}>
            {sample.title}
          </button>
        ))}
      </p>
      <p className="small">{checkTexts.startKinds}</p>
    </main>
  )
}

type ReadingProps = { file: string; step: string; at?: ReadingPage | undefined; stop: () => void }

/** Which step the reading is in, with a way to stop it. */
export function ReadingProgress({ file, step, at: place, stop }: ReadingProps) {
  const at = READING_STEPS.findIndex((entry) => entry.step === step)
  return (
    <main className="start" aria-live="polite">
      <p className="lead">{checkTexts.readingFile(file)}</p>
      <ol className="steps">
        {READING_STEPS.map((entry, i) => (
          <li key={entry.step} className={i < at ? 'done' : i === at ? 'now' : ''} aria-current={i === at || undefined}>
            {entry.label}
          </li>
        ))}
      </ol>
      {place && <p>{checkTexts.recognising(place.page, place.pages)}</p>}
      <p>
        <button type="button" onClick={stop}>
          {commonTexts.stop}
        </button>
      </p>
    </main>
  )
}

type FailureProps = { failure: Extract<Progress, { kind: 'failed' }>; openFile: () => void; dismiss: () => void }

/** What happened, to what, and what to do next; the technical part folds away. */
export function Failure({ failure, openFile, dismiss }: FailureProps) {
  const messages = failure.messages.length > 0 ? failure.messages : [checkTexts.noTable]
  return (
    <main className="start" role="alert">
      <p className="lead">{checkTexts.notRead(failure.file)}</p>
      <ul className="reasons">
        {messages.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
      <p>{checkTexts.openAndCopy}</p>
      {failure.detail && (
        <details>
          <summary>{checkTexts.technical}</summary>
          <pre>{failure.detail}</pre>
        </details>
      )}
      <p>
        <button type="button" className="primary" onClick={openFile}>
          {checkTexts.otherFile}
        </button>
        <button type="button" onClick={dismiss}>
          {checkTexts.back}
        </button>
      </p>
    </main>
  )
}
