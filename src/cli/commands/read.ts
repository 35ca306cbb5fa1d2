import { mkdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Form, formatDecimal } from '#engine'
import { Failure } from '../failure.ts'
import { inputsOf, type ReadInput, readInput } from '../inputs.ts'
import { placeName } from '../place.ts'
import { json, line, paletteOf, type Terminal } from '../terminal.ts'

/** `jiheng read FILE…`: the records, with what happened to each value. `out` writes one JSON a file. */
export async function readCommand(
  paths: readonly string[],
  format: string,
  out: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const read: ReadInput[] = []
  for (const input of await inputsOf(paths)) read.push(await readInput(input))
  for (const { name, problems } of read) for (const { message } of problems) terminal.err.write(`${name}：${message}\n`)

  if (out !== undefined) await writeAll(read, out, terminal)
  else if (format === 'json') {
    const records = read.flatMap(({ forms }) => forms)
    json(terminal, records.length === 1 && paths.length === 1 ? records[0] : records)
  } else for (const { name, forms } of read) for (const form of forms) describe(name, form, terminal)
  return read.some(({ forms }) => forms.length === 0) ? 2 : 0
}

async function writeAll(read: readonly ReadInput[], folder: string, terminal: Terminal): Promise<void> {
  await makeFolder(folder)
  const taken = new Set<string>()
  for (const { name, forms } of read) {
    if (forms.length === 0) continue
    const stem = basename(name.split('!').at(-1) ?? name).replace(/\.[^.]*$/, '') || '表'
    let target = `${stem}.json`
    for (let n = 2; taken.has(target); n++) target = `${stem}-${n}.json`
    taken.add(target)
    const content = `${JSON.stringify(forms.length === 1 ? forms[0] : forms, null, 2)}\n`
    await writeFile(join(folder, target), content).catch((cause: unknown) => {
      throw new Failure(`写不了“${join(folder, target)}”。请检查文件夹的权限。`, { cause })
    })
    terminal.err.write(`已写出 ${join(folder, target)}\n`)
  }
}

/** Step by step: made in one go, a folder below /proc never ends on Node 20. */
async function makeFolder(folder: string): Promise<void> {
  if ((await stat(folder).catch(() => undefined))?.isDirectory()) return
  const parent = dirname(folder)
  if (parent !== folder) await makeFolder(parent)
  await mkdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EEXIST' && parent === folder) return
    throw new Failure(`文件夹“${folder}”建不了。请换一个位置，或检查权限。`, { cause })
  })
}

function describe(name: string, form: Form, terminal: Terminal): void {
  const paint = paletteOf(terminal)
  line(terminal, paint.bold(`${name}　${form.title ?? '未认出绩效自评表'}`))
  if (form.kind === 'unrecognised') return
  line(
    terminal,
    `  ${form.department ?? form.unit ?? '单位不明'}　${form.fiscalYear ?? '年度不明'} 年度　填报 ${form.filedOn ?? '日期不明'}`,
  )
  for (const row of form.funds.rows) {
    const amounts = [row.initialBudget, row.annualBudget, row.execution].map((amount) =>
      amount === null ? '—' : formatDecimal(amount),
    )
    line(terminal, `  ${row.source}　${amounts.join('　')} ${form.funds.unit ?? ''}`)
  }
  for (const [i, row] of form.indicators.entries()) {
    line(
      terminal,
      `  ${String(i + 1).padStart(3)} ${row.level2 ?? '—'}　${row.name ?? '—'}　${row.target?.text ?? '—'} → ${row.actual?.text ?? '—'}　${row.weight ?? '—'} 分得 ${row.score ?? '—'}`,
    )
  }
  const words = { literal: '', repaired: '修复', inferred: '推定', missing: '缺失', doubtful: '存疑' }
  for (const [at, reading] of Object.entries(form.reading)) {
    if (reading.status === 'literal') continue
    const raw = reading.raw === undefined ? '' : `　原文“${reading.raw.replaceAll('\t', '⇥').slice(0, 50)}”`
    line(terminal, paint.grey(`  ${words[reading.status]} ${placeName(form, at)}：${reading.how ?? ''}${raw}`))
  }
}
