import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { placeName } from '#engine'
import { commonTexts } from '../../texts/common.ts'
import { formTexts } from '../../texts/form.ts'
import { statusNames } from '../../texts/names.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { PageError, PageLoading } from '../parts/states.tsx'
import { historyRoute } from '../router.tsx'
import { LOG_WORDS, moment } from '../words.ts'

/** Who changed what and when: versions with their differences, and the log entry by entry. */
export function HistoryPage() {
  const { form } = historyRoute.useParams() as { form: string }
  const { region } = useCurrent()
  const params = { region, form }
  const versions = useQuery({
    queryKey: ['versions', region, form],
    queryFn: () => call('GET', '/api/bureaus/:region/forms/:form/versions', { params }),
  })
  const log = useQuery({
    queryKey: ['form-log', region, form],
    queryFn: () => call('GET', '/api/bureaus/:region/forms/:form/log', { params }),
  })
  const [chosen, setChosen] = useState<readonly [number, number]>()
  if (versions.isError) return <PageError error={versions.error} />
  if (!versions.data || !log.data) return <PageLoading />
  const all = versions.data.versions
  const [from, to] = chosen ?? [Math.max(1, (all[0]?.version ?? 1) - 1), all[0]?.version ?? 1]
  return (
    <div className="sheet">
      <h1>
        {formTexts.versionsAndLog}{' '}
        <small>
          <Link to="/forms/$form" params={{ form }}>
            {formTexts.backToForm}
          </Link>
        </small>
      </h1>
      <div className="history">
        <section>
          <h2>{formTexts.versions(all.length)}</h2>
          <ol className="versions" reversed start={all.length}>
            {all.map(({ version, status, by, at, hash }) => (
              <li key={version} className={version === to ? 'here' : ''}>
                <button type="button" className="link" onClick={() => setChosen([Math.max(1, version - 1), version])}>
                  {formTexts.versionNumber(version)}
                </button>{' '}
                <span className={`status ${status}`}>{statusNames[status]}</span>
                <small title={`SHA-256 ${hash}`}>
                  {by === null ? commonTexts.system : (versions.data.names[by] ?? '')} {moment(at)}
                </small>
              </li>
            ))}
          </ol>
        </section>
        <section>
          <h2>
            {formTexts.fromTo(from, to)}{' '}
            {from !== 1 && (
              <button type="button" className="link" onClick={() => setChosen([1, to])}>
                {formTexts.againstFirst}
              </button>
            )}
          </h2>
          <Differences region={region} form={form} from={from} to={to} />
          <h2>{commonTexts.log}</h2>
          <ol className="log">
            {[...log.data.entries].reverse().map((entry) => (
              <li key={`${entry.unit} ${entry.seq}`}>
                <b>{LOG_WORDS[entry.action] ?? entry.action}</b> {log.data.names[entry.actor] ?? entry.actor}{' '}
                {moment(entry.at)}{' '}
                <small title={entry.hash}>
                  {formTexts.logLine(entry.unit, entry.seq, entry.algorithm.toUpperCase(), entry.hash.slice(0, 12))}
                </small>
                <Opinion payload={entry.payload} />
              </li>
            ))}
          </ol>
        </section>
      </div>
    </div>
  )
}

function Opinion({ payload }: { payload: string }) {
  const { opinion } = JSON.parse(payload) as { readonly opinion?: string }
  return opinion === undefined || opinion === '' ? null : <p>{formTexts.opinionLine(opinion)}</p>
}

function Differences({ region, form, from, to }: { region: number; form: string; from: number; to: number }) {
  const params = { region, form }
  const compared = useQuery({
    queryKey: ['differences', region, form, from, to],
    queryFn: () => call('GET', '/api/bureaus/:region/forms/:form/differences', { params, query: { from, to } }),
    enabled: from < to,
  })
  const after = useQuery({
    queryKey: ['version', region, form, to],
    queryFn: () =>
      call('GET', '/api/bureaus/:region/forms/:form/versions/:version', { params: { ...params, version: to } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (from >= to) return <p className="soft">{formTexts.firstVersion}</p>
  if (compared.isError) return <PageError error={compared.error} />
  if (!compared.data || !after.data) return <PageLoading />
  const { differences } = compared.data
  if (differences.length === 0) return <p className="soft">{formTexts.noDifference}</p>
  return (
    <table className="conflicts">
      <thead>
        <tr>
          <th scope="col">{commonTexts.place}</th>
          <th scope="col">{formTexts.original}</th>
          <th scope="col">{commonTexts.after}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((one) => (
          <tr key={`${one.at} ${one.from}`}>
            <th scope="row">{placeName(after.data.form, one.from || one.at) || one.at}</th>
            <td>{shown(one.before)}</td>
            <td>{shown(one.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return commonTexts.blank
  if (typeof value !== 'object') return String(value)
  const { text, name, source } = value as { text?: string; name?: string; source?: string }
  return text ?? name ?? source ?? JSON.stringify(value)
}
