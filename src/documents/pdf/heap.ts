/** Emscripten's view of the memory: the package's types leave it out. It is made anew whenever the memory grows. */
export function heapOf(pdfium: object): Uint8Array {
  return (pdfium as { readonly HEAPU8: Uint8Array }).HEAPU8
}

/** Doubles at a place of PDFium's memory, looked up without a call: `getValue` takes its share of a page of thousands of characters. */
export function doublesAt(pdfium: object, at: number, count: number): () => Float64Array {
  let view = new Float64Array(heapOf(pdfium).buffer, at, count)
  return () => {
    const { buffer } = heapOf(pdfium)
    if (view.buffer !== buffer) view = new Float64Array(buffer, at, count)
    return view
  }
}

/** The same for single-precision numbers. */
export function floatsAt(pdfium: object, at: number, count: number): () => Float32Array {
  let view = new Float32Array(heapOf(pdfium).buffer, at, count)
  return () => {
    const { buffer } = heapOf(pdfium)
    if (view.buffer !== buffer) view = new Float32Array(buffer, at, count)
    return view
  }
}
