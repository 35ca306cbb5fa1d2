import type { ReadResult } from './formats.ts'
import { mainPart } from './ooxml/relations.ts'
import { openArchive } from './ooxml/zip.ts'
import { collectProblems } from './problems.ts'
import { Unreadable } from './unreadable.ts'
import { readDocumentXml } from './word/document-xml.ts'
import { wordGrids } from './word/word-grids.ts'

/** The tables of a .docx with the lines around them; `source` is table, row and column from 1. Throws only Unreadable. */
export function read(bytes: Uint8Array): ReadResult {
  const problems = collectProblems()
  const archive = openArchive(bytes)
  const content = archive.read(mainPart(archive) ?? 'word/document.xml')
  if (!content) {
    throw new Unreadable('文件里没有正文，不是 Word 文档或已损坏。请用 Word 或 WPS 打开后另存为 .docx 再试。')
  }
  const grids = wordGrids(readDocumentXml(content, problems.tell), problems.tell)
  if (grids.length === 0) problems.tell('文档里没有表格，也没有文字。请重新取得原文件。')
  return { grids, problems: problems.all() }
}
