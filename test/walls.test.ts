import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const LAYERS = ['engine', 'documents', 'server', 'cli', 'web'] as const
type Layer = (typeof LAYERS)[number]

/** Every way across a wall that is not allowed: who imports what, as it would be written. */
const FORBIDDEN: readonly (readonly [Layer, string])[] = [
  ['engine', "import { other } from '#documents'"],
  ['engine', "import { other } from '../documents/index.ts'"],
  ['engine', "import { other } from '../server/index.ts'"],
  ['engine', "import { other } from '../cli/index.ts'"],
  ['engine', "import { other } from '../web/index.ts'"],
  ['engine', "import { other } from 'fflate'"],
  ['engine', "import { readFileSync as other } from 'node:fs'"],
  ['engine', 'const other = Date.now()'],
  ['engine', 'const other = process.pid'],
  ['engine', 'const other = document.title'],
  ['documents', "import { other } from '#server'"],
  ['documents', "import { other } from '../engine/inner.ts'"],
  ['documents', "import { other } from '../server/index.ts'"],
  ['documents', "import { other } from '../cli/index.ts'"],
  ['documents', "import { other } from '../web/index.ts'"],
  ['documents', "import { readFileSync as other } from 'node:fs'"],
  ['server', "import { other } from '../engine/inner.ts'"],
  ['server', "import { other } from '../documents/index.ts'"],
  ['server', "import { other } from '../cli/index.ts'"],
  ['server', "import { other } from '../web/index.ts'"],
  ['cli', "import { other } from '../engine/inner.ts'"],
  ['cli', "import { other } from '../documents/index.ts'"],
  ['cli', "import { other } from '../server/index.ts'"],
  ['cli', "import { other } from '../web/index.ts'"],
  ['web', "import { other } from '#server'"],
  ['web', "import { other } from '../engine/inner.ts'"],
  ['web', "import { other } from '../server/index.ts'"],
  ['web', "import { other } from '../cli/index.ts'"],
  ['web', "import { readFileSync as other } from 'node:fs'"],
  ['web', "import { other } from '#server/assets'"],
  ['web', "import { other } from '#server/api'"],
  ['documents', "import { other } from '#server/assets'"],
  ['engine', "import { other } from '#server/api'"],
]
const ALLOWED: readonly (readonly [Layer, string])[] = [
  ['documents', "import { other } from '#engine'"],
  ['server', "import { other } from '#documents'"],
  ['cli', "import { other } from '#server'"],
  ['web', "import { other } from '#documents'"],
  ['web', "import type { Other } from '#server/api'\n\nexport const other: Other = 1"],
  ['cli', "import { other } from '#server/assets'"],
]

let folder = ''
const refused = new Map<string, 'biome' | 'tsc'>()
const fileOf = (layer: Layer, i: number): string => `src/${layer}/probe-${i}.ts`

/** A small copy of the house: its own configuration, a door a layer, and one probe a forbidden import. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiheng-walls-'))
  for (const name of ['tsconfig.base.json', 'biome.json']) cpSync(join(root, name), join(folder, name))
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const doors = LAYERS.slice(0, 3).map((layer) => [`#${layer}`, `./src/${layer}/index.ts`])
  const inServer = ['api', 'assets'].map((door) => [`#server/${door}`, `./src/server/${door}.ts`])
  const imports = Object.fromEntries([...doors, ...inServer])
  expect(Object.keys(manifest.imports)).toEqual(Object.keys(imports))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'walls', type: 'module', imports }))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const layer of LAYERS) {
    mkdirSync(join(folder, 'src', layer), { recursive: true })
    cpSync(join(root, 'src', layer, 'tsconfig.json'), join(folder, 'src', layer, 'tsconfig.json'))
    for (const name of ['index', 'inner'])
      writeFileSync(join(folder, 'src', layer, `${name}.ts`), 'export const other = 1\n')
  }
  writeFileSync(join(folder, 'src', 'server', 'assets.ts'), 'export const other = 1\n')
  // The web's door to the server has types in it and nothing else.
  writeFileSync(join(folder, 'src', 'server', 'api.ts'), 'export type Other = 1\n')
  execFileSync('git', ['init', '-q'], { cwd: folder })
  writeFileSync(join(folder, '.gitignore'), 'node_modules\ndist\n')
  for (const [i, [layer, code]] of [...FORBIDDEN, ...ALLOWED].entries())
    writeFileSync(join(folder, fileOf(layer, i)), `${code}\n\nexport const probe = other\n`)
  for (const file of biomeRefuses()) refused.set(file, 'biome')
  for (const layer of LAYERS)
    for (const file of compilerRefuses(layer)) if (!refused.has(file)) refused.set(file, 'tsc')
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function biomeRefuses(): readonly string[] {
  const bin = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const { stdout, stderr } = spawnSync(process.execPath, [bin, 'lint', '--colors=off', '--max-diagnostics=500', '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return [
    ...`${stdout}${stderr}`.matchAll(/(src\/\w+\/probe-\d+\.ts)[\d:]* lint\/style\/noRestricted(?:Imports|Globals)/g),
  ].map(([, file = '']) => file)
}

function compilerRefuses(layer: Layer): readonly string[] {
  const bin = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const { stdout } = spawnSync(process.execPath, [bin, '-b', `src/${layer}`, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return [...stdout.matchAll(/(src\/\w+\/probe-\d+\.ts)\(\d+,\d+\): error/g)].map(([, file = '']) => file)
}

test.each(FORBIDDEN.map(([layer, code], i) => [layer, code, i] as const))('%s may not say: %s', (layer, _, i) => {
  expect(refused.get(fileOf(layer, i))).toMatch(/biome|tsc/)
})

test.each(ALLOWED.map(([layer, code], i) => [layer, code, FORBIDDEN.length + i] as const))(
  '%s may say: %s',
  (layer, _, i) => {
    expect(refused.get(fileOf(layer, i))).toBeUndefined()
  },
)
