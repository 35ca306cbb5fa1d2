import { describe, expect, test } from 'vitest'
import { blankForm, officialSheet, readForms, toDocx, toHtml, toXlsx } from '#documents'
import { type Form, readAt } from '#engine'
import { declarationForm, departmentDeclaration, frameworkForm, monitoringForm } from './kind-forms.ts'

const KINDS: readonly (readonly [string, Form])[] = [
  ['a monitoring form', monitoringForm()],
  ['a declaration of a project', declarationForm()],
  ['a declaration of a department', departmentDeclaration()],
  ['an indicator framework', frameworkForm()],
]
const BLANKS: readonly (readonly [string, Form])[] = [
  ['a blank monitoring form', blankForm('monitoring')],
  ['a blank declaration', blankForm('target-declaration')],
  ['a blank framework', blankForm('indicator-framework')],
]

/** The record without what was seen on the way. */
const values = ({ reading: _, ...form }: Form) => form

describe.each([...KINDS, ...BLANKS])('%s on its official sheet', (_, form) => {
  test('tiles the sheet without a gap or an overlap', () => {
    const { cells, columnWidths, rowHeights } = officialSheet(form)
    const taken = new Set<string>()
    for (const { row, column, rowSpan, columnSpan } of cells) {
      for (let r = row; r < row + rowSpan; r++) {
        for (let c = column; c < column + columnSpan; c++) {
          expect(taken.has(`${r},${c}`), `row ${r} column ${c}`).toBe(false)
          taken.add(`${r},${c}`)
        }
      }
    }
    expect(taken.size).toBe(rowHeights.length * columnWidths.length)
  })

  test('each value has one cell, and every cell points into the record', () => {
    const pointers = officialSheet(form).cells.flatMap(({ at }) => (at === undefined ? [] : [at]))
    expect(new Set(pointers).size).toBe(pointers.length)
    for (const at of pointers) expect(readAt(form, at.replace(/\/text$/, '')), at).not.toBe(undefined)
  })
})

test.each(KINDS)('%s comes back from xlsx, docx and HTML as it went', async (_, form) => {
  const bytes = async (data: Uint8Array | string | Promise<Uint8Array>) => {
    const made = await data
    return typeof made === 'string' ? new TextEncoder().encode(made) : made
  }
  for (const data of [toXlsx(form), toDocx(form), toHtml(form)]) {
    const { forms } = await readForms(await bytes(data as Uint8Array))
    expect(forms).toHaveLength(1)
    expect(values(forms[0] as Form)).toEqual(values(form))
    const statuses = Object.values((forms[0] as Form).reading).map(({ status }) => status)
    expect(statuses).not.toContain('doubtful')
  }
})
