import { styleText } from 'node:util'
import { type Symbols, showsUnicode, symbolsFor, toPlainText } from './symbols.ts'

export type Paint = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold'

/** One output stream: what it can show, and the only way to write to it. */
export interface Pen {
  readonly isTty: boolean
  readonly columns: number
  readonly symbols: Symbols
  /** Colour where the stream shows it; the text alone elsewhere. */
  paint(paint: Paint, text: string): string
  /** The text so that it takes the place of all that the terminal shows; the text alone where nothing can be redrawn. */
  page(text: string): string
  /** Puts the text in place of the line that was drawn before, on a terminal; an empty one wipes it. */
  redraw(text: string): void
  /** Writes the text and a line end. A reader that went away (`| head`) is no error. */
  line(text: string): void
  /** The same for data: never changed, whatever the terminal shows. */
  data(text: string): void
  /** Writes just these bytes. */
  bytes(content: Uint8Array): void
  /** Waits while the reader is slower than what was written. */
  flushed(): Promise<void>
  /** Whether the reader went away: nothing more needs to be written. */
  isClosed(): boolean
}

export interface PenOptions {
  readonly stream: NodeJS.WriteStream
  readonly env: NodeJS.ProcessEnv
  readonly isColourAllowed: boolean
}

export function createPen({ stream, env, isColourAllowed }: PenOptions): Pen {
  const isTty = Boolean(stream.isTTY)
  const isUnicode = showsUnicode(env)
  const hasColour = isColourAllowed && isTty && !env.NO_COLOR && env.TERM !== 'dumb'
  return {
    isTty,
    columns: isTty ? stream.columns || 80 : Number.POSITIVE_INFINITY,
    symbols: symbolsFor(isUnicode),
    paint: (paint, text) => (hasColour ? styleText(paint, text, { validateStream: false }) : text),
    page: (text) => (isTty && env.TERM !== 'dumb' ? `\x1b[H\x1b[2J${text}` : `${text}\n`),
    line: (text) => void stream.write(`${isUnicode ? text : toPlainText(text)}\n`),
    redraw: (text) => void stream.write(`\r${isUnicode ? text : toPlainText(text)}\x1b[K`),
    data: (text) => void stream.write(`${text}\n`),
    bytes: (content) => void stream.write(content),
    flushed: async () => {
      if (stream.writableNeedDrain && !isClosed(stream)) await drained(stream)
    },
    isClosed: () => isClosed(stream),
  }
}

/** Also when it closes: then there is nothing to wait for. Leaves no listener behind, however often it is called. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stream.off('drain', end)
      stream.off('close', end)
      resolve()
    }
    stream.on('drain', end)
    stream.on('close', end)
  })
}

function isClosed(stream: NodeJS.WriteStream): boolean {
  return stream.destroyed || stream.errored !== null || !stream.writable
}
