import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { isMainThread, Worker } from 'node:worker_threads'
import type { TextModel } from '#documents'
import type { ModelAnswer, ModelJob } from './model-worker.ts'
import { nativeSession } from './native-session.ts'

/** Lines sent ahead to the helper, so that it has work while this thread is busy with its own line. */
const AHEAD = 2

/**
 * The model run by the native engine; undefined where that is not installed, and WebAssembly does the work. The engine holds
 * up the thread it runs in: on the main thread a helper takes every second line. Threads of a batch have a core each already.
 */
export async function nativeModel(model: Uint8Array): Promise<TextModel | undefined> {
  const own = await nativeSession(model)
  const helper = own && isMainThread && availableParallelism() > 1 ? startHelper(model) : undefined
  return helper && own ? shared(own, helper) : own
}

function shared(own: TextModel, helper: Helper): TextModel {
  const waiting: (() => Promise<void>)[] = []
  let isBusy = false
  const workOff = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    // The lines asked for in the same breath come together, so that the helper has work from the start.
    await new Promise((resolve) => setImmediate(resolve))
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await next()
      // Answers of the helper are let in, and it is given new lines, before the next line holds up this thread.
      await new Promise((resolve) => setImmediate(resolve))
    }
    isBusy = false
  }
  return (lines, count, width) =>
    new Promise((resolve, reject) => {
      waiting.push(async () => {
        if (helper.pending() < AHEAD && (waiting.length > 0 || helper.pending() > 0)) {
          helper.run(lines, count, width).then(resolve, reject)
          return
        }
        await own(lines, count, width).then(resolve, reject)
      })
      workOff()
    })
}

type Helper = { readonly run: TextModel; readonly pending: () => number }

/** Threads load the built file, from source as well: Node 20 can't start a thread on TypeScript. Without a build there is no helper. */
function startHelper(model: Uint8Array): Helper | undefined {
  const isSource = import.meta.url.endsWith('.ts')
  const url = new URL(isSource ? '../../dist/cli/model-worker.js' : '../cli/model-worker.js', import.meta.url)
  if (!existsSync(fileURLToPath(url))) return undefined
  const worker = new Worker(url, { workerData: model })
  worker.unref()
  const open = new Map<number, { resolve: (answer: ModelAnswer) => void; reject: (error: Error) => void }>()
  let last = 0
  const settle = (id: number): void => {
    open.delete(id)
    // A waiting program must not end before its answer, an idle helper must not keep it.
    if (open.size === 0) worker.unref()
  }
  worker.on('message', (answer: ModelAnswer) => {
    open.get(answer.id)?.resolve(answer)
    settle(answer.id)
  })
  worker.on('error', (error) => {
    for (const [id, { reject }] of open) {
      reject(error)
      settle(id)
    }
  })
  return {
    pending: () => open.size,
    run: (lines, count, width) =>
      new Promise((resolve, reject) => {
        last++
        open.set(last, { resolve, reject })
        worker.ref()
        const job: ModelJob = { id: last, lines, count, width }
        worker.postMessage(job, [lines.buffer as ArrayBuffer])
      }),
  }
}
