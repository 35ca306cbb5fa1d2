import { createHash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { provideNodeAssets } from '../assets.ts'
import { type CheckWish, checkInput } from '../check-input.ts'
import { Failure } from '../failure.ts'
import { type Address, opener } from '../inputs.ts'
import type { Checked } from '../reporters/reporter.ts'

/** One file for a worker. `known` is the SHA-256 that a journal holds for it: an unchanged file is not read again. */
export type Order = {
  readonly index: number
  readonly name: string
  readonly at: Address
  readonly wish: CheckWish
  readonly known: string | undefined
}

/** What comes back: the results, or undefined for a file that is as the journal knows it. */
export type Answer = {
  readonly index: number
  readonly hash: string | undefined
  readonly checked: readonly Checked[] | undefined
}

provideNodeAssets()
const open = opener()
parentPort?.on('message', async (order: Order) => parentPort?.postMessage(await answer(order)))

async function answer({ index, name, at, wish, known }: Order): Promise<Answer> {
  try {
    const bytes = await open(at)
    const hash = createHash('sha256').update(bytes).digest('hex')
    if (hash === known) return { index, hash, checked: undefined }
    return { index, hash, checked: await checkInput({ name, bytes: async () => bytes }, wish) }
  } catch (error) {
    // A crash of ours costs this one file: it is told with its words, and the batch goes on.
    const message = error instanceof Failure ? error.message : crashMessage(error)
    return { index, hash: undefined, checked: [{ file: name, problems: [{ message }], result: undefined }] }
  }
}

function crashMessage(error: unknown): string {
  const words = error instanceof Error ? (error.stack ?? error.message).split('\n', 2).join(' ') : String(error)
  return `程序处理这个文件时出错，没有结果。请把文件和这句话告诉我们：${words}`
}
