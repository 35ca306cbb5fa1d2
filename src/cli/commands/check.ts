import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { availableParallelism } from 'node:os'
import { checkOverWorkers } from '../batch/pool.ts'
import { type CheckWish, checkInput } from '../check-input.ts'
import { Failure } from '../failure.ts'
import { type Input, inputsOf } from '../inputs.ts'
import { refuseWrongPolicy } from '../policy-option.ts'
import type { Checked, Reporter } from '../reporters/reporter.ts'
import { paletteOf, progress, type Terminal } from '../terminal.ts'

export type CheckOptions = CheckWish & {
  readonly format: string
  readonly out: string | undefined
  /** Worker threads: a number, or undefined for as many as the machine has cores (8 at most). */
  readonly jobs: string | undefined
  /** Path of the journal of finished files, or undefined. */
  readonly resume: string | undefined
}

/** From here on the start of workers is worth its time. */
const FEWEST_FOR_WORKERS = 12
const MOST_WORKERS = 32

/** `jiheng check PATH…`. Exit status: 0 no error finding, 1 error findings, 2 a file could not be read. */
export async function checkCommand(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<number> {
  refuseWrongPolicy(options.policy, options.sets)
  const workers = workersOf(options.jobs)
  const { reporter, close } = await reporterOf(paths, options, terminal)
  const inputs = await inputsOf(paths)
  const results =
    options.resume === undefined ? fresh(inputs, options, workers) : resumed(inputs, options, workers, terminal)

  const bar = progress(terminal, inputs.length)
  let status = 0
  for await (const { name, checked } of results) {
    for (const one of checked) {
      status = Math.max(status, statusOf(one))
      await reporter.add(one)
    }
    bar.step(name)
  }
  bar.end()
  await reporter.end()
  await close()
  return status
}

type Done = { readonly name: string; readonly checked: readonly Checked[] }

async function* fresh(inputs: readonly Input[], wish: CheckWish, workers: number): AsyncGenerator<Done> {
  if (inputs.length < FEWEST_FOR_WORKERS || workers < 2 || inputs.some(({ name }) => name === '-')) {
    for (const input of inputs) yield { name: input.name, checked: await checkInput(input, wish) }
    return
  }
  const answers = checkOverWorkers(inputs, { workers, wish: wishOf(wish), known: () => undefined })
  for await (const { index, checked } of answers) yield { name: inputs[index]?.name ?? '', checked: checked ?? [] }
}

/** As `fresh`, but what the journal holds for an unchanged file is taken from there, and each new result is noted at once. */
async function* resumed(
  inputs: readonly Input[],
  options: CheckOptions,
  workers: number,
  terminal: Terminal,
): AsyncGenerator<Done> {
  const { buildStamp } = await import('../batch/build-stamp.ts')
  const { openJournal } = await import('../batch/journal.ts')
  const wish = wishOf(options)
  const journal = await openJournal(options.resume ?? '', wish, buildStamp())
  if (journal.found < 0) terminal.err.write('续做记录是另一次调用或另一版程序留下的，从头开始。\n')
  if (journal.found > 0) terminal.err.write(`接着做：续做记录里已有 ${journal.found} 个文件的结果。\n`)
  try {
    for await (const { index, hash, checked } of checkOverWorkers(inputs, { workers, wish, known: journal.known })) {
      const name = inputs[index]?.name ?? ''
      if (checked && hash !== undefined) await journal.note(name, hash, checked)
      yield { name, checked: checked ?? (await journal.resultOf(name)) }
    }
  } finally {
    await journal.close()
  }
}

function wishOf({ policy, sets }: CheckWish): CheckWish {
  return { policy, sets }
}

function workersOf(jobs: string | undefined): number {
  if (jobs === undefined) return Math.min(8, availableParallelism())
  const workers = Number(jobs)
  if (!Number.isInteger(workers) || workers < 1 || workers > MOST_WORKERS)
    throw new Failure(`--jobs 要写 1 到 ${MOST_WORKERS} 的整数，这里是“${jobs}”。`)
  return workers
}

function statusOf({ result }: Checked): number {
  if (result === undefined) return 2
  return result.summary.error > 0 ? 1 : 0
}

async function reporterOf(
  paths: readonly string[],
  { format, out }: CheckOptions,
  terminal: Terminal,
): Promise<{ readonly reporter: Reporter; readonly close: () => Promise<void> }> {
  if (out === undefined || format === 'xlsx') {
    return { reporter: await reporterFor(format, paths, out, terminal), close: async () => undefined }
  }
  const file = createWriteStream(out)
  await once(file, 'open').catch((cause: unknown) => {
    throw new Failure(`写不了“${out}”。请核对文件夹是否存在、有无权限。`, { cause })
  })
  const toFile = { ...terminal, out: file, hasColour: false }
  return {
    reporter: await reporterFor(format, paths, out, toFile),
    async close() {
      await new Promise<void>((resolve) => file.end(resolve))
      terminal.err.write(`已写出 ${out}\n`)
    },
  }
}

async function reporterFor(
  format: string,
  paths: readonly string[],
  out: string | undefined,
  terminal: Terminal,
): Promise<Reporter> {
  switch (format) {
    case 'text':
      return (await import('../reporters/text.ts')).textReporter(terminal, paletteOf(terminal))
    case 'json':
      return (await import('../reporters/json.ts')).jsonReporter(
        terminal,
        paths.length === 1 ? 'one-if-single' : 'list',
      )
    case 'sarif':
      return (await import('../reporters/sarif.ts')).sarifReporter(terminal)
    case 'xlsx':
      return (await import('../reporters/xlsx.ts')).xlsxReporter(out ?? '校核结果.xlsx', terminal)
    default:
      throw new Failure(`没有输出格式“${format}”。可用：text、json、sarif、xlsx。`)
  }
}
