/** A font file of Noto Sans SC: `chinese-simplified` or the number of a slice with rarer signs. */
export type FontAsset = `noto-sans-sc/${'chinese-simplified' | number}`
/** Large files that readers and writers need at run time, shipped inside packages: where they lie differs between Node and a browser. */
export type AssetName = EngineAsset | 'noto-sans-sc/unicode.json' | FontAsset
/** PDFium; the recogniser of printed Chinese with the characters it knows; and what runs it where no native engine is. */
export type EngineAsset = 'pdfium.wasm' | 'ppocr-v4/rec.onnx' | 'ppocr-v4/keys.txt' | 'onnxruntime.wasm'
export type AssetLoader = (name: AssetName) => Promise<Uint8Array>

let loader: AssetLoader | undefined

/** Said once at start by the command, the server or the page: how to get an asset's bytes. */
export function provideAssets(load: AssetLoader): void {
  loader = load
}

/** The bytes of an asset; undefined where nobody provided it. */
export async function loadAsset(name: AssetName): Promise<Uint8Array | undefined> {
  return loader?.(name)
}
