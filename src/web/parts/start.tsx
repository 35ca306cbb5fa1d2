import type { Progress } from '../pages/use-work.ts'
import { READING_STEPS, type ReadingPage } from '../reading/steps.ts'
import { samples } from '../samples/samples.ts'

type StartProps = { openFile: () => void; openPaste: () => void; openSample: (index: number) => void }

/** Nothing open yet: one sentence, the whole window takes a file, two samples. */
export function Start({ openFile, openPaste, openSample }: StartProps) {
  return (
    <main className="start">
      <p className="lead">把绩效自评表拖到这里，逐格校核，逐行计分。</p>
      <p>
        <button type="button" className="primary" onClick={openFile}>
          打开文件
        </button>
        <button type="button" onClick={openPaste}>
          粘贴文字或表格
        </button>
      </p>
      <p>
        先看示例：
        {samples.map((sample, i) => (
          <button key={sample.file} type="button" className="link" onClick={() => openSample(i)}>
            {sample.title}
          </button>
        ))}
      </p>
      <p className="small">
        Excel、Word、PDF、扫描件和照片、网页表格、Markdown 表格都可以。文件只在这台电脑上处理，不上传。
      </p>
    </main>
  )
}

type ReadingProps = { file: string; step: string; at?: ReadingPage | undefined; stop: () => void }

/** Which step the reading is in, with a way to stop it. */
export function ReadingProgress({ file, step, at: place, stop }: ReadingProps) {
  const at = READING_STEPS.findIndex((entry) => entry.step === step)
  return (
    <main className="start" aria-live="polite">
      <p className="lead">正在读《{file}》</p>
      <ol className="steps">
        {READING_STEPS.map((entry, i) => (
          <li key={entry.step} className={i < at ? 'done' : i === at ? 'now' : ''} aria-current={i === at || undefined}>
            {entry.label}
          </li>
        ))}
      </ol>
      {place && (
        <p>
          正在识别第 {place.page}/{place.pages} 页…
        </p>
      )}
      <p>
        <button type="button" onClick={stop}>
          停止
        </button>
      </p>
    </main>
  )
}

type FailureProps = { failure: Extract<Progress, { kind: 'failed' }>; openFile: () => void; dismiss: () => void }

/** What happened, to what, and what to do next; the technical part folds away. */
export function Failure({ failure, openFile, dismiss }: FailureProps) {
  const messages = failure.messages.length > 0 ? failure.messages : ['文件打开了，但里面没有找到表格。']
  return (
    <main className="start" role="alert">
      <p className="lead">《{failure.file}》没有读成</p>
      <ul className="reasons">
        {messages.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
      <p>也可以在 WPS 或 Excel 里打开它，全选、复制，回到这里按 Ctrl+V。</p>
      {failure.detail && (
        <details>
          <summary>技术细节</summary>
          <pre>{failure.detail}</pre>
        </details>
      )}
      <p>
        <button type="button" className="primary" onClick={openFile}>
          换一个文件
        </button>
        <button type="button" onClick={dismiss}>
          返回
        </button>
      </p>
    </main>
  )
}
