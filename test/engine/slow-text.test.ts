import { describe, expect, test } from 'vitest'
import { readForms, toCsv } from '#documents'
import { check, choosePolicy, type Form } from '#engine'
import { libraryForm } from '../documents/forms.ts'
import { spent } from '../documents/mutate.ts'

const form = libraryForm()
const LENGTH = 60_000
/** A pattern tried from every sign of a run takes minutes at this length; a linear one far below a second. */
const BOUNDED = 2_500

const inRow = (key: 'level2' | 'name' | 'reason', text: string): Form => ({
  ...form,
  indicators: form.indicators.map((row, i) => (i === 1 ? { ...row, [key]: text } : row)),
})
const PLACES: Readonly<Record<string, (run: string) => Form>> = {
  title: (run) => ({ ...form, title: run }),
  department: (run) => ({ ...form, department: run }),
  goals: (run) => ({ ...form, goals: { expected: `1.${run}建成3个`, actual: run } }),
  level: (run) => inRow('level2', run),
  name: (run) => inRow('name', `${run}数`),
  reason: (run) => inRow('reason', run),
  contact: (run) => ({ ...form, contact: { name: run, phone: run } }),
}

describe('a run without end in one cell is read and checked in linear time', () => {
  for (const [place, put] of Object.entries(PLACES)) {
    test.each([' ', '\u3000', '1', '，', '（', '年', '3个', '0,', '合计'])(`${place}: %j`, async (unit) => {
      const csv = toCsv(put(unit.repeat(LENGTH / unit.length)))
      for (const text of [csv, csv.replaceAll(',', '\t').replaceAll('"', '')]) {
        const start = spent()
        const { forms } = await readForms(new TextEncoder().encode(text))
        for (const one of forms) check(one, choosePolicy(one).policy)
        expect(spent() - start).toBeLessThan(BOUNDED)
      }
    })
  }
})
