// Asks the registry for known holes in what runs at users (not in tools for building). High ones fail; a registry without such a service is told.
import { spawnSync } from 'node:child_process'
import { root } from './prepare.mjs'

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  cwd: root,
  encoding: 'utf8',
  shell: process.platform === 'win32',
})
const report = parsed(stdout)
const counts = report?.metadata?.vulnerabilities
if (!counts) {
  console.log('跳过依赖审计：这个 npm 源没有审计服务。')
} else {
  const bad = (counts.high ?? 0) + (counts.critical ?? 0)
  const names = Object.values(report.vulnerabilities ?? {}).map(({ name, severity }) => `${name}（${severity}）`)
  console.log(`依赖审计：高危 ${bad} 个${names.length > 0 ? `；${names.join('、')}` : ''}`)
  process.exitCode = bad > 0 ? 1 : 0
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    // Words instead of a report: the service is not there.
    return undefined
  }
}
