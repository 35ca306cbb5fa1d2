import { useEffect, useRef, useState } from 'react'
import { ApiProblem, addressOf } from '../client.ts'
import { linesOf } from '../verify/lines.ts'
import { LogCheck, type LogState } from '../verify/log-check.ts'
import { Problem } from './problem.tsx'
import { reasonOf } from './reason.ts'

/** Lines between two looks at the screen. */
const STRIDE = 500

type Progress = LogState & { readonly bytes: number; readonly isDone: boolean }

/** Fetches the whole log and computes it again here: the server is not asked whether its log is right. */
export function LogVerdict({ region }: { region: number }) {
  const [progress, setProgress] = useState<Progress>()
  const [problem, setProblem] = useState<string>()
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])
  const start = async () => {
    const control = new AbortController()
    running.current = control
    setProblem(undefined)
    setProgress({ ...new LogCheck().state, bytes: 0, isDone: false })
    try {
      await verify(region, control.signal, setProgress)
    } catch (error) {
      setProgress(undefined)
      if (!control.signal.aborted) setProblem(reasonOf(error))
    } finally {
      running.current = undefined
    }
  }
  const isRunning = progress !== undefined && !progress.isDone
  return (
    <div className="verdict">
      {isRunning ? (
        <button type="button" onClick={() => running.current?.abort()}>
          停止
        </button>
      ) : (
        <button type="button" onClick={() => void start()}>
          在这台电脑上核对全部日志
        </button>
      )}
      {progress && <Words {...progress} />}
      <Problem text={problem} />
    </div>
  )
}

async function verify(region: number, signal: AbortSignal, tell: (progress: Progress) => void): Promise<void> {
  const check = new LogCheck()
  const stream = await opened(addressOf('/api/bureaus/:region/log.jsonl', { region }), signal)
  let [bytes, lines] = [0, 0]
  try {
    for await (const line of linesOf(stream, (count) => (bytes = count))) {
      check.take(line)
      if (++lines % STRIDE !== 0) continue
      tell({ ...check.state, bytes, isDone: false })
      // Lets the page draw, and the stop button be pressed.
      await new Promise((resolve) => setTimeout(resolve))
    }
  } catch (cause) {
    if (signal.aborted) throw cause
    throw new ApiProblem(0, 'cut', '日志没有取完就断了，不能下结论。请再核对一次。')
  }
  tell({ ...check.end(), bytes, isDone: true })
}

async function opened(address: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(address, { signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause
    throw new ApiProblem(0, 'unreachable', '连不上服务器，没有核对。')
  })
  if (!response.ok || !response.body) throw new ApiProblem(response.status, 'log', '服务器没有给出日志，没有核对。')
  return response.body
}

function Words({ entries, anchors, faults, firstFault, bytes, isDone }: Progress) {
  const sum = `${entries} 条记录、${anchors} 个日锚（${(bytes / 1024).toFixed(0)} KB）`
  if (!isDone)
    return (
      <p role="status">
        正在核对：已核 {sum}
        {faults > 0 && `，发现 ${faults} 处不对`}…
      </p>
    )
  if (!firstFault && entries === 0) return <p role="status">日志里还没有记录，没有什么可核对。</p>
  if (!firstFault)
    return (
      <p role="status" className="whole">
        ✓ 日志完整：{sum}，一条没有被改过。
      </p>
    )
  const { unit, seq, line, why } = firstFault
  const place = unit === null ? `第 ${line} 行` : `${unit === 0 ? '财政局本身' : `单位 ${unit}`} 第 ${seq} 条`
  return (
    <p role="alert" className="problem">
      ✗ {sum}，{faults} 处不对。第一处：{place}（导出文件第 {line} 行），{why}。请保留导出的文件，告诉审计和技术人员。
    </p>
  )
}
