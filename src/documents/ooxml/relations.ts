import { walkXml } from './xml.ts'
import type { Archive } from './zip.ts'

/** A pointer from one part of an OOXML package to another; `target` is a path from the root of the package. */
export type Relation = { readonly id: string; readonly type: string; readonly target: string }

/** The part the package is about: the workbook, or the text of a document. */
export function mainPart(archive: Archive): string | undefined {
  return relations(archive, '_rels/.rels', '').find(({ type }) => type.endsWith('/officeDocument'))?.target
}

/** Where a part points to; targets outside the package are left out. */
export function relationsOf(archive: Archive, part: string): readonly Relation[] {
  const file = part.split('/').at(-1) ?? ''
  return relations(archive, `${folderOf(part)}/_rels/${file}.rels`, folderOf(part))
}

function relations(archive: Archive, path: string, base: string): readonly Relation[] {
  const bytes = archive.read(path)
  if (!bytes) return []

  const found: Relation[] = []
  walkXml(bytes, '关系目录', {
    open(name, { Id: id, Type: type, Target: target, TargetMode: mode }) {
      if (name !== 'Relationship' || !id || !type || !target || mode === 'External') return
      found.push({ id, type, target: resolve(base, target) })
    },
  })
  return found
}

function resolve(base: string, target: string): string {
  const path: string[] = []
  for (const step of (target.startsWith('/') ? target : `${base}/${target}`).split('/')) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/')
}

function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}
