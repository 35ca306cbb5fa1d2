import { once } from 'node:events'
import type { Terminal } from '../terminal.ts'
import type { Checked, Reporter } from './reporter.ts'

/** Prints an array element by element, or one object when `shape` is `one-if-single` and only one form came. */
export function jsonReporter(terminal: Terminal, shape: 'list' | 'one-if-single'): Reporter {
  let first: string | undefined
  let count = 0
  const write = async (text: string) => {
    if (!terminal.out.write(text)) await once(terminal.out, 'drain')
  }
  return {
    async add(checked) {
      const text = JSON.stringify(asJson(checked), null, 2)
      count++
      if (count === 1) first = text
      else {
        if (count === 2) await write(`[\n${indented(first ?? '')}`)
        await write(`,\n${indented(text)}`)
      }
    },
    async end() {
      if (count > 1) return write('\n]\n')
      if (first === undefined) return write('[]\n')
      return write(shape === 'list' ? `[\n${indented(first)}\n]\n` : `${first}\n`)
    },
  }
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ')
}

/** The object of contract.md §2. */
function asJson({ file, problems, result, note }: Checked): unknown {
  if (!result)
    return { file, form: null, score: null, findings: [], summary: { error: 0, warning: 0, notice: 0 }, problems }
  const { form, score, findings, summary } = result
  return {
    file,
    form,
    score: note ? { ...score, note } : score,
    findings,
    summary,
    ...(problems.length > 0 ? { problems } : {}),
  }
}
