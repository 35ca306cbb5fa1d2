import { Worker } from 'node:worker_threads'
import type { Answer, Order } from './check-worker.ts'

/** One place at which a worker thread sits. `run` takes one order at a time and never rejects. */
export type Seat = { readonly run: (order: Order) => Promise<Answer>; readonly close: () => Promise<unknown> }

/** How much a worker's own memory may grow, in MB. */
const MOST_MEMORY = 2048

/** A worker that dies, runs out of memory or takes more than `mostMs` costs its one file, which is answered with a problem; a new one sits down. */
export function openSeat(mostMs: number): Seat {
  let worker = startWorker()
  return {
    run: (order) =>
      new Promise((resolve) => {
        const finish = (answer: Answer) => {
          clearTimeout(timer)
          worker.off('message', finish).off('error', onError).off('exit', onExit)
          resolve(answer)
        }
        const lose = (why: string) => {
          finish({ index: order.index, hash: undefined, checked: [failed(order.name, why)] })
          void worker.terminate()
          worker = startWorker()
        }
        const onError = (error: Error) => lose(deathMessage(error))
        const onExit = () => lose(deathMessage(new Error('线程退出')))
        const timer = setTimeout(() => lose(overrunMessage(mostMs)), mostMs)
        worker.on('message', finish).on('error', onError).on('exit', onExit)
        worker.postMessage(order)
      }),
    close: () => worker.terminate(),
  }
}

/** A file without a result, and why. */
export function failed(file: string, message: string) {
  return { file, problems: [{ message }], result: undefined }
}

/** Threads load the built file, from source as well: Node 20 can't start a thread on TypeScript. */
function startWorker(): Worker {
  const isSource = import.meta.url.endsWith('.ts')
  const url = new URL(isSource ? '../../../dist/cli/check-worker.js' : '../cli/check-worker.js', import.meta.url)
  return new Worker(url, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY } })
}

function deathMessage(error: Error & { code?: string }): string {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return `处理这个文件时内存超过 ${MOST_MEMORY} MB，已停下，没有结果。请只保留自评表，另存后再试。`
  return `程序处理这个文件时出错，没有结果。请把文件和这句话告诉我们：${error.message}`
}

function overrunMessage(ms: number): string {
  return `处理这个文件超过 ${Math.round(ms / 1000)} 秒，已停下，没有结果。请只保留自评表那几页，另存后再试。`
}
