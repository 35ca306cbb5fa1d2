import type { CellNote } from '../notes.ts'
import { escapeXml } from '../ooxml/escape-xml.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'

/** The comments part: 绩衡 says what of which cell, one paragraph a finding. Comments count from 0. Without dates, so bytes repeat. */
export function wordCommentsXml(notes: readonly CellNote[]): string {
  const comments = notes.map(({ text }, i) => {
    const paragraphs = text
      .split('\n')
      .map((line) => `<w:p><w:r><w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r></w:p>`)
    return `<w:comment w:id="${i}" w:author="绩衡" w:initials="绩">${paragraphs.join('')}</w:comment>`
  })
  return `<w:comments xmlns:w="${W}">${comments.join('')}</w:comments>`
}
