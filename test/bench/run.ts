import { damageBench } from './damage.ts'
import { deadlineBench } from './deadline.ts'
import { editBench, growthBench, throughputBench } from './engine.ts'
import { failoverBench } from './failover.ts'
import { floorsBench } from './floors.ts'
import { formsReadingBench, scansReadingBench } from './forms-reading.ts'
import { formulaBench } from './formulas.ts'
import { keypressBench } from './keypress.ts'
import { killBench } from './kills.ts'
import { mutationBench } from './mutations.ts'
import { namesAsked } from './options.ts'
import { overviewBench } from './overview.ts'
import { pdfBench } from './pdf.ts'
import { readingBench, xlsxBench } from './reading.ts'
import { scanBench } from './scan.ts'
import { serverBench } from './server.ts'

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  check: throughputBench,
  edit: editBench,
  growth: growthBench,
  read: readingBench,
  reading: formsReadingBench,
  scans: scansReadingBench,
  xlsx: xlsxBench,
  scan: scanBench,
  pdf: pdfBench,
  formulas: formulaBench,
  damage: damageBench,
  mutations: mutationBench,
  server: serverBench,
  floors: floorsBench,
  kills: killBench,
  keypress: keypressBench,
  failover: failoverBench,
  overview: overviewBench,
  deadline: deadlineBench,
}

const asked = namesAsked()
const unknown = asked.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`没有“${unknown.join('、')}”。可用：${Object.keys(BENCHES).join(' ')}`)
  process.exit(2)
}
console.log(`Node ${process.version}, ${process.platform} ${process.arch}; medians, one core unless said`)
for (const [name, bench] of Object.entries(BENCHES)) if (asked.length === 0 || asked.includes(name)) await bench()
