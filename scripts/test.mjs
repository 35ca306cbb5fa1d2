// npm test: installs and builds what is missing, runs all tests and says in the last line how many passed and failed.
// Without Chromium the browser tests are skipped and named; with CI set, a skipped test is a failure.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildMissing, installMissing, root } from './prepare.mjs'

installMissing()
buildMissing()

const folder = mkdtempSync(join(tmpdir(), 'jiheng-test-'))
const report = join(folder, 'report.json')
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
)

const result = readResult()
rmSync(folder, { recursive: true, force: true })
const skipped = result.numPendingTests + result.numTodoTests
for (const name of result.skipped) console.log(`跳过：${name}`)
// Tests marked [shared] compare with material beside the project that a clone need not have; all others must run in CI.
const due = result.skipped.filter((name) => !name.startsWith('[shared]')).length + result.numTodoTests
const mustRunAll = Boolean(process.env.CI) && due > 0
if (mustRunAll) console.log('CI 中不得跳过测试：请安装 Chromium、中文字体和 strace。')
const failed = result.numFailedTests + result.broken + (mustRunAll ? due : 0)
console.log(
  `${result.numPassedTests} passed, ${failed} failed${skipped > 0 && !mustRunAll ? `, ${skipped} skipped` : ''}`,
)
process.exitCode = failed > 0 || result.numPassedTests === 0 ? 1 : status === 0 ? 0 : 1

/** A run that died before it wrote its report counts as one failure. */
function readResult() {
  try {
    const json = JSON.parse(readFileSync(report, 'utf8'))
    const tests = json.testResults.flatMap((file) => file.assertionResults)
    // A file that fails to load has no tests of its own to count.
    const broken = json.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length
    const skipped = tests
      .filter(({ status }) => status === 'skipped' || status === 'pending')
      .map(({ fullName }) => fullName)
    return { ...json, broken, skipped }
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, broken: 1, skipped: [] }
  }
}
