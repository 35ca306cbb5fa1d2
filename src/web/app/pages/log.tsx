import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { analysisTexts } from '../../texts/analysis.ts'
import { commonTexts } from '../../texts/common.ts'
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
      <h1>{commonTexts.log}</h1>
      <p className="soft">{analysisTexts.logExplained}</p>
      <p className="filters">
        <label>
          {commonTexts.unit}{' '}
          <select value={unit} onChange={(event) => setUnit(Number(event.target.value))}>
            <option value={0}>{analysisTexts.bureauItself}</option>
            {units.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>{' '}
        <a className="as-button" href={addressOf('/api/bureaus/:region/log.jsonl', { region })} download>
          {analysisTexts.exportLog}
        </a>
      </p>
      <LogVerdict key={region} region={region} />
      {log.isError && <PageError error={log.error} />}
      {log.isPending && <PageLoading />}
      {log.data?.entries.length === 0 && <Empty>{analysisTexts.noLog}</Empty>}
      <ol className="log">
        {[...(log.data?.entries ?? [])].reverse().map((entry) => (
          <li key={entry.seq}>
            <b>{LOG_WORDS[entry.action] ?? entry.action}</b> {log.data?.names[entry.actor] ?? commonTexts.system}{' '}
            {moment(entry.at)}{' '}
            <small title={analysisTexts.previousDigest(entry.prev)}>
              {analysisTexts.entryLine(entry.seq, entry.algorithm.toUpperCase(), entry.hash.slice(0, 16))}
            </small>
            <details>
              <summary>{analysisTexts.content}</summary>
              <code>{entry.payload}</code>
            </details>
          </li>
        ))}
      </ol>
    </div>
  )
}
