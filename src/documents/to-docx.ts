import type { Form } from '#engine'
import { officialSheet } from './official.ts'
import { packageParts, packParts, RELATIONS, relationsXml } from './ooxml/package-xml.ts'
import type { Sheet } from './sheet.ts'
import { documentXml, fitOf } from './word/sheet-xml.ts'
import { footerXml, settingsXml, stylesXml } from './word/styles-xml.ts'

const CONTENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml'

/** The official form as a .docx for A4 paper. The same form gives the same bytes. */
export function toDocx(form: Form): Uint8Array {
  return sheetToDocx(officialSheet(form))
}

/** Any sheet as a .docx. */
export function sheetToDocx(sheet: Sheet): Uint8Array {
  const fit = fitOf(sheet)
  return packParts({
    ...packageParts(sheet.name, 'word/document.xml', [
      ['word/document.xml', `${CONTENT}.document.main+xml`],
      ['word/styles.xml', `${CONTENT}.styles+xml`],
      ['word/settings.xml', `${CONTENT}.settings+xml`],
      ['word/footer1.xml', `${CONTENT}.footer+xml`],
    ]),
    'word/document.xml': documentXml(sheet, fit, 'rId3'),
    'word/styles.xml': stylesXml(fit.size),
    'word/settings.xml': settingsXml(),
    'word/footer1.xml': footerXml(),
    'word/_rels/document.xml.rels': relationsXml([
      ['rId1', `${RELATIONS}/styles`, 'styles.xml'],
      ['rId2', `${RELATIONS}/settings`, 'settings.xml'],
      ['rId3', `${RELATIONS}/footer`, 'footer1.xml'],
    ]),
  })
}
