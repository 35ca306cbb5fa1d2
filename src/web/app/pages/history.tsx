import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { placeName, STATUS_NAMES } from '#engine'
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
        版本与日志{' '}
        <small>
          <Link to="/forms/$form" params={{ form }}>
            回到表
          </Link>
        </small>
      </h1>
      <div className="history">
        <section>
          <h2>版本 {all.length}</h2>
          <ol className="versions" reversed start={all.length}>
            {all.map(({ version, status, by, at, hash }) => (
              <li key={version} className={version === to ? 'here' : ''}>
                <button type="button" className="link" onClick={() => setChosen([Math.max(1, version - 1), version])}>
                  第 {version} 版
                </button>{' '}
                <span className={`status ${status}`}>{STATUS_NAMES[status]}</span>
                <small title={`SHA-256 ${hash}`}>
                  {by === null ? '系统' : (versions.data.names[by] ?? '')} {moment(at)}
                </small>
              </li>
            ))}
          </ol>
        </section>
        <section>
          <h2>
            第 {from} 版 → 第 {to} 版{' '}
            {from !== 1 && (
              <button type="button" className="link" onClick={() => setChosen([1, to])}>
                与第 1 版比
              </button>
            )}
          </h2>
          <Differences region={region} form={form} from={from} to={to} />
          <h2>日志</h2>
          <ol className="log">
            {[...log.data.entries].reverse().map((entry) => (
              <li key={`${entry.unit} ${entry.seq}`}>
                <b>{LOG_WORDS[entry.action] ?? entry.action}</b> {log.data.names[entry.actor] ?? entry.actor}{' '}
                {moment(entry.at)}{' '}
                <small title={entry.hash}>
                  单位 {entry.unit} 第 {entry.seq} 条 · {entry.algorithm.toUpperCase()} {entry.hash.slice(0, 12)}
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
  return opinion === undefined || opinion === '' ? null : <p>意见：{opinion}</p>
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
  if (from >= to) return <p className="soft">这是第一版。</p>
  if (compared.isError) return <PageError error={compared.error} />
  if (!compared.data || !after.data) return <PageLoading />
  const { differences } = compared.data
  if (differences.length === 0) return <p className="soft">内容没有不同（只是状态变了）。</p>
  return (
    <table className="conflicts">
      <thead>
        <tr>
          <th scope="col">位置</th>
          <th scope="col">原来</th>
          <th scope="col">改为</th>
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
  if (value === null || value === undefined || value === '') return '（空）'
  if (typeof value !== 'object') return String(value)
  const { text, name, source } = value as { text?: string; name?: string; source?: string }
  return text ?? name ?? source ?? JSON.stringify(value)
}
