import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { KIND_NAMES } from '#engine'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { call } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { Problem } from '../parts/problem.tsx'
import { Empty, PageError, PageLoading } from '../parts/states.tsx'
import { useTold } from '../parts/use-told.ts'
import { moment } from '../words.ts'

const KINDS = ['department-self-evaluation', 'project-self-evaluation', 'transfer-self-evaluation'] as const

/** Samples for review: drawn by a seed that is published, so that anybody draws the same. */
export function Samples() {
  const { region, roles } = useCurrent()
  const samples = useQuery({
    queryKey: ['samples', region],
    queryFn: () => call('GET', '/api/bureaus/:region/samples', { params: { region } }),
  })
  if (samples.isError) return <PageError error={samples.error} reset={() => void samples.refetch()} />
  if (!samples.data) return <PageLoading />
  return (
    <div className="sheet">
      <h1>{commonTexts.samples}</h1>
      {roles.includes('performanceOfficer') && <Draw />}
      {samples.data.samples.length === 0 && <Empty>{listTexts.noSamples}</Empty>}
      <ul className="campaigns">
        {samples.data.samples.map(({ id, title, seed, size, of, fiscalYear, kind, at }) => (
          <li key={id}>
            <Link to="/samples/$sample" params={{ sample: id }}>
              <b>{title}</b>
            </Link>
            <p>{listTexts.sampleRow(fiscalYear, KIND_NAMES[kind], of, size, moment(at))}</p>
            <p className="soft">
              {listTexts.seed} <code>{seed}</code>
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Draw() {
  const { region, year } = useCurrent()
  const { problem, run } = useTold(['samples', region])
  const [kind, setKind] = useState<(typeof KINDS)[number]>('department-self-evaluation')
  const draw = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const text = (name: string) => String(fields.get(name) ?? '').trim()
    const seed = text('seed')
    const body = {
      fiscalYear: year,
      kind,
      title: text('title'),
      size: Number(text('size')),
      ...(seed === '' ? {} : { seed }),
    }
    await run(() => call('POST', '/api/bureaus/:region/samples', { params: { region }, body, isOnce: true }))
  }
  return (
    <form className="new-form" onSubmit={(event) => void draw(event)}>
      <label>
        {commonTexts.name}
        <input name="title" required minLength={2} maxLength={80} defaultValue={listTexts.sampleTitle(year)} />
      </label>
      <label>
        {commonTexts.form}
        <select value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {KIND_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {listTexts.howMany}
        <input name="size" type="number" required min={1} max={2000} defaultValue={10} />
      </label>
      <label>
        {listTexts.seed}
        <input name="seed" maxLength={100} placeholder={listTexts.seedExample} />
      </label>
      <small>{listTexts.seedExplained}</small>
      <Problem text={problem} />
      <button type="submit" className="primary">
        {listTexts.draw}
      </button>
    </form>
  )
}
