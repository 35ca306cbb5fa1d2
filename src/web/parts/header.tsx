import { type Policy, policies } from '#engine'
import type { ExportKind } from '../check/exports.ts'
import type { Doc } from '../check/session.ts'
import { samples } from '../samples/samples.ts'
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
  { kind: 'xlsx', label: '正式表 Excel', hint: '.xlsx，可直接打印' },
  { kind: 'docx', label: '正式表 Word', hint: '.docx' },
  { kind: 'pdf', label: '正式表 PDF', hint: '.pdf，可直接打印' },
  { kind: 'html', label: '正式表 网页', hint: '.html' },
  { kind: 'annotated-xlsx', label: '带意见的表 Excel', hint: '.xlsx，意见写在格子的批注里' },
  { kind: 'annotated-docx', label: '带意见的表 Word', hint: '.docx，意见写在批注里' },
  { kind: 'annotated-pdf', label: '带意见的表 PDF', hint: '.pdf，意见写在页边' },
  { kind: 'report-docx', label: '自评报告 Word', hint: '.docx，只用表里的事实，其余标“待填”' },
  { kind: 'json', label: '校核结果', hint: '.json，含表、意见、得分' },
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
      <h1>绩衡</h1>
      <button type="button" onClick={actions.openFile} title="打开文件（Ctrl+O），也可以把文件拖进窗口">
        打开文件
      </button>
      <button type="button" onClick={actions.openPaste} title="粘贴识别出的文字或网页、WPS、Excel 里的表格">
        粘贴
      </button>
      <Menu
        label="示例"
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
            title={`撤销${doc.past.at(-1)?.label ?? ''}（Ctrl+Z）`}
          >
            撤销
          </button>
          <button
            type="button"
            className="history"
            disabled={doc.future.length === 0}
            onClick={actions.redo}
            title={`重做${doc.future[0]?.label ?? ''}（Ctrl+Y）`}
          >
            重做
          </button>
          <Menu
            label="导出"
            items={EXPORTS.map(({ kind, label, hint }) => ({ label, hint, run: () => actions.download(kind) }))}
          />
          <button type="button" className="print-button" onClick={() => window.print()} title="只打印表（Ctrl+P）">
            打印
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
      <span>办法</span>
      <select value={doc.policyId ?? ''} onChange={(event) => choose(event.target.value || null)}>
        <option value="">自动{doc.policyId === null && policy ? `：${policy.title}` : '（按本表所在地和年度）'}</option>
        {policies.map(({ id, title, provisional }) => (
          <option key={id} value={id}>
            {title}
            {provisional && !title.includes('暂定') ? '（暂定）' : ''}
          </option>
        ))}
      </select>
    </label>
  )
}
