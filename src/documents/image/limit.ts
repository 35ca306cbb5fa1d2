import { MAX_LINE_WIDTH, MAX_RECOGNITION_MS } from '../limits.ts'

/** How much of a file is recognised. Counted by work, so that a busy machine reads as many pages as an idle one; time is only the last resort. */
export type Limit = {
  readonly isOver: () => boolean
  /** Told before each line: its width, in pixels of lines 48 high. */
  readonly spend: (width: number) => void
}

export function limitOf(mostWidth = MAX_LINE_WIDTH, mostMs = MAX_RECOGNITION_MS): Limit {
  const start = performance.now()
  let spent = 0
  return {
    isOver: () => spent >= mostWidth || performance.now() - start > mostMs,
    spend: (width) => {
      spent += width
    },
  }
}
