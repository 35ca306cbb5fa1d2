import { useEffect, useRef, useState } from 'react'
import { analysisTexts } from '../../texts/analysis.ts'
import { commonTexts } from '../../texts/common.ts'
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
          {commonTexts.stop}
        </button>
      ) : (
        <button type="button" onClick={() => void start()}>
          {analysisTexts.verifyHere}
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
    throw new ApiProblem(0, 'cut', analysisTexts.logBrokeOff)
  }
  tell({ ...check.end(), bytes, isDone: true })
}

async function opened(address: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(address, { signal }).catch((cause: unknown) => {
    if (signal.aborted) throw cause
    throw new ApiProblem(0, 'unreachable', analysisTexts.logUnreachable)
  })
  if (!response.ok || !response.body) throw new ApiProblem(response.status, 'log', analysisTexts.logNotGiven)
  return response.body
}

function Words({ entries, anchors, faults, firstFault, bytes, isDone }: Progress) {
  const sum = analysisTexts.logSum(entries, anchors, (bytes / 1024).toFixed(0))
  if (!isDone)
    return (
      <p role="status">
        {analysisTexts.verifying(sum)}
        {faults > 0 && analysisTexts.faultsFound(faults)}…
      </p>
    )
  if (!firstFault && entries === 0) return <p role="status">{analysisTexts.logEmpty}</p>
  if (!firstFault)
    return (
      <p role="status" className="whole">
        {analysisTexts.logWhole(sum)}
      </p>
    )
  const { unit, seq, line, why } = firstFault
  const place =
    unit === null
      ? analysisTexts.lineNumber(line)
      : analysisTexts.entryOf(unit === 0 ? analysisTexts.bureauItself : commonTexts.unitNumber(unit), seq ?? '—')
  return (
    <p role="alert" className="problem">
      {analysisTexts.logBroken(sum, faults, place, line, why)}
    </p>
  )
}
