import type { Doc } from '../check/session.ts'
import { checkTexts } from '../texts/check-page.ts'

type TabsProps = {
  docs: readonly Doc[]
  active: string | null
  activate: (id: string) => void
  close: (id: string) => void
}

/** One tab a form, when more than one is open. */
export function Tabs({ docs, active, activate, close }: TabsProps) {
  return (
    <nav className="tabs" aria-label={checkTexts.openForms}>
      {docs.map((doc) => (
        <span key={doc.id} className={doc.id === active ? 'tab current' : 'tab'}>
          <button
            type="button"
            aria-current={doc.id === active || undefined}
            onClick={() => activate(doc.id)}
            title={doc.file}
          >
            {tabTitle(doc)}
          </button>
          <button
            type="button"
            className="close"
            aria-label={checkTexts.closeTab(tabTitle(doc))}
            onClick={() => {
              const isChanged = doc.past.length > 0
              if (!isChanged || window.confirm(checkTexts.closeSure(tabTitle(doc)))) close(doc.id)
            }}
          >
            ×
          </button>
        </span>
      ))}
    </nav>
  )
}

function tabTitle({ present, file }: Doc): string {
  const name = present.project ?? present.department ?? present.unit ?? file
  return present.fiscalYear === null ? name : `${name} ${present.fiscalYear}`
}
