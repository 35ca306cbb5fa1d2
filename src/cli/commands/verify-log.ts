import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Terminal } from '../terminal.ts'

// Shares no code with the writer of the log, on purpose: an error of the writer must not hide itself here. Only the public format is
// known: hash = H(previous hash, then each field as JSON, joined by line breaks), H being SM3 or SHA-256.

/** What is wrong, and with which entry. */
export type LogFault = { readonly entry: string; readonly fault: string }

type Line = Readonly<Record<string, unknown>>
type Tail = { readonly seq: number; readonly hash: string }

const ZERO = '0'.repeat(64)
const ENTRY_FIELDS = ['region', 'unit', 'seq', 'at', 'actor', 'action', 'subject', 'payload']

/** Checks exported lines one by one; memory grows with the number of units only. */
export async function verifyLog(
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<{ readonly entries: number; readonly anchors: number; readonly faults: readonly LogFault[] }> {
  const tails = new Map<string, Tail>()
  const hashes = new Map<string, string>()
  const faults: LogFault[] = []
  let [count, entries, anchors, root, day] = [0, 0, 0, ZERO, '']
  for await (const text of lines) {
    count++
    if (text.trim() === '') continue
    const line = parse(text)
    if (count === 1) {
      if (line?.log !== 'jiheng/log.v1') faults.push({ entry: '第 1 行', fault: '不是绩衡导出的日志' })
    } else if (!line) faults.push({ entry: `第 ${count} 行`, fault: '不是 JSON' })
    else if ('seq' in line) {
      entries++
      faults.push(...entryFaults(line, tails, hashes))
    } else {
      anchors++
      faults.push(...anchorFaults(line, { root, day }, tails, hashes))
      root = String(line.root)
      day = String(line.day)
    }
  }
  if (count === 0) faults.push({ entry: '文件', fault: '是空的' })
  return { entries, anchors, faults }
}

function entryFaults(line: Line, tails: Map<string, Tail>, hashes: Map<string, string>): readonly LogFault[] {
  const chain = `${line.region}/${line.unit}`
  const entry = `单位 ${chain} 第 ${line.seq} 条`
  const before = tails.get(chain) ?? { seq: 0, hash: ZERO }
  const seq = Number(line.seq)
  const own = digest(line, ENTRY_FIELDS, String(line.prev))
  tails.set(chain, { seq, hash: String(line.hash) })
  hashes.set(`${chain}/${seq}`, String(line.hash))
  const faults: LogFault[] = []
  if (seq !== before.seq + 1) faults.push({ entry, fault: `前面缺了或多了记录（上一条是第 ${before.seq} 条）` })
  if (own !== line.hash) faults.push({ entry, fault: '内容和它的哈希对不上' })
  else if (line.prev !== before.hash && seq === before.seq + 1)
    faults.push({ entry, fault: '没有接在上一条后面：上一条被换过' })
  return faults
}

/** An anchor holds, for every chain, its last entry of that day: a chain that was cut off or rewritten since does not fit any more. */
function anchorFaults(
  line: Line,
  last: { readonly root: string; readonly day: string },
  tails: ReadonlyMap<string, Tail>,
  hashes: ReadonlyMap<string, string>,
): readonly LogFault[] {
  const entry = `${line.day} 的日锚`
  const own = digest(line, ['region', 'day', 'heads'], String(line.prev))
  if (own !== line.root) return [{ entry, fault: '内容和它的根哈希对不上' }]
  if (line.prev !== last.root) return [{ entry, fault: '没有接在前一天的日锚后面' }]
  if (String(line.day) <= last.day) return [{ entry, fault: '日期没有往后走' }]
  const heads = parse(String(line.heads))
  if (!Array.isArray(heads)) return [{ entry, fault: '读不出各单位的末条' }]
  return heads.flatMap(([unit, seq, hash]: [number, number, string]) => {
    const chain = `${line.region}/${unit}`
    const there = hashes.get(`${chain}/${seq}`)
    if (there === hash) return []
    const fault = there === undefined ? `日志里没有了（只到第 ${tails.get(chain)?.seq ?? 0} 条）` : '被换过'
    return [{ entry: `单位 ${chain} 第 ${seq} 条`, fault: `${line.day} 的日锚里有它，${fault}` }]
  })
}

function digest(line: Line, fields: readonly string[], prev: string): string | undefined {
  const { algorithm } = line
  if (algorithm !== 'sm3' && algorithm !== 'sha256') return undefined
  return createHash(algorithm)
    .update([prev, ...fields.map((field) => JSON.stringify(line[field]))].join('\n'))
    .digest('hex')
}

function parse(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line
  } catch {
    // A line that is no JSON any more was changed: the caller says so.
    return undefined
  }
}

/** `jiheng verify-log FILE`: 0 when the log is whole, 1 when something was changed, 2 when there is no file. */
export async function verifyLogCommand(path: string | undefined, terminal: Terminal): Promise<number> {
  if (path === undefined || !existsSync(path)) {
    terminal.err.write(path === undefined ? '没有给文件。用法：jiheng verify-log 导出的日志\n' : `找不到“${path}”。\n`)
    return 2
  }
  const { entries, anchors, faults } = await verifyLog(createInterface({ input: createReadStream(path, 'utf8') }))
  for (const { entry, fault } of faults) terminal.out.write(`${entry}：${fault}\n`)
  const sum = `共 ${entries} 条记录、${anchors} 个日锚`
  terminal.out.write(
    faults.length === 0 ? `日志完整：${sum}，一条没有被改过。\n` : `${sum}，${faults.length} 处不对。\n`,
  )
  return faults.length === 0 ? 0 : 1
}
