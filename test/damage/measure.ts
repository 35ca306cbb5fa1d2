import { read as readText } from '../../src/documents/from-text.ts'
import { type Form, type Indicator, recognise } from '../../src/engine/index.ts'
import { type DamageClass, damageClasses } from './classes.ts'
import { pageOf, textOf } from './page.ts'
import { randomOf } from './random.ts'
import { type Truth, type TruthRow, truthOf } from './truth.ts'

/** How many cells came out how. `silent` are wrong values that look certain, rows made up, and losses nobody was told of. */
export type Tally = {
  right: number
  repaired: number
  doubtfulRight: number
  doubtfulWrong: number
  missing: number
  silent: number
  readonly examples: string[]
}

const emptyTally = (): Tally => ({
  right: 0,
  repaired: 0,
  doubtfulRight: 0,
  doubtfulWrong: 0,
  missing: 0,
  silent: 0,
  examples: [],
})

/** Read `count` damaged forms of each class and compare cell by cell with their truth. */
export function measureDamage(
  count: number,
  seed: number,
  classes: readonly DamageClass[] = damageClasses,
): ReadonlyMap<DamageClass, Tally> {
  const results = new Map<DamageClass, Tally>()
  for (const [k, damage] of classes.entries()) {
    const tally = emptyTally()
    for (let i = 0; i < count; i++) measureOne(damage, seed + k * 100_003 + i, tally)
    results.set(damage, tally)
  }
  return results
}

/** The damaged text of one form and its truth. */
export function damagedForm(damage: DamageClass, seed: number): { readonly truth: Truth; readonly text: string } {
  const random = randomOf(seed)
  const truth = truthOf(random)
  const page = pageOf(truth)
  damage.apply(page, random)
  return { truth, text: damage.write ? damage.write(page, random) : textOf(page) }
}

function measureOne(damage: DamageClass, seed: number, tally: Tally): void {
  const { truth, text } = damagedForm(damage, seed)
  const form = recognise(readText(new TextEncoder().encode(text)).grids)[0]
  if (!form) return
  const note = (at: string, wanted: string, got: string | null): void => {
    const status = statusOf(form, at)
    if (got !== null && same(got, wanted)) {
      if (status === 'literal') tally.right++
      else if (status === 'doubtful') tally.doubtfulRight++
      else tally.repaired++
    } else if (status === 'doubtful') tally.doubtfulWrong++
    else if (got === null && status === 'missing') tally.missing++
    else {
      tally.silent++
      if (tally.examples.length < 12) tally.examples.push(`#${seed} ${at}: ${wanted} ≠ ${got} [${status}]`)
    }
  }
  const shown = damage.printed ? printedTruth(truth, damage.printed) : truth
  compareHead(shown, form, note)
  compareRows(shown, form, tally, note, damage.isUnordered === true)
}

/** The truth as the damaged page prints it; the names of levels are those of the record. */
function printedTruth(truth: Truth, printed: (text: string) => string): Truth {
  return {
    ...truth,
    department: printed(truth.department),
    funds: truth.funds.map((row) => ({ ...row, source: printed(row.source) })),
    rows: truth.rows.map((row) => ({
      ...row,
      name: printed(row.name),
      target: printed(row.target),
      actual: printed(row.actual),
    })),
  }
}

type Note = (at: string, wanted: string, got: string | null) => void

function compareHead(truth: Truth, form: Form, note: Note): void {
  note('/filedOn', truth.filedOn, form.filedOn)
  note('/department', truth.department, form.department)
  for (const [i, fund] of truth.funds.entries()) {
    const row = form.funds.rows.findIndex(({ source }) => source === fund.source)
    const read = form.funds.rows[row]
    const at = `/funds/rows/${row < 0 ? i : row}`
    note(`${at}/initialBudget`, plain(fund.initial), read?.initialBudget ?? null)
    note(`${at}/annualBudget`, plain(fund.annual), read?.annualBudget ?? null)
    note(`${at}/execution`, plain(fund.execution), read?.execution ?? null)
  }
}

/** Rows are paired in order by their names; a truth row without partner is missing when the reader reported a loss. */
function compareRows(truth: Truth, form: Form, tally: Tally, note: Note, isUnordered: boolean): void {
  const pairs = isUnordered ? pairByName(truth.rows, form.indicators) : pairRows(truth.rows, form.indicators)
  const isReported = form.reading['/indicators'] !== undefined
  for (const [i, row] of truth.rows.entries()) {
    const k = pairs.get(i)
    const read = k === undefined ? undefined : form.indicators[k]
    if (k === undefined || !read) {
      if (isReported) tally.missing += 7
      else {
        tally.silent += 7
        tally.examples.push(`row lost unreported: ${row.name}`)
      }
      continue
    }
    const at = `/indicators/${k}`
    note(`${at}/name`, row.name, read.name)
    note(`${at}/level1`, row.level1, read.level1)
    note(`${at}/level2`, row.level2, read.level2)
    note(`${at}/target/text`, row.target, read.target?.text ?? null)
    note(`${at}/actual/text`, row.actual, read.actual?.text ?? null)
    note(`${at}/weight`, row.weight, read.weight === null ? null : String(read.weight))
    note(`${at}/score`, row.score, read.score === null ? null : String(read.score))
  }
  for (const [k, row] of form.indicators.entries()) {
    // A row that nobody is sure of is a question, not a row made up.
    if ([...pairs.values()].includes(k) || ['doubtful', 'missing'].includes(statusOf(form, `/indicators/${k}/name`)))
      continue
    if (tally.examples.length < 12) tally.examples.push(`row made up: ${row.name} ${row.target?.text}`)
    tally.silent += 1
  }
}

function pairRows(truth: readonly TruthRow[], read: readonly Indicator[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  const names = new Set(truth.map(({ name }) => name))
  let from = 0
  for (const [i, row] of truth.entries()) {
    let best = -1
    let bestShare = 0.6
    for (let k = from; k < read.length; k++) {
      const name = read[k]?.name ?? ''
      // A row that is another row to the letter is that row, however alike the two are.
      const share = name !== row.name && names.has(name) ? 0 : shared(row.name, name)
      if (share > bestShare) [best, bestShare] = [k, share]
    }
    if (best < 0) continue
    pairs.set(i, best)
    from = best + 1
  }
  return pairs
}

function pairByName(truth: readonly TruthRow[], read: readonly Indicator[]): ReadonlyMap<number, number> {
  return new Map(
    truth.flatMap((row, i) => {
      const k = read.findIndex(({ name }) => name === row.name)
      return k < 0 ? [] : [[i, k] as const]
    }),
  )
}

function shared(a: string, b: string): number {
  let same = 0
  for (let i = 0; i < Math.max(a.length, b.length); i++) if (a[i] === b[i]) same++
  return same / Math.max(1, a.length, b.length)
}

function statusOf(form: Form, at: string): string {
  const base = at.replace(/\/text$/, '')
  return (form.reading[at] ?? form.reading[base])?.status ?? 'literal'
}

const plain = (text: string): string => text.replaceAll(',', '')

function same(a: string, b: string): boolean {
  return (
    a.replaceAll(/\s/g, '') === b.replaceAll(/\s/g, '') ||
    (/^[\d.]+$/.test(a) && /^[\d.]+$/.test(b) && Number(a) === Number(b))
  )
}
