import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm'
import { loadAsset } from '../assets.ts'
import { LINE_HEIGHT, type TextModel } from './recogniser.ts'

/** The model run by WebAssembly, in a browser worker or in Node; undefined where the engine was not provided. */
export async function wasmModel(model: Uint8Array): Promise<TextModel | undefined> {
  const engine = await loadAsset('onnxruntime.wasm')
  if (!engine) return undefined
  env.wasm.wasmBinary = engine.buffer.slice(engine.byteOffset, engine.byteOffset + engine.byteLength) as ArrayBuffer
  // More threads need a page isolated from all others, and gained nothing where measured.
  env.wasm.numThreads = 1
  const session = await InferenceSession.create(model)
  const [input = 'x'] = session.inputNames
  const [output = ''] = session.outputNames
  // A session takes one line at a time.
  let before: Promise<unknown> = Promise.resolve()
  return (lines, count, width) => {
    const run = before.then(async () => {
      const results = await session.run({ [input]: new Tensor('float32', lines, [count, 3, LINE_HEIGHT, width]) })
      const { dims, data } = results[output] as Tensor
      return { data: data as Float32Array, steps: dims[1] ?? 0, classes: dims[2] ?? 0 }
    })
    before = run.catch(() => undefined)
    return run
  }
}
