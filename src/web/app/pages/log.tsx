import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addressOf, call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { LogVerdict } from '../parts/log-verdict.tsx'
import { useUnits } from '../parts/new-form.tsx'
import { Empty, PageError, PageLoading } from '../parts/states.tsx'
import { LOG_WORDS, moment } from '../words.ts'

/** The log of a unit or of the bureau, entry by entry, and the whole of it for checking elsewhere. */
export function Log() {
  const { region } = useCurrent()
  const units = useUnits()
  const [unit, setUnit] = useState(0)
  const log = useQuery({
    queryKey: ['log', region, unit],
    queryFn: () => call('GET', '/api/bureaus/:region/log', { params: { region }, query: { unit } }),
  })
  return (
    <div className="sheet">
      <h1>日志</h1>
      <p className="soft">
        每条记着上一条的摘要，改动或抽走任何一条都会断开。可以在这里核对（由这台电脑重新计算），也可以把导出的文件拿到别的电脑上用
        jiheng verify-log 核对。
      </p>
      <p className="filters">
        <label>
          单位{' '}
          <select value={unit} onChange={(event) => setUnit(Number(event.target.value))}>
            <option value={0}>财政局本身</option>
            {units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>{' '}
        <a className="as-button" href={addressOf('/api/bureaus/:region/log.jsonl', { region })} download>
          导出全部日志
        </a>
      </p>
      <LogVerdict key={region} region={region} />
      {log.isError && <PageError error={log.error} />}
      {log.isPending && <PageLoading />}
      {log.data?.entries.length === 0 && <Empty>还没有日志。</Empty>}
      <ol className="log">
        {[...(log.data?.entries ?? [])].reverse().map((entry) => (
          <li key={entry.seq}>
            <b>{LOG_WORDS[entry.action] ?? entry.action}</b> {log.data?.names[entry.actor] ?? '系统'} {moment(entry.at)}{' '}
            <small title={`上一条 ${entry.prev}`}>
              第 {entry.seq} 条 · {entry.algorithm.toUpperCase()} {entry.hash.slice(0, 16)}…
            </small>
            <details>
              <summary>内容</summary>
              <code>{entry.payload}</code>
            </details>
          </li>
        ))}
      </ol>
    </div>
  )
}
