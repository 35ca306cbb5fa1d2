import { createRequire } from 'node:module'
import type { TextModel } from '#documents'

type Dims = readonly number[]
type Tensor = { readonly dims: Dims; readonly data: Float32Array }
type Session = {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly run: (feeds: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>>
}
/** What is used of onnxruntime-node. It is optional: it has no build for every machine, and none of its own types then. */
type Runtime = {
  readonly InferenceSession: { readonly create: (model: Uint8Array, options: object) => Promise<Session> }
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: Dims) => Tensor
}

const LINE_HEIGHT = 48

/** The model run by the native engine in this thread; undefined where that is not installed. */
export async function nativeSession(model: Uint8Array): Promise<TextModel | undefined> {
  const runtime = loadRuntime()
  if (!runtime) return undefined
  // The layers are small: with a second thread more time goes into waiting than is gained.
  const session = await runtime.InferenceSession.create(model, { intraOpNumThreads: 1, enableCpuMemArena: false })
  const [input = 'x'] = session.inputNames
  const [output = ''] = session.outputNames
  return async (lines, count, width) => {
    const tensor = new runtime.Tensor('float32', lines, [count, 3, LINE_HEIGHT, width])
    const result = (await session.run({ [input]: tensor }))[output] as Tensor
    return { data: result.data, steps: result.dims[1] ?? 0, classes: result.dims[2] ?? 0 }
  }
}

function loadRuntime(): Runtime | undefined {
  try {
    return createRequire(import.meta.url)('onnxruntime-node') as Runtime
  } catch {
    // An optional package that is absent or has no build for this machine is no fault.
    return undefined
  }
}
