/** Emscripten's view of the memory: the package's types leave it out. It is made anew whenever the memory grows. */
export function heapOf(pdfium: object): Uint8Array {
  return (pdfium as { readonly HEAPU8: Uint8Array }).HEAPU8
}
