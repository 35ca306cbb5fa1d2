import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { provideAssets } from '#documents'

const PACKED = { 'pdfium.wasm': '@embedpdf/pdfium/pdfium.wasm' } as const

/** In Node the large engines lie inside their packages. */
export function provideNodeAssets(): void {
  const { resolve } = createRequire(import.meta.url)
  provideAssets(async (name) => new Uint8Array(await readFile(resolve(PACKED[name]))))
}
