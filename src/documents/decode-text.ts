import { MAX_TEXT_BYTES } from './limits.ts'
import type { Tell } from './problems.ts'
import { Unreadable } from './unreadable.ts'

/** Bytes as text: UTF-8 or UTF-16 by their mark, UTF-8 where it is valid, else GB18030 (which holds GBK and GB2312). */
export function decodeText(bytes: Uint8Array, tell: Tell): string {
  if (bytes.length > MAX_TEXT_BYTES) {
    throw new Unreadable(
      `文本超过 ${MAX_TEXT_BYTES / 1024 / 1024} MB，不像一张绩效自评表，没有读。请只保留自评表的部分再试。`,
    )
  }
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)

  const utf8 = new TextDecoder().decode(bytes)
  const lost = countReplacements(utf8)
  if (lost === 0) return utf8

  const gb = new TextDecoder('gb18030').decode(bytes)
  if (countReplacements(gb) < lost) return gb
  tell(`文本里有 ${lost} 处字符已损坏，显示为“\uFFFD”。请核对这些地方，或用记事本另存为 UTF-8 再试。`)
  return utf8
}

function countReplacements(text: string): number {
  return text.split('\uFFFD').length - 1
}
