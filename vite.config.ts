import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const webRoot = fileURLToPath(new URL('./src/web/', import.meta.url))

/** Writes `sw.js`: the hand-written service worker with the list of built files and a version that changes with them. */
function serviceWorker(): Plugin {
  return {
    name: 'jiheng-service-worker',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      // Large engines and fonts (PDF, recognition) are fetched when first needed or when all is quiet; the worker keeps them then.
      const files = Object.keys(bundle)
        .filter((file) => !/\.(?:wasm|woff|onnx)$/.test(file))
        .sort()
      const source = readFileSync(`${webRoot}offline/service-worker.js`, 'utf8')
      const html = bundle['index.html']
      const page = html?.type === 'asset' ? String(html.source) : ''
      const version = createHash('sha256')
        .update(files.join('\n'))
        .update(page)
        .update(source)
        .digest('hex')
        .slice(0, 12)
      this.emitFile({
        type: 'asset',
        fileName: 'sw.js',
        source: source.replace("'__VERSION__'", `'${version}'`).replace("'__FILES__'", JSON.stringify(files)),
      })
    },
  }
}

/** A page starts with its texts and then loads the rest: the browser is told of the rest at once instead of after a round trip. */
function preloadStart(): Plugin {
  return {
    name: 'jiheng-preload-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {}, chunk }) {
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
        const starts = (chunk?.dynamicImports ?? []).filter((file) =>
          chunks.some((one) => one.fileName === file && one.facadeModuleId?.endsWith('/start.tsx')),
        )
        const needed = new Set(starts)
        for (const file of needed)
          for (const next of chunks.find((one) => one.fileName === file)?.imports ?? []) needed.add(next)
        return [...needed]
          .filter((file) => file !== chunk?.fileName)
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
            injectTo: 'head' as const,
          }))
      },
    },
  }
}

export default defineConfig({
  root: webRoot,
  base: './',
  publicDir: `${webRoot}public`,
  plugins: [react(), preloadStart(), serviceWorker()],
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('./dist/web/', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [`${webRoot}index.html`, `${webRoot}app.html`] },
  },
})
