import { type Attributes, walkXml } from '../ooxml/xml.ts'
import type { Level } from '../superscript.ts'

/** What a style does to the text set in it. */
export type StyleLook = { readonly isStruck: boolean; readonly level: Level | undefined }

/** Told where the style sheet of a Word file can't be read. */
export const STYLES_UNREAD = '文档的样式读不出，用样式划掉的文字和上标可能没有认出。请对照原文件核对。'

const WANTED = new Set('style basedOn strike dstrike vertAlign'.split(' '))
/** A style is based on another, and so on: in a hostile file in a ring. */
const DEEPEST = 10

const LEVELS: Readonly<Record<string, Level>> = { superscript: 'raised', subscript: 'lowered' }

type Own = { basedOn: string | undefined; isStruck: boolean | undefined; level: Level | 'none' | undefined }

/** The styles of a Word file that strike out, raise or lower their text, by their names in the file; what they are based on counts. */
export function styleLooks(bytes: Uint8Array | undefined): ReadonlyMap<string, StyleLook> {
  if (!bytes) return new Map()
  const styles = new Map<string, Own>()
  let open: Own | undefined
  walkXml(bytes, '样式表', {
    wants: WANTED,
    open(name, attributes) {
      if (name === 'style') {
        open = { basedOn: undefined, isStruck: undefined, level: undefined }
        styles.set(named(attributes, 'styleId'), open)
      } else if (!open) return
      else if (name === 'basedOn') open.basedOn = named(attributes, 'val')
      else if (name === 'strike' || name === 'dstrike') open.isStruck ||= isOn(attributes)
      else if (name === 'vertAlign') open.level = LEVELS[named(attributes, 'val')] ?? 'none'
    },
    close(name) {
      if (name === 'style') open = undefined
    },
  })
  const lookOf = (id: string | undefined, depth: number): StyleLook => {
    const own = id === undefined || depth > DEEPEST ? undefined : styles.get(id)
    if (!own) return { isStruck: false, level: undefined }
    const base = lookOf(own.basedOn, depth + 1)
    return {
      isStruck: own.isStruck ?? base.isStruck,
      level: own.level === 'none' ? undefined : (own.level ?? base.level),
    }
  }
  const looks = [...styles.keys()].map((id) => [id, lookOf(id, 0)] as const)
  return new Map(looks.filter(([, { isStruck, level }]) => isStruck || level))
}

/** A switch without a value is on. */
function isOn(attributes: Attributes): boolean {
  return !/^(?:0|false|off)$/.test(named(attributes, 'val'))
}

/** The prefix of the namespace is free. */
function named(attributes: Attributes, name: string): string {
  const key = Object.keys(attributes).find((each) => each === name || each.endsWith(`:${name}`))
  return (key && attributes[key]) ?? ''
}
