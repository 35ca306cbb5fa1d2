import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type AssetName, provideAssets } from '#documents'

/** In Node the large engines and the fonts lie inside their packages. */
export function provideNodeAssets(): void {
  const { resolve } = createRequire(import.meta.url)
  provideAssets(async (name) => new Uint8Array(await readFile(resolve(placeOf(name)))))
}

function placeOf(name: AssetName): string {
  switch (name) {
    case 'pdfium.wasm':
      return '@embedpdf/pdfium/pdfium.wasm'
    case 'noto-sans-sc/unicode.json':
      return '@fontsource/noto-sans-sc/unicode.json'
    default:
      return `@fontsource/noto-sans-sc/files/${name.replace('/', '-')}-400-normal.woff`
  }
}
