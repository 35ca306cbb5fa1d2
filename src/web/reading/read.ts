import { checkTexts } from '../texts/check-page.ts'
import type { Original, ReadingMessage, ReadingPage, ReadingStep } from './steps.ts'

export type Reading = Extract<ReadingMessage, { readonly kind: 'done' }>

/**
 * A running reading: `stop` ends the worker at once and the promises never settle. `original` comes after the forms; undefined
 * when it can't be had (an old browser, no memory for it).
 */
export type RunningRead = {
  readonly finished: Promise<Reading>
  readonly original: Promise<Original | undefined>
  readonly stop: () => void
}

/** Reads a file in a worker of its own. A crash of the reader rejects with its message. */
export function readInWorker(
  bytes: Promise<Uint8Array>,
  onStep: (step: ReadingStep, at?: ReadingPage) => void,
): RunningRead {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  let settleOriginal: (original: Original | undefined) => void = () => undefined
  const original = new Promise<Original | undefined>((resolve) => {
    settleOriginal = resolve
  })
  const finished = new Promise<Reading>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ReadingMessage>) => {
      if (data.kind === 'step') {
        onStep(data.step, data.at)
        return
      }
      if (data.kind === 'done') {
        resolve(data)
        return
      }
      worker.terminate()
      settleOriginal(data.original)
    }
    worker.onerror = (event) => {
      worker.terminate()
      // Once the forms are here only the original is lost.
      settleOriginal(undefined)
      reject(new Error(event.message || checkTexts.readerNotStarted))
    }
    // A rejected promise in the worker does not fire onerror everywhere; messages that cannot be cloned do not either.
    worker.onmessageerror = () => reject(new Error(checkTexts.readerLost))
  })
  const opened = bytes.then((content) => worker.postMessage(content))
  return { finished: opened.then(() => finished), original, stop: () => worker.terminate() }
}
