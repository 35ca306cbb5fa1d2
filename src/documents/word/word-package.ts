import { packageParts, RELATIONS, relationsXml } from '../ooxml/package-xml.ts'
import { footerXml, settingsXml, stylesXml } from './styles-xml.ts'

const CONTENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const COMMENTS = 'rId4'
/** The relation by which a section names the footer with its page numbers. */
export const FOOTER = 'rId3'

export type WordContent = {
  readonly title: string
  /** Body size in half points. */
  readonly size: number
  readonly document: string
  readonly comments?: string
}

/** The parts of a .docx around its document part. */
export function wordParts({ title, size, document, comments }: WordContent): Readonly<Record<string, string>> {
  return {
    ...packageParts(title, 'word/document.xml', [
      ['word/document.xml', `${CONTENT}.document.main+xml`],
      ['word/styles.xml', `${CONTENT}.styles+xml`],
      ['word/settings.xml', `${CONTENT}.settings+xml`],
      ['word/footer1.xml', `${CONTENT}.footer+xml`],
      ...(comments === undefined ? [] : [['word/comments.xml', `${CONTENT}.comments+xml`] as const]),
    ]),
    'word/document.xml': document,
    'word/styles.xml': stylesXml(size),
    'word/settings.xml': settingsXml(),
    'word/footer1.xml': footerXml(),
    ...(comments === undefined ? {} : { 'word/comments.xml': comments }),
    'word/_rels/document.xml.rels': relationsXml([
      ['rId1', `${RELATIONS}/styles`, 'styles.xml'],
      ['rId2', `${RELATIONS}/settings`, 'settings.xml'],
      [FOOTER, `${RELATIONS}/footer`, 'footer1.xml'],
      ...(comments === undefined ? [] : [[COMMENTS, `${RELATIONS}/comments`, 'comments.xml'] as const]),
    ]),
  }
}
