import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { zip } from 'fflate'
import { type DragEvent, useRef, useState } from 'react'
import { commonTexts } from '../../texts/common.ts'
import { listTexts } from '../../texts/lists.ts'
import { ApiProblem, call, newKey } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { filesOf, type NamedFile } from '../dropped-files.ts'
import { Empty, PageError } from '../parts/states.tsx'
import { moment } from '../words.ts'

const STATES = {
  waiting: listTexts.queued,
  running: listTexts.running,
  done: listTexts.done,
  failed: listTexts.failed,
  cancelled: listTexts.cancelled,
} as const

/** A folder, a zip or files of all kinds: read and checked on the server, a table of forms and findings in the end. */
export function Import() {
  const { region } = useCurrent()
  const queries = useQueryClient()
  const params = { region }
  const [progress, setProgress] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [keeps, setKeeps] = useState(false)
  const jobs = useQuery({
    queryKey: ['jobs', region],
    queryFn: () => call('GET', '/api/bureaus/:region/jobs', { params }),
    refetchInterval: 3000,
  })
  const upload = async (gathering: Promise<readonly NamedFile[]>) => {
    setProblem(undefined)
    setProgress(listTexts.collecting)
    try {
      const files = await gathering
      if (files.length === 0) return
      const { name, content } = await packed(files, setProgress)
      setProgress(listTexts.uploading(Math.ceil(content.size / 1024 / 1024)))
      const { id } = await call('POST', '/api/bureaus/:region/imports', {
        params,
        query: { name, keep: keeps ? 'true' : 'false' },
        bytes: content,
        key: newKey(),
      })
      await queries.invalidateQueries({ queryKey: ['jobs', region] })
      window.location.hash = `#/import/${id}`
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error.message)
    } finally {
      setProgress(undefined)
    }
  }
  return (
    <div className="sheet">
      <h1>{commonTexts.importFiles}</h1>
      <DropZone progress={progress} keeps={keeps} setKeeps={setKeeps} upload={(files) => void upload(files)} />
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <h2>{listTexts.earlier}</h2>
      {jobs.isError && <PageError error={jobs.error} />}
      {jobs.data?.jobs.length === 0 && <Empty>{listTexts.noImports}</Empty>}
      <ul className="tasks" hidden={!jobs.data?.jobs.length}>
        {jobs.data?.jobs.map((job) => (
          <li key={job.id}>
            <Link to="/import/$job" params={{ job: job.id }}>
              <span className="task-title">
                {job.title} {(job.payload as { name?: string }).name ?? ''}
              </span>
              <span className={`status ${job.state}`}>{STATES[job.state]}</span>
              <span>{job.message}</span>
              <small>{moment(job.createdAt)}</small>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

type DropZoneProps = {
  progress: string | undefined
  keeps: boolean
  setKeeps: (keeps: boolean) => void
  upload: (files: Promise<readonly NamedFile[]>) => void
}

function DropZone({ progress, keeps, setKeeps, upload }: DropZoneProps) {
  const [isOver, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    upload(filesOf(event.dataTransfer))
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    setOver(true)
  }
  return (
    <section
      aria-label={listTexts.dropFiles}
      className={`drop-zone ${isOver ? 'over' : ''}`}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {progress === undefined ? (
        <>
          <p>{listTexts.dropHere}</p>
          <button type="button" className="primary" onClick={() => input.current?.click()}>
            {listTexts.chooseFiles}
          </button>
          <label>
            <input type="checkbox" checked={keeps} onChange={(event) => setKeeps(event.target.checked)} />{' '}
            {listTexts.createDrafts}
          </label>
        </>
      ) : (
        <p role="status">{progress}</p>
      )}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        onChange={(event) =>
          upload(Promise.resolve([...(event.target.files ?? [])].map((file) => ({ path: file.name, file }))))
        }
      />
    </section>
  )
}

/** One file goes as it is, several in a zip: most of them are compressed already, so it only holds them together. */
async function packed(
  files: readonly NamedFile[],
  tell: (step: string) => void,
): Promise<{ name: string; content: Blob }> {
  const [first, second] = files
  if (first && !second) return { name: first.file.name, content: first.file }
  tell(listTexts.packing(files.length))
  const entries = await Promise.all(
    files.map(async ({ path, file }) => [path, [new Uint8Array(await file.arrayBuffer()), { level: 0 }]] as const),
  )
  const bytes = await new Promise<Uint8Array>((resolve, reject) =>
    zip(Object.fromEntries(entries) as Parameters<typeof zip>[0], (error, data) =>
      error ? reject(error) : resolve(data),
    ),
  )
  return { name: listTexts.zipName(files.length), content: new Blob([bytes as Uint8Array<ArrayBuffer>]) }
}
