import { setTimeout as sleep } from 'node:timers/promises'
import type { Run } from '../lib/run.ts'
import type { Probes } from '../probes/probe.ts'
import type { ComponentName } from '../stack/components.ts'
import { type ComponentStatus, componentOf, type Stack } from '../stack/stack.ts'
import type { Target } from '../targets/target.ts'
import { componentFailed } from './component-failed.ts'
import type { ActionProgress, ComponentProgress } from './component-progress.ts'
import { notReady } from './not-ready.ts'
import { startProber } from './prober.ts'
import { openStatusReader } from './status-reader.ts'

export interface WaitOptions {
  readonly stack: Stack
  readonly target: Target
  readonly probes: Probes
  readonly run: Run
  readonly timeoutMs: number
  /** Only these are waited for. */
  readonly wanted: readonly ComponentName[]
  /** What the target said before anything was done: a failure of then is not one of now. */
  readonly before: readonly ComponentStatus[]
  /** Whether the target has accepted the stack: from then on every failure counts. */
  readonly isAccepted: () => boolean
  readonly progress: ActionProgress
}

const quickestMs = 100
const slowestMs = 250

/**
 * Resolves when every wanted component works by its own protocol (or is skipped). Rejects with MSCTL_COMPONENT_FAILED as soon as one has
 * failed, with MSCTL_NOT_READY when the time is over, with the signal's reason when aborted.
 */
export async function waitReady(options: WaitOptions): Promise<readonly ComponentProgress[]> {
  const { stack, target, run, timeoutMs, wanted, before, progress } = options
  const began = Date.now()
  const prober = startProber({ ...options, signal: run.signal })
  using reader = openStatusReader(target, stack, run)
  let isAccepted = options.isAccepted()
  let shown = ''
  let intervalMs = quickestMs
  for (;;) {
    run.signal.throwIfAborted()
    // What was seen before the target had accepted the stack says nothing about after.
    if (isAccepted !== options.isAccepted()) reader.forget()
    isAccepted = options.isAccepted()
    const statuses = await reader.read()
    const current = wanted.map((name) =>
      prober.judge(
        name,
        statuses.filter((status) => status.name === name),
      ),
    )
    const failed = current.filter(
      ({ name, state }) => state === 'failed' && (isAccepted || isNews(before, name, statuses)),
    )
    const picture = JSON.stringify(current.map(({ name, state, detail }) => [name, state, detail]))
    intervalMs = picture === shown ? Math.min(slowestMs, intervalMs * 1.3) : quickestMs
    if (picture !== shown) progress.components(current)
    shown = picture
    if (failed.length > 0)
      throw componentFailed(
        stack,
        failed.map(({ name }) => name),
        statuses,
        prober.lastAnswers(),
      )
    if (current.every((component) => isSettled(stack, component))) return current
    if (Date.now() - began > timeoutMs) throw notReady(stack, current, timeoutMs)
    await Promise.race([sleep(intervalMs, undefined, { signal: run.signal }), prober.nextAnswer(), reader.nextChange()])
  }
}

/** A service scaled to 0 does what it is asked to. */
function isSettled(stack: Stack, { name, state }: ComponentProgress): boolean {
  if (state === 'ready' || state === 'skipped') return true
  return state === 'stopped' && componentOf(stack, name)?.replicas === 0
}

/** A component that had failed before `up` is still shown as failed until the target gets round to it. */
function isNews(before: readonly ComponentStatus[], name: ComponentName, now: readonly ComponentStatus[]): boolean {
  const stateOf = (statuses: readonly ComponentStatus[]): string =>
    JSON.stringify(statuses.filter((status) => status.name === name).map((s) => [s.state, s.startedAt, s.restarts]))
  return stateOf(before) !== stateOf(now)
}
