import { execa } from 'execa'
import { MsctlError } from '../../errors.ts'
import { endGroupOnAbort } from '../../lib/end-group-on-abort.ts'
import type { Run } from '../../lib/run.ts'
import { quote } from '../local/process-command.ts'
import { findPrograms } from '../local/tools/find-program.ts'
import { installHints } from './install-hints.ts'

/** What a call of minikube left; its exit codes mean much, so that none of them is an error here. */
export interface Outcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface CallOptions {
  /** Each line of stdout as it comes. */
  readonly onLine?: (line: string) => void
  /** Only looks: not among the commands that are shown. */
  readonly isQuestion?: boolean
  /** Until it counts as hanging; without it may take as long as it wants. */
  readonly withinMs?: number
  readonly env?: NodeJS.ProcessEnv
}

/** English texts without pictures, and nothing asked of the terminal. */
const plainOutput = { LC_ALL: 'C.UTF-8', MINIKUBE_IN_STYLE: 'false', MINIKUBE_INTERACTIVE: 'false' }

/**
 * `minikube -p PROFILE ARGS`. Rejects with the signal's reason when aborted (then nothing of it goes on), with MSCTL_TOOL_MISSING without the
 * program, with MSCTL_COULD_NOT_ASK when it hangs or was killed.
 */
export async function minikube(
  profile: string,
  args: readonly string[],
  { signal, showCommand }: Pick<Run, 'signal' | 'showCommand'>,
  { onLine, isQuestion = false, withinMs, env }: CallOptions = {},
): Promise<Outcome> {
  signal.throwIfAborted()
  const program = await needMinikube()
  const argv = ['-p', profile, ...args]
  if (!isQuestion) showCommand(`minikube ${argv.map(quote).join(' ')}`)
  const child = execa(program, argv, {
    env: { ...plainOutput, ...env },
    // In a group of its own: Ctrl-C on the terminal is msctl's to pass on.
    detached: true,
    stdin: 'ignore',
    reject: false,
    ...(withinMs !== undefined && { timeout: withinMs, forceKillAfterDelay: 10_000 }),
  })
  using _ending = endGroupOnAbort(child, signal)
  if (onLine) for await (const line of child.iterable({ from: 'stdout' })) onLine(line)
  const { exitCode, stdout, stderr, shortMessage } = await child
  signal.throwIfAborted()
  if (exitCode !== undefined) return { exitCode, stdout, stderr }
  throw new MsctlError('MSCTL_COULD_NOT_ASK', `minikube did not end by itself: ${shortMessage}`, {
    suggestions: [`minikube ${argv.map(quote).join(' ')} shows what it waits for`],
  })
}

/** Absolute path of the first one on PATH; undefined where there is none. */
export async function findMinikube(): Promise<string | undefined> {
  const [first] = await findPrograms(['minikube'])
  return first
}

async function needMinikube(): Promise<string> {
  const program = await findMinikube()
  if (program !== undefined) return program
  throw new MsctlError('MSCTL_TOOL_MISSING', 'minikube is not on PATH', { suggestions: installHints() })
}
