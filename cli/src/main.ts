import { run } from '@oclif/core'
import { exitCodes } from './errors.ts'
import { toFailure } from './failure.ts'
import { isJsonWanted } from './json-wanted.ts'
import { failureText } from './ui/failure-text.ts'
import { createTerminal } from './ui/terminal.ts'

/** Runs what `argv` says and returns the exit code once all output was handed to the system. Never throws. */
export async function main(argv: readonly string[], root: string): Promise<number> {
  ignoreClosedReader(process.stdout)
  ignoreClosedReader(process.stderr)
  try {
    await run(toCommandLine(argv), { root })
  } catch (error) {
    report(error, argv)
  }
  await Promise.all([flush(process.stdout), flush(process.stderr)])
  return Number(process.exitCode ?? exitCodes.done)
}

/** `msctl help up` is `msctl up --help`. */
function toCommandLine(argv: readonly string[]): string[] {
  return argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv]
}

/** What failed before a command was found; the others report themselves (base-command.ts). */
function report(error: unknown, argv: readonly string[]): void {
  const terminal = createTerminal({ isJson: isJsonWanted(argv), isQuiet: false })
  const failure = toFailure(error, { help: 'msctl --help' })
  process.exitCode = failure.exit
  if (terminal.isJson) terminal.out.data(JSON.stringify({ schema: 1, error: failure }, null, 2))
  else terminal.err.line(failureText(failure, terminal.err))
}

/** `msctl logs | head` ends quietly: who no longer reads misses nothing. */
function ignoreClosedReader(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

async function flush(stream: NodeJS.WriteStream): Promise<void> {
  if (stream.destroyed || !stream.writable) return
  await new Promise<void>((resolve) => stream.write('', () => resolve()))
}
