import { useQuery } from '@tanstack/react-query'
import { call } from '../client.ts'
import { moment } from '../words.ts'
import { type NotesProps, placeOf } from './cell-notes.tsx'

/** Who has put what into the selected cell, the latest first. */
export function CellHistory({ region, base, table }: NotesProps) {
  const at = placeOf(table)
  const { data } = useQuery({
    queryKey: ['cell', region, base.id, base.version, at],
    queryFn: () =>
      call('GET', '/api/bureaus/:region/forms/:form/cell', { params: { region, form: base.id }, query: { at } }),
    enabled: at !== '',
    staleTime: Number.POSITIVE_INFINITY,
  })
  const values = data?.values ?? []
  if (at === '' || values.length < 2) return null
  return (
    <section className="notes" aria-label="这一格改过">
      <h3>这一格改过 {values.length - 1} 次</h3>
      <ol className="cell-history">
        {values.map(({ version, value, by, at: when }) => (
          <li key={version}>
            <b>{shown(value)}</b>{' '}
            <small>
              第 {version} 版，{by === null ? '系统' : (data?.names[by] ?? '')} {moment(when)}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '（空）'
  if (typeof value === 'object') return (value as { readonly text?: string }).text ?? JSON.stringify(value)
  return String(value)
}
