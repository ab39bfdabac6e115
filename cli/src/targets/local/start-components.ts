import { MsctlError } from '../../errors.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { LocalContext } from './local-context.ts'
import type { LocalParts } from './local-parts.ts'
import type { Place } from './place.ts'
import { processCommand } from './process-command.ts'
import type { ProcessSpec } from './process-spec.ts'
import { askSupervisor } from './supervisor/ask-supervisor.ts'
import type { StartOutcome } from './supervisor/protocol.ts'

const startTimeoutMs = 60_000

/** Prepares the components side by side and hands each to the supervisor as soon as it is prepared. The first failure stops the rest. */
export async function startComponents(
  names: readonly ComponentName[],
  context: LocalContext,
  parts: LocalParts,
  place: Place,
): Promise<void> {
  const failed = new AbortController()
  const run = { ...context.run, signal: AbortSignal.any([context.run.signal, failed.signal]) }
  const results = await Promise.allSettled(
    names.map(async (name) => {
      try {
        run.signal.throwIfAborted()
        const specs = await parts.servers[name].prepare({ ...context, run })
        run.signal.throwIfAborted()
        await sendSpecs(specs, { ...context, run }, place, false)
      } catch (error) {
        failed.abort(error)
        throw error
      }
    }),
  )
  context.run.signal.throwIfAborted()
  const reasons = new Set(results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])))
  if (reasons.size > 0) throw together([...reasons])
}

/** Returns what became of each spec; says which run on with other settings than are wanted now. */
export async function sendSpecs(
  specs: readonly ProcessSpec[],
  { run }: LocalContext,
  { socketPath }: Place,
  replace: boolean,
): Promise<void> {
  const request = { op: 'start', specs, replace } as const
  const reply = await askSupervisor(socketPath, request, { signal: run.signal, timeoutMs: startTimeoutMs })
  if (reply === undefined)
    throw new MsctlError('MSCTL_COULD_NOT_ASK', 'the supervisor ended in the middle of the start')
  for (const spec of specs) announce(spec, reply.outcomes[spec.id], run)
}

function announce(spec: ProcessSpec, outcome: StartOutcome | undefined, run: LocalContext['run']): void {
  if (outcome === 'outdated') {
    run.report(`${spec.component} runs with other settings than now: msctl restart ${spec.component} applies them`)
  }
  if (outcome === 'started' || outcome === 'replaced') run.showCommand(processCommand(spec))
}

function together(reasons: readonly unknown[]): unknown {
  const [first, ...others] = reasons
  if (others.length === 0 || !(first instanceof MsctlError)) return first
  const messages = reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason)))
  return new MsctlError(first.code, messages.join('; '), {
    suggestions: first.suggestions,
    details: first.details,
    cause: new AggregateError(reasons),
  })
}
