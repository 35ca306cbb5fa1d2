declare module '*.onnx?url' {
  const url: string
  // biome-ignore lint/style/noDefaultExport: Vite gives the address of an asset as a default export.
  export default url
}

declare module '*.wasm?url' {
  const url: string
  // biome-ignore lint/style/noDefaultExport: Vite gives the address of an asset as a default export.
  export default url
}
