import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('../../.jiheng/bench-peers/', import.meta.url))
const PEERS = [
  'xlsx@0.18.5',
  'exceljs@4.4.0',
  'hyperformula@3.5.0',
  '@cantoo/pdf-lib@2.11.1',
  '@pdf-lib/fontkit@1.1.1',
  'subset-font@2.9.0',
]

/** Named peers are measured, never shipped: they live in a folder of their own, installed on the first run (HyperFormula is GPL, SheetJS on npm is old). */
export function loadPeer(name: string): unknown {
  if (!existsSync(join(FOLDER, 'node_modules', name))) {
    console.error(`安装对照软件 ${PEERS.join(' ')}（只用于测速）…`)
    spawnSync('npm', ['install', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund', ...PEERS], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  return createRequire(join(FOLDER, 'package.json'))(name)
}
