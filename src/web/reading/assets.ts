import pdfiumUrl from '@embedpdf/pdfium/pdfium.wasm?url'
import { type AssetName, provideAssets } from '#documents'

/** Fetched when first needed (a PDF opened or written); the service worker keeps them for work without a network. */
export function provideWebAssets(): void {
  provideAssets(async (name) => {
    const response = await fetch(name === 'pdfium.wasm' ? pdfiumUrl : await fontAddress(name))
    if (!response.ok) throw new Error(`${name}: ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  })
}

/** The list of a hundred font files is loaded with the first of them. */
async function fontAddress(name: Exclude<AssetName, 'pdfium.wasm'>): Promise<string> {
  const { addressOf } = await import('./font-addresses.ts')
  return addressOf(name)
}
