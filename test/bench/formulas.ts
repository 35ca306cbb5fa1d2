import { type Form, findPolicy, type Policy, score, typeInto } from '#engine'
import { copiesOf, formWithRows } from './forms.ts'
import { loadPeer } from './peers.ts'
import { head, median, row, times } from './timing.ts'

type Engine = {
  setCellContents: (address: object, value: unknown) => unknown
  getCellValue: (address: object) => unknown
  destroy: () => void
}
type HyperFormula = { HyperFormula: { buildFromArray: (cells: unknown[][], options: object) => Engine } }

/** The same arithmetic (ratio scores, rounding, total) as spreadsheet formulas: build and evaluate, then one edit. */
export async function formulaBench(): Promise<void> {
  head('同样的算术写成公式（200 行，HyperFormula 3.5.0）')
  const { HyperFormula } = loadPeer('hyperformula') as HyperFormula
  const policy = findPolicy('national-2020') as Policy
  const form = formWithRows(200)
  const cells: unknown[][] = form.indicators.map(({ target, actual, weight }, i) => [
    Number(target?.value),
    Number(actual?.value),
    weight,
    `=IF(B${i + 1}>=A${i + 1},C${i + 1},ROUND(C${i + 1}*B${i + 1}/A${i + 1},2))`,
  ])
  cells.push([null, null, null, `=ROUND(SUM(D1:D${form.indicators.length}),2)`])
  const options = { licenseKey: 'gpl-v3' }

  const built = HyperFormula.buildFromArray(cells, options)
  const total = built.getCellValue({ sheet: 0, row: form.indicators.length, col: 3 })
  const own = score({ ...form, funds: { unit: null, rows: [] } }, policy)
  const sum = Math.round(own.rows.reduce((all, { score: points }) => all + (points ?? 0), 0) * 100) / 100
  row('总分（公式，绩衡）', Number(total), sum)
  if (Number(total) !== sum) throw new Error('the two do not compute the same')

  const build = median(await times(60, () => HyperFormula.buildFromArray(cells, options).destroy()))
  const edit = median(
    await times(300, (i) => {
      built.setCellContents({ sheet: 0, row: i % 200, col: 1 }, i % 50)
      return built.getCellValue({ sheet: 0, row: 200, col: 3 })
    }),
  )
  const copies = copiesOf(form, 330)
  let next = 0
  const ours = median(await times(300, () => score(copies[next++] as Form, policy)))
  const again = median(
    await times(300, (i) => score(typeInto(form, `/indicators/${i % 200}/actual/text`, `${i % 50}次`), policy)),
  )
  row('', 'ms', '倍')
  row('绩衡 score（含逐行算法文字）', ours, 1)
  row('HyperFormula 建表求值', build, build / ours)
  row('绩衡 改一格', again, again / ours)
  row('HyperFormula 改一格', edit, edit / ours)
}
