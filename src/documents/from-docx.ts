import type { ReadResult } from './formats.ts'
import { mainPart, relationsOf } from './ooxml/relations.ts'
import { type Archive, openArchive } from './ooxml/zip.ts'
import { collectProblems, type Tell } from './problems.ts'
import { Unreadable } from './unreadable.ts'
import { readDocumentXml } from './word/document-xml.ts'
import { STYLES_UNREAD, type StyleLook, styleLooks } from './word/style-looks.ts'
import { wordGrids } from './word/word-grids.ts'

/** The tables of a .docx with the lines around them; `source` is table, row and column from 1. Throws only Unreadable. */
export function read(bytes: Uint8Array): ReadResult {
  const problems = collectProblems()
  const archive = openArchive(bytes)
  const main = mainPart(archive) ?? 'word/document.xml'
  const content = archive.read(main)
  if (!content) {
    throw new Unreadable('文件里没有正文，不是 Word 文档或已损坏。请用 Word 或 WPS 打开后另存为 .docx 再试。')
  }
  const looks = looksOf(archive, main, problems.tell)
  const grids = wordGrids(readDocumentXml(content, problems.tell, looks), problems.tell)
  if (grids.length === 0) problems.tell('文档里没有表格，也没有文字。请重新取得原文件。')
  return { grids, problems: problems.all() }
}

function looksOf(archive: Archive, main: string, tell: Tell): ReadonlyMap<string, StyleLook> {
  try {
    const styles = relationsOf(archive, main).find(({ type }) => type.endsWith('/styles'))
    return styleLooks(styles && archive.read(styles.target))
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    // The text stands in a part of its own and can be read without the styles; what they may hide is told.
    tell(STYLES_UNREAD)
    return new Map()
  }
}
