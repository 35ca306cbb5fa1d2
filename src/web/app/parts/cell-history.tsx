import { useQuery } from '@tanstack/react-query'
import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'
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
    <section className="notes" aria-label={formTexts.cellChanged}>
      <h3>{formTexts.cellChangedTimes(values.length - 1)}</h3>
      <ol className="cell-history">
        {values.map(({ version, value, by, at: when }) => (
          <li key={version}>
            <b>{shown(value)}</b>{' '}
            <small>
              {formTexts.cellVersion(version, by === null ? commonTexts.system : (data?.names[by] ?? ''), moment(when))}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return commonTexts.blank
  if (typeof value === 'object') return (value as { readonly text?: string }).text ?? JSON.stringify(value)
  return String(value)
}
