import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { readForms, readGrids, toReportDocx } from '#documents'
import { type Block, check, choosePolicy, emptyForm, type Form, type Report, reportOf } from '#engine'
import { libraryForm, projectForm } from './forms.ts'

const damaged = new URL('../../src/web/samples/damaged.txt', import.meta.url)

function report(form: Form): Report | undefined {
  const { policy } = choosePolicy(form)
  return reportOf(check(form, policy), policy)
}

function text(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) => {
      if (block.kind === 'heading') return [block.text]
      if (block.kind === 'paragraph') return [block.runs.map((run) => run.text).join('')]
      return block.rows.map((row) => row.map((runs) => runs.map((run) => run.text).join('')).join('|'))
    })
    .join('\n')
}

describe('the self-evaluation report', () => {
  test('has the eight parts of the standard outline, in order', () => {
    const headings = report(libraryForm())?.blocks.flatMap((block) =>
      block.kind === 'heading' && block.level === 1 ? [block.text] : [],
    )
    expect(headings).toEqual([
      '一、部门（单位）基本情况',
      '二、绩效目标设定情况',
      '三、绩效自评工作开展情况',
      '四、绩效目标完成情况',
      '五、偏离绩效目标的原因',
      '六、存在的问题',
      '七、改进措施和结果应用',
      '八、其他需要说明的情况',
    ])
  })

  test('states no number that neither the form nor its score holds', () => {
    const form = libraryForm()
    const { policy } = choosePolicy(form)
    const result = check(form, policy)
    const said = text(reportOf(result, policy)?.blocks ?? [])
    const known = JSON.stringify([form, result.score, policy.title]).replaceAll(/(?<=\d),(?=\d{3})/g, '')
    const counts = [
      form.indicators.length,
      ...form.indicators.map(({ level1 }) => form.indicators.filter((row) => row.level1 === level1).length),
    ]
    const short = form.indicators.filter(
      ({ score, weight }) => score !== null && weight !== null && score < weight,
    ).length
    const numbers = [...said.replaceAll(/(?<=\d),(?=\d{3})/g, '').matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => number)
    expect(numbers.length).toBeGreaterThan(40)
    expect(numbers.filter((number) => !known.includes(number) && ![...counts, short].includes(Number(number)))).toEqual(
      [],
    )
  })

  test('asks for what the form lacks and marks what was read with doubt, instead of writing it', async () => {
    const form = (await readForms(new Uint8Array(readFileSync(damaged)))).forms[0]
    if (!form) throw new Error('no form')
    const runs = report(form)?.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs : [])) ?? []
    expect(runs.filter(({ mark }) => mark === 'toFill').map((run) => run.text)).toContain('【待填：自评总分】')
    expect(runs.some(({ mark, text }) => mark === 'doubtful' && text.endsWith('（读数存疑，待核）'))).toBe(true)
  })

  test('of a blank form is all questions and no zero', () => {
    const said = text(report(emptyForm('project-self-evaluation'))?.blocks ?? [])
    expect(said).toContain('【待填：资金总额、全年预算和执行情况】')
    expect(said).not.toMatch(/\d+(?:\.\d+)? ?(?:万?元|%)/)
  })

  test('is only for self-evaluations', () => {
    expect(report(emptyForm('monitoring'))).toBeUndefined()
  })

  test('as Word holds the text, the form as annex 1 and the origin of each number as annex 2, with the same bytes each time', async () => {
    const form = projectForm()
    const written = report(form)
    if (!written) throw new Error('no report')
    const bytes = toReportDocx(written, form)
    expect(toReportDocx(written, form)).toEqual(bytes)
    const document = new TextDecoder().decode(unzipSync(bytes)['word/document.xml'])
    expect(document).toContain('附件1：绩效自评表')
    const { forms } = await readForms(bytes)
    expect(forms.map(({ kind, project }) => [kind, project])).toEqual([['project-self-evaluation', form.project]])
    const texts = (await readGrids(bytes)).grids.flatMap(({ cells }) => cells.map((cell) => cell.text))
    const at = texts.indexOf('原件位置')
    expect(texts.slice(at - 2, at + 1)).toEqual(['数据', '取自', '原件位置'])
    expect(texts.slice(at).length).toBeGreaterThan(60)
  })
})
