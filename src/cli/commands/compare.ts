import { acceptDifferences, type Difference, differences, type Form, isSameForm, placeName } from '#engine'
import { Failure } from '../failure.ts'
import { onlyForm } from '../inputs.ts'
import { json, line, type Palette, paletteOf, type Terminal } from '../terminal.ts'
import { writeOut, writerOf } from './convert.ts'

export type CompareOptions = {
  readonly format: string
  readonly out: string | undefined
  /** `all`, or numbers of the list: `1,3-5`. */
  readonly accept: string | undefined
  /** Which form of the first file, when it holds several. */
  readonly form: string | undefined
}

const WORDS: Readonly<Record<Difference['kind'], string>> = {
  changed: '改',
  added: '增',
  removed: '删',
  unread: '读不出',
}

/** `jiheng compare BEFORE AFTER`: the differences cell by cell, numbered; accepted ones are written with `-o`. */
export async function compareCommand(
  from: string | undefined,
  to: string | undefined,
  { format, out, accept, form }: CompareOptions,
  terminal: Terminal,
): Promise<number> {
  const usage = 'jiheng compare 原表 改后的表 [--accept all -o 合并.xlsx]'
  if (to === undefined) throw new Failure(`要给两个文件。用法：${usage}`)
  if ((accept === undefined) !== (out === undefined)) throw new Failure(`--accept 和 -o 要一起用。用法：${usage}`)
  const [before, after] = [await onlyForm(from, usage, form), await onlyForm(to, usage)]
  const list = differences(before, after)
  if (!isSameForm(before, after)) terminal.err.write('注意：两份文件的种类、年度或单位不同，可能不是同一张表。\n')

  if (format === 'json') json(terminal, list)
  else print(list, before, after, terminal, paletteOf(terminal))
  if (out === undefined || accept === undefined) return 0

  const accepted = chosen(list, accept)
  const write = writerOf(out)
  await writeOut(out, await write(acceptDifferences(before, after, accepted), terminal))
  terminal.err.write(`采纳 ${accepted.length} 处，已写出 ${out}\n`)
  return 0
}

function print(list: readonly Difference[], before: Form, after: Form, terminal: Terminal, paint: Palette): void {
  if (list.length === 0) line(terminal, '两份表没有不同。')
  for (const [i, difference] of list.entries()) {
    const { kind, at, from } = difference
    const place = kind === 'added' ? placeName(after, from) : placeName(before, at)
    const doubt = difference.reading?.status === 'doubtful' ? paint.amber('（读数存疑）') : ''
    line(terminal, `${String(i + 1).padStart(3)} ${paint.bold(WORDS[kind])} ${place}${doubt}`)
    if (kind === 'removed') continue
    if (kind !== 'added') line(terminal, paint.grey(`      原 ${shown(difference.before)}`))
    line(terminal, paint.grey(`      今 ${kind === 'unread' ? '（这一格读不出，不能采纳）' : shown(difference.after)}`))
  }
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '（空）'
  if (typeof value !== 'object') return String(value)
  if ('text' in value) return String(value.text)
  return 'name' in value || 'source' in value
    ? String(('name' in value ? value.name : '') || ('source' in value ? value.source : ''))
    : JSON.stringify(value)
}

function chosen(list: readonly Difference[], accept: string): readonly Difference[] {
  if (accept === 'all') return list.filter(({ kind }) => kind !== 'unread')
  const numbers = accept.split(',').flatMap((part) => {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim())
    const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])]
    if (!match || first < 1 || last > list.length || last < first)
      throw new Failure(`--accept 要写 all 或 1 到 ${list.length} 之间的编号，如 1,3-5；这里是“${accept}”。`)
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
  return list.filter((difference, i) => numbers.includes(i + 1) && difference.kind !== 'unread')
}
