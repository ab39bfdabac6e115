import { createBell } from '../lib/bell.ts'
import type { ProbeResult, Probes } from '../probes/probe.ts'
import type { ComponentName } from '../stack/components.ts'
import type { ComponentStatus } from '../stack/stack.ts'
import { combineStates } from './combine-states.ts'
import type { ComponentProgress } from './component-progress.ts'

export interface Prober {
  /** The target's word on a component's replicas, with the probe's if they run. Starts the next probe when it is due. */
  judge(name: ComponentName, replicas: readonly ComponentStatus[]): ComponentProgress
  /** Resolves when any probe has answered. */
  nextAnswer(): Promise<void>
  lastAnswers(): ReadonlyMap<ComponentName, ProbeResult>
}

export interface ProberOptions {
  readonly probes: Probes
  readonly signal: AbortSignal
  /** What ran before this wait was not started by it: it has no time of its own. */
  readonly before: readonly ComponentStatus[]
}

interface Asked {
  /** Which processes were asked: new ones must answer anew. */
  readonly processes: string
  readonly isBusy: boolean
  readonly askedAtMs: number
  readonly pauseMs: number
  readonly answer?: ProbeResult
  readonly readyAtMs?: number
}

/** Between a refusal and the next question: longer each time, since what is asked needs the machine for its start. */
const shortestPauseMs = 100
const longestPauseMs = 400

/** Asks components side by side, each at most once at a time and no more once it works. */
export function startProber({ probes, signal, before }: ProberOptions): Prober {
  const asked = new Map<ComponentName, Asked>()
  const bell = createBell()

  const ask = async (name: ComponentName, processes: string, previous: Asked | undefined): Promise<void> => {
    const pauseMs = previous ? Math.min(longestPauseMs, previous.pauseMs * 1.3) : shortestPauseMs
    asked.set(name, { ...previous, processes, isBusy: true, askedAtMs: Date.now(), pauseMs })
    const answer = await answerOf(() => probes[name](signal))
    const nowMs = Date.now()
    asked.set(name, {
      processes,
      isBusy: false,
      askedAtMs: nowMs,
      pauseMs,
      answer,
      ...(answer.works ? { readyAtMs: nowMs } : {}),
    })
    bell.ring()
  }

  return {
    judge(name, replicas) {
      const state = combineStates(replicas)
      const processes = JSON.stringify(replicas.map(({ replica, startedAt }) => [replica, startedAt]))
      const known = asked.get(name)?.processes === processes ? asked.get(name) : undefined
      const isDue = !known || (!known.isBusy && !known.readyAtMs && Date.now() - known.askedAtMs >= known.pauseMs)
      if (state === 'ready' && isDue) void ask(name, processes, known)
      const isReady = state === 'ready' && known?.readyAtMs !== undefined
      const version = replicas.find((replica) => replica.version)?.version
      const startedAtMs = startOf(replicas, before)
      return {
        name,
        state: state === 'ready' && !isReady ? 'starting' : state,
        detail: (state === 'ready' && known?.answer?.detail) || detailOf(replicas, state),
        ...(version === undefined ? {} : { version }),
        ...(startedAtMs === undefined
          ? {}
          : { elapsedMs: Math.max(0, (known?.readyAtMs ?? Date.now()) - startedAtMs) }),
        ...(isReady && startedAtMs !== undefined ? { readyAtMs: known.readyAtMs } : {}),
      }
    },
    nextAnswer: () => bell.rung(),
    lastAnswers: () => new Map([...asked].flatMap(([name, { answer }]) => (answer ? [[name, answer] as const] : []))),
  }
}

/** Probes do not reject; one that does all the same must not end the process from the background. */
async function answerOf(probe: () => Promise<ProbeResult>): Promise<ProbeResult> {
  try {
    return await probe()
  } catch (error) {
    return { works: false, detail: error instanceof Error ? error.message : String(error) }
  }
}

function detailOf(replicas: readonly ComponentStatus[], state: ComponentStatus['state']): string {
  return replicas.find((replica) => replica.state === state)?.detail ?? ''
}

/** When the latest replica was started, unless all ran before already. */
function startOf(replicas: readonly ComponentStatus[], before: readonly ComponentStatus[]): number | undefined {
  const started = replicas.flatMap(({ name, replica, startedAt }) => {
    const earlier = before.find((status) => status.name === name && status.replica === replica)
    return startedAt === undefined || earlier?.startedAt === startedAt ? [] : [Date.parse(startedAt)]
  })
  return started.length === 0 ? undefined : Math.max(...started)
}
