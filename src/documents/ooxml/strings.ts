import { struckOut } from '../struck.ts'
import { atLevel, type Level } from '../superscript.ts'
import { isOn } from './styles.ts'
import { type Attributes, walkXml } from './xml.ts'
import type { Archive } from './zip.ts'

/** The shared strings in order: rich text joined, phonetic guides (拼音) left out. */
export function readSharedStrings(archive: Archive, path: string): readonly string[] {
  const bytes = archive.read(path)
  if (!bytes) return []

  const strings: string[] = []
  let text = ''
  let inText = false
  let phonetic = 0
  const look = runLook()
  walkXml(bytes, '字符串表', {
    open(name, attributes) {
      look.open(name, attributes)
      if (name === 'si') text = ''
      else if (name === 'rPh') phonetic += 1
      else if (name === 't') inText = phonetic === 0
    },
    text(piece) {
      if (inText) text += look.shown(piece)
    },
    close(name) {
      look.close(name)
      if (name === 'si') strings.push(decodeEscapes(text))
      else if (name === 'rPh') phonetic -= 1
      else if (name === 't') inText = false
    },
  })
  return strings
}

/** How the rich-text run that is being read looks: struck out (left out), raised (superscript digits), lowered, or plain. */
export function runLook() {
  let isStruck = false
  let level: Level | undefined
  const reset = () => {
    isStruck = false
    level = undefined
  }
  return {
    open(name: string, attributes: Attributes) {
      if (name === 'r') reset()
      else if (name === 'strike') isStruck = isOn(attributes)
      else if (name === 'vertAlign') level = LEVELS[attributes.val ?? '']
    },
    close(name: string) {
      if (name === 'r') reset()
    },
    shown: (text: string): string => (isStruck ? struckOut(text) : atLevel(text, level)),
  }
}

const LEVELS: Readonly<Record<string, Level>> = { superscript: 'raised', subscript: 'lowered' }

/** `_x000D_` stands for a character XML cannot carry; line ends become \n. */
export function decodeEscapes(text: string): string {
  const decoded = text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
  return decoded.replaceAll(/\r\n?/g, '\n')
}
