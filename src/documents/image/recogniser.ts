import { loadAsset } from '../assets.ts'
import { foldedModel } from './fold-model.ts'

/** Lines of text of one width, 48 pixels high, 1 white to -1 black, one after the other; out come class probabilities step by step. */
export type TextModel = (
  lines: Float32Array,
  count: number,
  width: number,
) => Promise<{ readonly data: Float32Array; readonly steps: number; readonly classes: number }>

/** Makes a text model of the bytes of an ONNX file: natively where the program can, else by WebAssembly. */
export type ModelMaker = (bytes: Uint8Array) => Promise<TextModel | undefined>

/** The model and the characters it knows, by class; class 0 is none. */
export type Recogniser = { readonly run: TextModel; readonly characters: readonly string[] }

export const LINE_HEIGHT = 48

let native: ModelMaker | undefined
let loaded: Promise<Recogniser | undefined> | undefined

/** Said once at start where a faster engine than WebAssembly may be at hand. */
export function provideModelMaker(maker: ModelMaker): void {
  native = maker
}

/** The recogniser, loaded once a process or worker; undefined where its model was not provided. */
export function recogniser(): Promise<Recogniser | undefined> {
  loaded ??= load().catch((error: unknown) => {
    // A failed fetch is tried again with the next picture.
    loaded = undefined
    throw error
  })
  return loaded
}

async function load(): Promise<Recogniser | undefined> {
  const [packed, keys] = await Promise.all([loadAsset('ppocr-v4/rec.onnx'), loadAsset('ppocr-v4/keys.txt')])
  if (!packed || !keys) return undefined
  const model = foldedModel(packed)
  const characters = ['', ...new TextDecoder().decode(keys).trimEnd().split(/\r?\n/), ' ']
  const run = (await native?.(model)) ?? (await (await import('./wasm-model.ts')).wasmModel(model))
  return run && { run, characters }
}
