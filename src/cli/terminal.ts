import type { Writable } from 'node:stream'

/** Where a command writes: results to `out`, progress and messages to `err`. */
export type Terminal = {
  readonly out: Writable
  readonly err: Writable
  readonly isTerminal: boolean
  readonly hasColour: boolean
}

export type Paint = (text: string) => string
export type Palette = Readonly<Record<'red' | 'amber' | 'grey' | 'bold', Paint>>

/** Colours on a terminal, plain text elsewhere and with NO_COLOR. */
export function paletteOf({ hasColour }: Terminal): Palette {
  const code =
    (open: number, close: number): Paint =>
    (text) =>
      hasColour ? `\u001b[${open}m${text}\u001b[${close}m` : text
  return { red: code(31, 39), amber: code(33, 39), grey: code(90, 39), bold: code(1, 22) }
}

export function line(terminal: Terminal, text = ''): void {
  terminal.out.write(`${text}\n`)
}

export function json(terminal: Terminal, value: unknown): void {
  terminal.out.write(`${JSON.stringify(value, null, 2)}\n`)
}

/** One line on a terminal that says how far long work is; nothing elsewhere or for fewer than `from` items. */
export function progress(
  terminal: Terminal,
  total: number,
  from = 8,
): { step: (name: string) => void; end: () => void } {
  if (!terminal.isTerminal || total < from) return { step: () => undefined, end: () => undefined }
  let done = 0
  return {
    step(name) {
      done++
      const width = 24
      const filled = Math.round((done / total) * width)
      terminal.err.write(
        `\r\u001b[2K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total} ${name.slice(-40)}`,
      )
    },
    end: () => terminal.err.write('\r\u001b[2K'),
  }
}
