import { strToU8, zipSync } from 'fflate'
import { escapeXml } from './escape-xml.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** Packs parts by path. Zip keeps local dates without zone: the first one it knows stands for none, so bytes repeat. */
export function packParts(parts: Readonly<Record<string, string>>): Uint8Array {
  const files = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)]))
  return zipSync(files, { level: 6, mtime: new Date(1980, 0, 1) })
}

/** What every package has: the types of its parts, its main part and its title. */
export function packageParts(
  title: string,
  main: string,
  types: readonly (readonly [part: string, contentType: string])[],
): Readonly<Record<string, string>> {
  const overrides = [...types, ['docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml']]
  return {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types">` +
      `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      overrides.map(([part, type]) => `<Override PartName="/${part}" ContentType="${type}"/>`).join('') +
      `</Types>`,
    '_rels/.rels': relationsXml([
      ['rId1', `${RELATIONS}/officeDocument`, main],
      ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
    ]),
    'docProps/core.xml':
      `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
      `<dc:title>${escapeXml(title)}</dc:title></cp:coreProperties>`,
  }
}

/** A relations part. */
export function relationsXml(list: readonly (readonly [id: string, type: string, target: string])[]): string {
  const items = list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
  return `<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`
}
