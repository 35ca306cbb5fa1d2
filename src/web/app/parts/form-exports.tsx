import { App } from 'antd'
import { assess } from '../../check/assess.ts'
import { download, type ExportKind, NoExport } from '../../check/exports.ts'
import type { Doc } from '../../check/session.ts'
import { Menu } from '../../parts/menu.tsx'
import { commonTexts } from '../../texts/common.ts'

const EXPORTS: readonly { readonly kind: ExportKind; readonly label: string }[] = [
  { kind: 'xlsx', label: commonTexts.officialXlsx },
  { kind: 'docx', label: commonTexts.officialDocx },
  { kind: 'pdf', label: commonTexts.officialPdf },
  { kind: 'annotated-xlsx', label: commonTexts.annotatedXlsx },
  { kind: 'annotated-docx', label: commonTexts.annotatedDocx },
  { kind: 'report-docx', label: commonTexts.reportDocx },
  { kind: 'json', label: commonTexts.checkResult },
]

/** The files that can be made of a form on the table. */
export function FormExports({ doc }: { doc: Doc }) {
  const { message } = App.useApp()
  const run = (kind: ExportKind) =>
    download(kind, doc.file, assess(doc.present, doc.policyId)).catch((error: unknown) => {
      void message.error(error instanceof NoExport ? error.message : commonTexts.exportFailed)
      reportError(error)
    })
  return (
    <Menu
      label={commonTexts.exportMenu}
      items={EXPORTS.map(({ kind, label }) => ({ label, run: () => void run(kind) }))}
    />
  )
}
