import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { readForms } from '#documents'
import { provideNodeAssets } from '../src/cli/assets.ts'
import type { Truth } from './reading/draft.ts'
import { caseOf, layouts } from './reading/layouts.ts'
import { compareRecords, scoreOf } from './reading/metric.ts'

const folder = new URL('fixtures/reading/', import.meta.url)
const files = readdirSync(folder).filter((name) => !name.endsWith('.json'))

beforeAll(provideNodeAssets)

/** What `npm run bench reading` measures over hundreds of files, here over a few rendered by LibreOffice. */
describe('forms rendered by other programs', () => {
  test.each(files)('%s is read without a fault', async (name) => {
    const truth = JSON.parse(
      readFileSync(new URL(`${name.split('.')[0]}.truth.json`, folder), 'utf8'),
    ) as readonly Truth[]
    const { forms } = await readForms(new Uint8Array(readFileSync(new URL(name, folder))))
    const leaves = compareRecords(truth, forms)
    expect(leaves.filter(({ outcome }) => outcome !== 'right')).toEqual([])
    expect(forms).toHaveLength(truth.length)
  })
})

/** The pages behind them need no other program: every layout as the HTML it is drawn in. */
describe('every layout as HTML', () => {
  test.each(layouts.map((layout) => [layout.id, layout] as const))('%s is read without a fault', async (_, layout) => {
    const { html, truth } = caseOf(layout, 7)
    const { forms } = await readForms(new TextEncoder().encode(html))
    expect(compareRecords(truth, forms).filter(({ outcome }) => outcome !== 'right')).toEqual([])
  })
})

describe('the measure', () => {
  const one = caseOf(layouts[0] as (typeof layouts)[number], 3)
  const truth = one.truth[0] as Truth
  const record = { ...truth, reading: {} }

  test('of the truth itself is 1', () => {
    expect(scoreOf(compareRecords([truth], [record]))).toMatchObject({ f1: 1, amountsRight: 1, amountsSilent: 0 })
  })

  test('of nothing read is 0, and all of it silent', () => {
    const score = scoreOf(compareRecords([truth], []))
    expect(score).toMatchObject({ f1: 0, recall: 0, amountsRight: 0 })
    expect(score.amountsSilent).toBe(score.amounts)
  })

  test('tells a wrong amount that looks certain from one marked doubtful', () => {
    const [total, ...rest] = truth.funds.rows
    const wrong = {
      ...record,
      funds: { ...truth.funds, rows: [{ ...total, execution: '1.00' }, ...rest] },
    } as typeof record
    const marked = { ...wrong, reading: { '/funds/rows/0/execution': { status: 'doubtful' } } } as typeof record
    expect(scoreOf(compareRecords([truth], [wrong])).counts).toMatchObject({ wrongSilent: 1, wrongFlagged: 0 })
    expect(scoreOf(compareRecords([truth], [marked])).counts).toMatchObject({ wrongSilent: 0, wrongFlagged: 1 })
  })

  test('counts a lost row once a value, and a row made up as invented', () => {
    const lost = { ...record, indicators: truth.indicators.slice(1) }
    const more = {
      ...record,
      indicators: [...truth.indicators, { ...truth.indicators[0], name: '从未有过的指标' }],
    } as typeof record
    expect(scoreOf(compareRecords([truth], [lost])).counts.missingSilent).toBeGreaterThan(5)
    expect(scoreOf(compareRecords([truth], [more])).counts.invented).toBeGreaterThan(5)
  })
})
