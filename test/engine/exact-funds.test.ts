import { describe, expect, test } from 'vitest'
import { readForms, toHtml } from '#documents'
import { formatDecimal } from '#engine'
import { libraryForm } from '../documents/forms.ts'

const form = libraryForm()
const AT = '/funds/rows/1/annualBudget'
const printed = formatDecimal(form.funds.rows[1]?.annualBudget ?? '')

/** The form as a table with borders, one amount written otherwise; its unit of money is 元. */
async function readWith(cell: string, change: (html: string) => string = (html) => html) {
  const html = toHtml(form)
  const at = html.indexOf(`>${printed}<`)
  if (at < 0) throw new Error('the amount is not there')
  const changed = change(`${html.slice(0, at)}>${cell}<${html.slice(at + printed.length + 2)}`)
  const read = (await readForms(new TextEncoder().encode(changed))).forms[0]
  return [read?.funds.rows[1]?.annualBudget, read?.reading[AT]?.status]
}

describe('an amount in a table with borders', () => {
  test.each([
    ['as it is printed', '3,648.10', '3648.10', 'literal'],
    ['with the table’s own unit', '3,648.10元', '3648.10', 'literal'],
    ['with another unit is moved exactly and asked about', '186.5万元', '1865000', 'doubtful'],
    ['of two numbers side by side', '186 203', '186203', 'doubtful'],
    ['of two numbers one below the other', '186<br>203', '186203', 'doubtful'],
    ['with more decimals behind a blank', '203.50 5', '203.505', 'doubtful'],
    ['with separators that fit no grouping', '1.860.000', '1860000', 'doubtful'],
    ['with a footnote mark', '186.00¹', '186.00', 'repaired'],
    ['with a raised digit', '186.00<sup>1</sup>', '186.00', 'repaired'],
  ])('%s', async (_, cell, value, status) => {
    expect(await readWith(cell)).toEqual([value, status])
  })

  test('whose column names another unit than the table is moved and asked about', async () => {
    const inHead = (html: string) => html.replace('全年预算数(A)', '全年预算数(万元)')
    expect(await readWith('12.3456', inHead)).toEqual(['123456', 'doubtful'])
  })
})
