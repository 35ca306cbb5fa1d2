import type { Attributes } from './xml.ts'

/** What a scan of an XML text meets; `attributes` is read only for elements that ask for it. */
export type ScanHandlers = {
  readonly open: (name: string, attributes: Attributes) => void
  readonly close: (name: string) => void
  readonly text: (text: string) => void
  /** Names without prefix of the elements whose attributes are read; all of them where there is none. */
  readonly wants: ReadonlySet<string> | undefined
}

/** Not well-formed, or with a document type, which no office file has. */
export class BrokenXml extends Error {
  readonly kind: 'malformed' | 'doctype'
  constructor(kind: 'malformed' | 'doctype') {
    super(kind)
    this.kind = kind
  }
}

const NOTHING: Attributes = {}
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML forbids.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
const NAME = /^[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*$/u
const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const broken = (): BrokenXml => new BrokenXml('malformed')

/**
 * Walks an XML text from tag to tag: one pass of `indexOf`, no position kept, attributes only where they are asked for. The
 * parts of an office file are large and flat, and nine in ten of their attributes say how text looks.
 */
export function scanXml(xml: string, handlers: ScanHandlers): void {
  if (FORBIDDEN.test(xml)) throw broken()
  const known = new Map<string, string>()
  const open: string[] = []
  let isRooted = false
  let at = xml.charCodeAt(0) === 0xfeff ? 1 : 0
  while (at < xml.length) {
    const tag = xml.indexOf('<', at)
    takeText(xml, at, tag < 0 ? xml.length : tag, open.length, handlers)
    if (tag < 0) break
    const mark = xml.charCodeAt(tag + 1)
    if (mark === 0x21 || mark === 0x3f) {
      at = takeMarkup(xml, tag, open.length, handlers)
      continue
    }
    const end = tagEnd(xml, tag)
    if (mark === 0x2f) {
      const raw = xml.slice(tag + 2, end).trimEnd()
      if (open.pop() !== raw) throw broken()
      handlers.close(known.get(raw) ?? raw)
    } else {
      if (open.length === 0 && isRooted) throw broken()
      isRooted = true
      takeElement(xml, tag, end, known, open, handlers)
    }
    at = end + 1
  }
  if (open.length > 0 || !isRooted) throw broken()
}

function takeText(xml: string, from: number, to: number, depth: number, handlers: ScanHandlers): void {
  if (from >= to) return
  const text = xml.slice(from, to)
  if (depth > 0) handlers.text(decoded(text))
  else if (text.trim() !== '') throw broken()
}

/** Where a tag ends: a > inside quotes does not end it. */
function tagEnd(xml: string, tag: number): number {
  let end = xml.indexOf('>', tag)
  for (;;) {
    if (end < 0) throw broken()
    if (!isInQuotes(xml, tag, end)) return end
    end = xml.indexOf('>', end + 1)
  }
}

function isInQuotes(xml: string, from: number, to: number): boolean {
  let quote = 0
  for (let i = from; i < to; i++) {
    const code = xml.charCodeAt(i)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 0x22 || code === 0x27) quote = code
  }
  return quote !== 0
}

function takeElement(
  xml: string,
  tag: number,
  end: number,
  known: Map<string, string>,
  open: string[],
  handlers: ScanHandlers,
): void {
  const isEmpty = xml.charCodeAt(end - 1) === 0x2f
  const last = isEmpty ? end - 1 : end
  let stop = tag + 1
  while (stop < last && xml.charCodeAt(stop) > 0x20) stop++
  const raw = xml.slice(tag + 1, stop)
  const name = known.get(raw) ?? newName(raw, known)
  const isWanted = handlers.wants === undefined || handlers.wants.has(name)
  const next = xml.indexOf('<', tag + 1)
  if (next >= 0 && next < last) throw broken()
  handlers.open(name, stop < last && isWanted ? attributesOf(xml, stop, last) : NOTHING)
  if (isEmpty) handlers.close(name)
  else open.push(raw)
}

function newName(raw: string, known: Map<string, string>): string {
  if (!NAME.test(raw)) throw broken()
  const local = raw.slice(raw.indexOf(':') + 1)
  known.set(raw, local)
  return local
}

function attributesOf(xml: string, from: number, to: number): Attributes {
  const found: Record<string, string> = {}
  let at = from
  ATTRIBUTE.lastIndex = at
  for (let match = ATTRIBUTE.exec(xml); match && ATTRIBUTE.lastIndex <= to; match = ATTRIBUTE.exec(xml)) {
    const name = match[1] ?? ''
    if (name in found || !NAME.test(name)) throw broken()
    found[name] = decoded((match[2] ?? match[3] ?? '').replaceAll(/[\t\r\n]/g, ' '))
    at = ATTRIBUTE.lastIndex
  }
  if (xml.slice(at, to).trim() !== '') throw broken()
  return found
}

/** Comments, processing instructions, CDATA; returns where the text goes on. */
function takeMarkup(xml: string, tag: number, depth: number, handlers: ScanHandlers): number {
  const past = (head: string, end: string): number => {
    const found = xml.indexOf(end, tag + head.length)
    if (found < 0) throw broken()
    return found + end.length
  }
  if (xml.startsWith('<?', tag)) return past('<?', '?>')
  if (xml.startsWith('<!--', tag)) return past('<!--', '-->')
  if (xml.startsWith('<![CDATA[', tag) && depth > 0) {
    const end = past('<![CDATA[', ']]>')
    handlers.text(xml.slice(tag + 9, end - 3).replaceAll(/\r\n?/g, '\n'))
    return end
  }
  throw new BrokenXml(depth === 0 && xml.startsWith('<!DOCTYPE', tag) ? 'doctype' : 'malformed')
}

function decoded(text: string): string {
  const plain = text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text
  if (!plain.includes('&')) return plain
  return plain.replaceAll(/&([^;&]{0,12};?)/g, (_, body: string) => {
    const name = body.endsWith(';') ? body.slice(0, -1) : undefined
    const sign = name === undefined ? undefined : (ENTITIES[name] ?? numbered(name))
    if (sign === undefined) throw broken()
    return sign
  })
}

function numbered(name: string): string | undefined {
  const match = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name)
  const code = match?.[1] ? Number.parseInt(match[1], 16) : Number(match?.[2] ?? -1)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
