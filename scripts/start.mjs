// npm start: on a fresh machine with nothing but Node and npm, installs, builds, serves and prints the address.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildMissing, installMissing, root } from './prepare.mjs'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`需要 Node 20.19 或更新的版本，这里是 ${process.versions.node}。`)
  process.exit(1)
}

installMissing()
buildMissing()

const { serveFromEnvironment } = await import(pathToFileURL(join(root, 'dist', 'server', 'main.js')).href)
await serveFromEnvironment(process.env)
