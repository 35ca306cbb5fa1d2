import { measureDamage } from '../damage/measure.ts'
import { head, row } from './timing.ts'

const FORMS_PER_CLASS = 100

/** Shares of cells by damage class; the last column must be 0 wherever the document holds a second reading. */
export async function damageBench(): Promise<void> {
  const start = performance.now()
  const results = measureDamage(FORMS_PER_CLASS, 2_026)
  const forms = results.size * FORMS_PER_CLASS
  head(`破损生成器：${forms} 份，单元格占比 %`)
  row('损伤', '原样对', '修复对', '存疑对', '存疑错', '缺失', '静默错')
  let cells = 0
  let silent = 0
  for (const [damage, tally] of results) {
    const counts = [tally.right, tally.repaired, tally.doubtfulRight, tally.doubtfulWrong, tally.missing, tally.silent]
    const all = counts.reduce((sum, count) => sum + count, 0)
    cells += all
    silent += tally.silent
    row(damage.title, ...counts.map((count) => ((100 * count) / all).toFixed(2)))
  }
  row('合计 单元格，静默错', String(cells), String(silent))
  row('秒', (performance.now() - start) / 1000)
}
