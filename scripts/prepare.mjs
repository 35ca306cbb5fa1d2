// What `npm start` and `npm test` need before anything is installed: plain JavaScript, only Node.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const SOURCES = ['src', 'bin', 'scripts/build.mjs', 'vite.config.ts', 'package.json', 'package-lock.json']

/** True when every package of the lock file stands in node_modules in that very version (optional ones may be absent). */
export function isInstalled() {
  const wanted = readJson(join(root, 'package-lock.json'))
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false

  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.link) return true
    return present.packages[path]?.version === entry.version && existsSync(join(root, path, 'package.json'))
  })
}

/** Installs what is missing; ends the program with npm's own words when that fails. */
export function installMissing() {
  if (isInstalled()) return

  console.error('正在安装依赖（仅首次，或依赖有更新时）…')
  // npm run gives the path of the npm that runs us; without it the one on the PATH is taken.
  const npm = process.env.npm_execpath
  const call = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const args = [...call[1], 'ci', '--include=dev', '--no-audit', '--no-fund']
  const { status, error } = spawnSync(call[0], args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: call[0] === 'npm' && process.platform === 'win32',
  })
  if (status === 0) return

  console.error(`依赖没有装上${error ? `：${error.message}` : ''}。请检查网络或 npm 源的设置后再运行一次。`)
  process.exit(1)
}

/** A short name for the state of all sources: paths, sizes and times. Another name means: build again. */
export function sourceState() {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap((path) => filesUnder(path))) {
    const { size, mtimeMs } = statSync(join(root, path))
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/** True when dist was built from exactly these sources. */
export function isBuilt() {
  return readJson(join(root, 'dist', 'build.json'))?.sources === sourceState()
}

/** Builds when the build is missing or older than the sources; ends the program when that fails. */
export function buildMissing() {
  if (isBuilt()) return

  console.error('正在构建…')
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status === 0) return

  console.error('构建失败，原因见上。')
  process.exit(1)
}

function filesUnder(path) {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}
