import { existsSync, readFileSync } from 'node:fs'
import { readForms, toXlsx } from '#documents'
import { check, choosePolicy } from '#engine'
import { type Random, randomOf } from '../damage/random.ts'
import { formOf, soundText } from './forms.ts'
import { head, row } from './timing.ts'

const SEED = new URL('../../../shared/seeds/000_fd7e584d36dab96c.txt', import.meta.url)
const SAMPLE = new URL('../../src/web/samples/damaged.txt', import.meta.url)
const EACH = 5_000

/** Random mutations of a real text and of xlsx files, read and checked: crashes, the slowest, memory. */
export async function mutationBench(): Promise<void> {
  head(`随机破坏（文本 ${EACH} 份、xlsx ${EACH} 份）：读取并校核`)
  const text = new Uint8Array(readFileSync(existsSync(SEED) ? SEED : SAMPLE))
  const xlsx = Array.from({ length: 5 }, (_, i) => toXlsx(formOf(soundText(i))))
  row('', '崩溃', '最慢 ms', '峰值 MB')
  await storm('文本', (random) => mutate(text, random))
  await storm('xlsx', (random) => mutate(random.pick(xlsx), random))
}

async function storm(label: string, make: (random: Random) => Uint8Array): Promise<void> {
  let crashes = 0
  let slowest = 0
  let most = 0
  for (let i = 0; i < EACH; i++) {
    const bytes = make(randomOf(i + 1))
    const start = performance.now()
    try {
      for (const form of (await readForms(bytes)).forms) check(form, choosePolicy(form).policy)
    } catch (error) {
      if (crashes === 0) console.error(error)
      crashes++
    }
    slowest = Math.max(slowest, performance.now() - start)
    if (i % 100 === 0) most = Math.max(most, process.memoryUsage().rss)
  }
  row(label, String(crashes), slowest, most / 1024 / 1024)
}

/** Bytes flipped, cut, doubled, moved; now and then a hostile burst. */
function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let parts = [bytes]
  for (let n = random.int(1, 4); n > 0; n--) {
    const all = concat(parts)
    const at = random.int(0, Math.max(0, all.length - 1))
    const length = Math.min(all.length - at, random.int(1, 400))
    const piece = all.slice(at, at + length)
    const burst = new TextEncoder().encode(
      random.pick(['\t', '\n', ' 2', '年', '=', '9', ' ']).repeat(random.int(1, 3_000)),
    )
    parts = random.pick([
      [all.slice(0, at), all.slice(at + length)],
      [all.slice(0, at + length), piece, all.slice(at + length)],
      [all.slice(0, at), piece.map(() => random.int(0, 255)), all.slice(at + length)],
      [all.slice(0, at), burst, all.slice(at)],
      [all.slice(0, at)],
    ])
  }
  return concat(parts)
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
