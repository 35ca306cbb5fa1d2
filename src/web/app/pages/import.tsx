import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { zip } from 'fflate'
import { type DragEvent, useRef, useState } from 'react'
import { ApiProblem, call, newKey } from '../client.ts'
import { useCurrent } from '../current.tsx'
import { filesOf, type NamedFile } from '../dropped-files.ts'
import { Empty, PageError } from '../parts/states.tsx'
import { moment } from '../words.ts'

const STATES = { waiting: '排队', running: '正在做', done: '做完了', failed: '没有做成', cancelled: '已取消' } as const

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
    setProgress('正在收拢文件…')
    try {
      const files = await gathering
      if (files.length === 0) return
      const { name, content } = await packed(files, setProgress)
      setProgress(`正在上传 ${Math.ceil(content.size / 1024 / 1024)} MB…`)
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
      <h1>读入文件</h1>
      <DropZone progress={progress} keeps={keeps} setKeeps={setKeeps} upload={(files) => void upload(files)} />
      {problem !== undefined && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <h2>做过的</h2>
      {jobs.isError && <PageError error={jobs.error} />}
      {jobs.data?.jobs.length === 0 && <Empty>还没有读过文件。</Empty>}
      <ul className="tasks">
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
      aria-label="拖放文件"
      className={`drop-zone ${isOver ? 'over' : ''}`}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {progress === undefined ? (
        <>
          <p>把文件夹、zip 或一批文件拖到这里：xlsx、xls、docx、doc、PDF、扫描件都可以混在一起。</p>
          <button type="button" className="primary" onClick={() => input.current?.click()}>
            选文件…
          </button>
          <label>
            <input type="checkbox" checked={keeps} onChange={(event) => setKeeps(event.target.checked)} />{' '}
            按单位名称建成草稿（名称与名录完全一致的才建，已有的表不动）
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
  tell(`正在打包 ${files.length} 个文件…`)
  const entries = await Promise.all(
    files.map(async ({ path, file }) => [path, [new Uint8Array(await file.arrayBuffer()), { level: 0 }]] as const),
  )
  const bytes = await new Promise<Uint8Array>((resolve, reject) =>
    zip(Object.fromEntries(entries) as Parameters<typeof zip>[0], (error, data) =>
      error ? reject(error) : resolve(data),
    ),
  )
  return { name: `${files.length} 个文件.zip`, content: new Blob([bytes as Uint8Array<ArrayBuffer>]) }
}
