import type { Doc } from '../check/session.ts'

type TabsProps = {
  docs: readonly Doc[]
  active: string | null
  activate: (id: string) => void
  close: (id: string) => void
}

/** One tab a form, when more than one is open. */
export function Tabs({ docs, active, activate, close }: TabsProps) {
  return (
    <nav className="tabs" aria-label="打开的表">
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
            aria-label={`关闭 ${tabTitle(doc)}`}
            onClick={() => {
              const isChanged = doc.past.length > 0
              if (!isChanged || window.confirm(`《${tabTitle(doc)}》有改动，还没有导出。关闭后不再保留，确定关闭吗？`))
                close(doc.id)
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
