import { Unreadable } from '../unreadable.ts'
import { BrokenXml, scanXml } from './xml-scanner.ts'

/** Attributes as written; those of OOXML itself have no prefix. */
export type Attributes = Readonly<Record<string, string>>

/** Element names come without their prefix: WPS and some exporters write `x:row` where Excel writes `row`. */
export type XmlHandlers = {
  readonly open: (name: string, attributes: Attributes) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
  /** The elements whose attributes are looked at; all where left out. */
  readonly wants?: ReadonlySet<string>
}

/** Walks one XML part. Throws Unreadable for a document type or entity declaration (XXE) and for malformed XML. */
export function walkXml(bytes: Uint8Array, part: string, handlers: XmlHandlers): void {
  const { open, close = ignore, text = ignore, wants } = handlers
  try {
    scanXml(decodeXml(bytes), { open, close, text, wants })
  } catch (error) {
    if (!(error instanceof BrokenXml)) throw error
    throw new Unreadable(
      error.kind === 'doctype'
        ? `文件的 ${part} 里有文档类型声明，正常的文件没有它，为安全起见不读。请用 Office 或 WPS 另存为新的文件。`
        : `文件的 ${part} 已损坏。请用 Office 或 WPS 打开（按提示修复）后另存再试。`,
    )
  }
}

const ignore = (): void => {}

function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}
