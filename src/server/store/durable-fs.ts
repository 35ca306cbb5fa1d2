import { closeSync, fsyncSync, openSync } from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** How often the database has asked the disk to keep what it wrote; the start-up check counts on it. */
export const synced = { files: 0, folders: 0 }

/** What PGlite's wasm module keeps of a file of the host. It is no public interface: the exact version is pinned and every start checks that it works. */
type Stream = { readonly nfd?: number; readonly node: unknown }
type HostModule = {
  readonly NODEFS: {
    readonly stream_ops: { fsync?: (stream: Stream) => number }
    readonly realPath: (node: unknown) => string
  }
}
type Options = Parameters<NodeFS['init']>[1]

/** PGlite's folder on disk, with the fsync that PGlite leaves out: without it a power cut loses what was acknowledged. */
export class DurableNodeFS extends NodeFS {
  override async init(database: PGlite, options: Options): ReturnType<NodeFS['init']> {
    const made = await super.init(database, options)
    const before = made.emscriptenOpts.preRun ?? []
    const hook = (module: unknown) => {
      const { NODEFS } = module as HostModule
      NODEFS.stream_ops.fsync = (stream) => sync(stream, NODEFS.realPath)
    }
    return { emscriptenOpts: { ...made.emscriptenOpts, preRun: [hook, ...[before].flat()] as never } }
  }
}

function sync({ nfd, node }: Stream, pathOf: (node: unknown) => string): number {
  if (nfd !== undefined) {
    fsyncSync(nfd)
    synced.files++
    return 0
  }
  const folder = openSync(pathOf(node), 'r')
  try {
    fsyncSync(folder)
    synced.folders++
  } finally {
    closeSync(folder)
  }
  return 0
}
