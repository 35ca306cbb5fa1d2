import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { type ScanHandlers, scanXml } from '../../src/documents/ooxml/xml-scanner.ts'
import { randomOf } from '../damage/random.ts'

type Event = readonly [kind: 'open' | 'close' | 'text', name: string, attributes?: Readonly<Record<string, string>>]

/** Text between two tags as one event: where a parser cuts it is its own affair. */
function collector(): { readonly events: Event[]; readonly handlers: ScanHandlers } {
  const events: Event[] = []
  const handlers: ScanHandlers = {
    open: (name, attributes) => events.push(['open', name, { ...attributes }]),
    close: (name) => events.push(['close', name]),
    text: (text) => {
      const last = events.at(-1)
      if (last?.[0] === 'text') events[events.length - 1] = ['text', last[1] + text]
      else if (text !== '') events.push(['text', text])
    },
    wants: undefined,
  }
  return { events, handlers }
}

/** The events, or undefined for XML that is not well-formed. */
function ours(xml: string): readonly Event[] | undefined {
  const { events, handlers } = collector()
  try {
    scanXml(xml, handlers)
    return events
  } catch {
    return undefined
  }
}

/** The same by saxes 6.0.0, a strict parser of XML 1.0. */
function theirs(xml: string): readonly Event[] | undefined {
  const { events, handlers } = collector()
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false })
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  let depth = 0
  parser.on('opentag', ({ name, attributes }) => {
    depth++
    handlers.open(local(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    depth--
    handlers.close(local(name))
  })
  const text = (content: string): void => {
    if (depth > 0) handlers.text(content)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  let isBroken = false
  parser.on('doctype', () => {
    isBroken = true
  })
  parser.on('error', () => {
    isBroken = true
  })
  parser.write(xml).close()
  return isBroken ? undefined : events
}

/** What stands in the declaration is nobody's text: the scanner passes over it. */
const DECLARATION = 60

const documentXml = strFromU8(
  unzipSync(new Uint8Array(readFileSync(new URL('../fixtures/documents/project.docx', import.meta.url))))[
    'word/document.xml'
  ] ?? new Uint8Array(),
)

test.each([
  ['elements, attributes in both quotes, text', '<a x="1" y=\'2\'>t<b/>u</a>'],
  ['a > inside an attribute', '<a x="1>2">t</a>'],
  ['entities and numbers of characters', '<a x="&lt;&#65;&#x4e2d;">&amp;&gt;&quot;&apos;</a>'],
  ['comments, instructions, CDATA', '<?xml version="1.0"?><!-- - --><a><?p q?>1<![CDATA[<2>&]]>3</a>\n'],
  ['prefixes', '<w:a w:x="1"><w:b>t</w:b></w:a>'],
  ['line ends and tabs', '<a x="1\n2">1\r\n2\r3</a>'],
])('%s are read as by a strict parser', (_, xml) => {
  expect(ours(xml)).toEqual(theirs(xml))
  expect(ours(xml)).toBeDefined()
})

test.each([
  ['a tag that is not closed', '<a><b></a>'],
  ['a text that ends within a tag', '<a><b x="1'],
  ['two roots', '<a/><b/>'],
  ['no element', 'text'],
  ['text outside the root', '<a/>text'],
  ['an unknown entity', '<a>&nbsp;</a>'],
  ['a bare ampersand', '<a>1 & 2</a>'],
  ['a < inside an attribute', '<a x="<">t</a>'],
  ['an attribute twice', '<a x="1" x="2"/>'],
  ['an attribute without quotes', '<a x=1/>'],
  ['a name that is none', '<1a/>'],
  ['a character XML forbids', '<a>\u0001</a>'],
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
])('%s is refused', (_, xml) => {
  expect(ours(xml)).toBeUndefined()
  expect(theirs(xml)).toBeUndefined()
})

describe('a real document', () => {
  test('is read as by a strict parser', () => {
    expect(ours(documentXml)).toEqual(theirs(documentXml))
  })

  test('in 400 mutations gives the same events, or is refused where a strict parser refuses it', () => {
    const short = `${documentXml.slice(0, documentXml.indexOf('</w:tr>') + 7)}</w:tbl></w:body></w:document>`
    let accepted = 0
    for (let seed = 1; seed <= 400; seed++) {
      const random = randomOf(seed)
      let xml = short
      for (let n = random.int(1, 2); n > 0; n--) {
        const at = random.int(DECLARATION, xml.length - 1)
        const piece = random.pick([
          '',
          '<',
          '>',
          '"',
          '&',
          '&amp;',
          "'",
          '/',
          ' ',
          'x',
          '<w:p/>',
          '<!--',
          ']]',
          '\u4e2d',
        ])
        xml = xml.slice(0, at) + piece + xml.slice(at + random.int(0, 2))
      }
      const strict = theirs(xml)
      if (strict) accepted++
      expect([seed, ours(xml)]).toEqual([seed, strict])
    }
    expect(accepted).toBeGreaterThan(40)
  })
})
