import { createPen, type Pen } from './pen.ts'

/** Where a command writes: results on `out`, everything else on `err`. */
export interface Terminal {
  readonly out: Pen
  readonly err: Pen
  /** One JSON document on stdout takes the place of all text. */
  readonly isJson: boolean
  readonly isQuiet: boolean
  /** Lines on stderr may be redrawn: a person watches. */
  readonly isLive: boolean
  /** A result for people, on stdout; nothing with --json. */
  result(text: string): void
  /** What is going on, on stderr; nothing with --json or --quiet. */
  progress(text: string): void
}

export interface TerminalOptions {
  readonly isJson: boolean
  readonly isQuiet: boolean
  readonly env?: NodeJS.ProcessEnv
}

export function createTerminal({ isJson, isQuiet, env = process.env }: TerminalOptions): Terminal {
  const isColourAllowed = !isQuiet
  const out = createPen({ stream: process.stdout, env, isColourAllowed })
  const err = createPen({ stream: process.stderr, env, isColourAllowed })
  return {
    out,
    err,
    isJson,
    isQuiet,
    isLive: err.isTty && !env.CI && env.TERM !== 'dumb' && !isJson && !isQuiet,
    result: (text) => {
      if (!isJson) out.line(text)
    },
    progress: (text) => {
      if (!isJson && !isQuiet) err.line(text)
    },
  }
}
