import indexUrl from '@fontsource/noto-sans-sc/unicode.json?url'
import type { AssetName, EngineAsset } from '#documents'

const FILES = import.meta.glob<string>(
  '../../../node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-{chinese-simplified,[0-9]*}-400-normal.woff',
  { eager: true, query: '?url', import: 'default' },
)
const ADDRESSES = new Map(Object.entries(FILES).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url]))

/** Where the built page keeps a font file, or the index of the slices. */
export function addressOf(name: Exclude<AssetName, EngineAsset>): string {
  if (name === 'noto-sans-sc/unicode.json') return indexUrl
  const url = ADDRESSES.get(`${name.replace('/', '-')}-400-normal.woff`)
  if (url === undefined) throw new Error(`no font file ${name}`)
  return url
}
