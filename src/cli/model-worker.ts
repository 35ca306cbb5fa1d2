import { parentPort, workerData } from 'node:worker_threads'
import { nativeSession } from './native-session.ts'

/** What the main thread sends, and what it gets back; buffers are handed over, not copied. */
export type ModelJob = {
  readonly id: number
  readonly lines: Float32Array
  readonly count: number
  readonly width: number
}
export type ModelAnswer = {
  readonly id: number
  readonly data: Float32Array
  readonly steps: number
  readonly classes: number
}

const session = nativeSession(workerData as Uint8Array)

parentPort?.on('message', async ({ id, lines, count, width }: ModelJob) => {
  const run = await session
  if (!run) throw new Error('onnxruntime-node is not there')
  const { data, steps, classes } = await run(lines, count, width)
  const answer: ModelAnswer = { id, data, steps, classes }
  // Memory that belongs to the engine can't be handed over.
  parentPort?.postMessage({ ...answer, data: data.slice() })
})
