import { MsctlError } from '../../../errors.ts'
import type { Run } from '../../../lib/run.ts'
import { quote } from '../process-command.ts'

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Each line of its output as it comes. */
  readonly onLine?: (line: string) => void
}

const keptLines = 12

/** Runs a program to its end. Throws with the last lines that it printed when it fails, and when `run.signal` aborts. */
export async function runCommand(
  argv: readonly [string, ...string[]],
  run: Run,
  { cwd, env = {}, onLine }: CommandOptions = {},
): Promise<string> {
  const { execa } = await import('execa')
  const [program, ...args] = argv
  run.signal.throwIfAborted()
  run.showCommand(argv.map(quote).join(' '))
  const child = execa(program, args, {
    ...(cwd !== undefined && { cwd }),
    env: { LC_ALL: 'C.UTF-8', ...env },
    all: true,
    stdin: 'ignore',
    cancelSignal: run.signal,
    reject: false,
  })
  if (onLine) for await (const line of child.iterable({ from: 'all' })) onLine(String(line))
  const result = await child
  run.signal.throwIfAborted()
  if (!result.failed) return result.stdout
  const lines = result.all.split('\n').filter(Boolean)
  throw new MsctlError('MSCTL_MACHINE_LACKS', `${program} failed: ${reasonIn(lines) ?? result.shortMessage}`, {
    details: {
      command: argv.map(quote).join(' '),
      exitCode: result.exitCode ?? null,
      lastLines: lines.slice(-keptLines),
    },
    cause: result.cause,
  })
}

/** Maven ends with advice and apt with a summary: the first line that calls itself an error says more. */
function reasonIn(lines: readonly string[]): string | undefined {
  return lines.find((line) => /^(E:|\[ERROR\]|error:|fatal:)/i.test(line)) ?? lines.at(-1)
}
