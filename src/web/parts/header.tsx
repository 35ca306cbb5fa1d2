import { type Policy, policies } from '#engine'
import type { ExportKind } from '../check/exports.ts'
import type { Doc } from '../check/session.ts'
import { samples } from '../samples/samples.ts'
import { checkTexts } from '../texts/check-page.ts'
import { commonTexts } from '../texts/common.ts'
import { Menu } from './menu.tsx'

export type HeaderActions = {
  readonly openFile: () => void
  readonly openPaste: () => void
  readonly openSample: (index: number) => void
  readonly choosePolicy: (id: string | null) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly download: (kind: ExportKind) => void
}

const EXPORTS: readonly { readonly kind: ExportKind; readonly label: string; readonly hint: string }[] = [
  { kind: 'xlsx', label: commonTexts.officialXlsx, hint: checkTexts.xlsxHint },
  { kind: 'docx', label: commonTexts.officialDocx, hint: '.docx' },
  { kind: 'pdf', label: commonTexts.officialPdf, hint: checkTexts.pdfHint },
  { kind: 'html', label: checkTexts.officialHtml, hint: '.html' },
  { kind: 'annotated-xlsx', label: commonTexts.annotatedXlsx, hint: checkTexts.annotatedXlsxHint },
  { kind: 'annotated-docx', label: commonTexts.annotatedDocx, hint: checkTexts.annotatedDocxHint },
  { kind: 'annotated-pdf', label: checkTexts.annotatedPdf, hint: checkTexts.annotatedPdfHint },
  { kind: 'report-docx', label: commonTexts.reportDocx, hint: checkTexts.reportHint },
  { kind: 'json', label: commonTexts.checkResult, hint: checkTexts.jsonHint },
]

export function Header({
  doc,
  policy,
  actions,
}: {
  doc: Doc | undefined
  policy: Policy | undefined
  actions: HeaderActions
}) {
  return (
    <header className="bar">
      <h1>{commonTexts.brand}</h1>
      <button type="button" onClick={actions.openFile} title={checkTexts.openFileHint}>
        {checkTexts.openFile}
      </button>
      <button type="button" onClick={actions.openPaste} title={checkTexts.pasteHint}>
        {checkTexts.paste}
      </button>
      <Menu
        label={checkTexts.sample}
        items={samples.map((sample, i) => ({ label: sample.title, run: () => actions.openSample(i) }))}
      />
      {doc && <PolicyChoice doc={doc} policy={policy} choose={actions.choosePolicy} />}
      <span className="spring" />
      {doc && (
        <>
          <button
            type="button"
            className="history"
            disabled={doc.past.length === 0}
            onClick={actions.undo}
            title={commonTexts.undoOne(doc.past.at(-1)?.label ?? '')}
          >
            {commonTexts.undo}
          </button>
          <button
            type="button"
            className="history"
            disabled={doc.future.length === 0}
            onClick={actions.redo}
            title={commonTexts.redoOne(doc.future[0]?.label ?? '')}
          >
            {commonTexts.redo}
          </button>
          <Menu
            label={commonTexts.exportMenu}
            items={EXPORTS.map(({ kind, label, hint }) => ({ label, hint, run: () => actions.download(kind) }))}
          />
          <button type="button" className="print-button" onClick={() => window.print()} title={commonTexts.printHint}>
            {commonTexts.print}
          </button>
        </>
      )}
    </header>
  )
}

type PolicyChoiceProps = { doc: Doc; policy: Policy | undefined; choose: (id: string | null) => void }

function PolicyChoice({ doc, policy, choose }: PolicyChoiceProps) {
  return (
    <label className="policy">
      <span>{commonTexts.policy}</span>
      <select value={doc.policyId ?? ''} onChange={(event) => choose(event.target.value || null)}>
        <option value="">
          {checkTexts.automatic(
            doc.policyId === null && policy ? `${commonTexts.colon}${policy.title}` : checkTexts.byPlaceAndYear,
          )}
        </option>
        {policies.map(({ id, title, provisional }) => (
          <option key={id} value={id}>
            {title}
            {provisional && !title.includes(checkTexts.provisionalTag) ? checkTexts.provisional : ''}
          </option>
        ))}
      </select>
    </label>
  )
}
