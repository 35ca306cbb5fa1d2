// npm run build: the web by Vite, the command and the server by esbuild, then compressed copies beside the web's files.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build as bundle } from 'esbuild'
import { build as buildWeb } from 'vite'
import { root, sourceState } from './prepare.mjs'

const dist = join(root, 'dist')
const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.json', '.svg', '.txt', '.webmanifest', '.wasm'])

/** Engines of several megabytes: the last step of compression takes ten times as long and saves a twentieth. */
const LARGE = 2_000_000

// A NODE_ENV of the caller (tests, a shell profile) would make a development build of the page.
process.env.NODE_ENV = 'production'

const sources = sourceState()
for (const folder of ['web', 'server', 'cli', 'chunks', 'migrations'])
  rmSync(join(dist, folder), { recursive: true, force: true })
rmSync(join(dist, 'build.json'), { force: true })

await Promise.all([bundleNode(), buildWeb({ configFile: join(root, 'vite.config.ts'), logLevel: 'error' })])
for (const path of filesUnder(join(dist, 'web'))) compress(path)

cpSync(join(root, 'src', 'server', 'store', 'migrations'), join(dist, 'migrations'), { recursive: true })
mkdirSync(dist, { recursive: true })
writeFileSync(join(dist, 'build.json'), `${JSON.stringify({ sources })}\n`)
console.log('构建完成：dist/web、dist/server、dist/cli')

/** Command and server share their chunks, so that a rarely used format is loaded only when it is met. */
async function bundleNode() {
  await bundle({
    absWorkingDir: root,
    entryPoints: {
      'cli/main': 'src/cli/main.ts',
      'cli/check-worker': 'src/cli/batch/check-worker.ts',
      'cli/model-worker': 'src/cli/model-worker.ts',
      'server/main': 'src/server/main.ts',
    },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    legalComments: 'none',
    logLevel: 'warning',
    // They bring files or native code that they look for beside themselves; npm has installed them before anything runs.
    external: [
      '@electric-sql/pglite',
      '@electric-sql/pglite/*',
      '@node-rs/argon2',
      'pg',
      'pg-native',
      'pino',
      'prom-client',
    ],
    // CommonJS packages inside an ES module still ask for Node's own modules by require.
    banner: { js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);" },
  })
}

function compress(path) {
  if (!COMPRESSIBLE.has(extname(path))) return

  const bytes = readFileSync(path)
  if (bytes.length < 512) return

  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE ? 9 : 11 } }),
  )
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
}

function filesUnder(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesUnder(path) : [path]
  })
}
