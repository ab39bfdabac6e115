import { delimiter, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../../../errors.ts'
import { packageRoot } from '../../../lib/folders.ts'
import type { Run } from '../../../lib/run.ts'
import { reachableHost } from '../../../stack/addresses.ts'
import { settingsTable } from '../../../stack/settings.ts'
import { ensureSupervisor } from '../../local/ensure-supervisor.ts'
import { observe } from '../../local/observe.ts'
import { type Place, placeOf } from '../../local/place.ts'
import type { ProcessSpec } from '../../local/process-spec.ts'
import { askSupervisor } from '../../local/supervisor/ask-supervisor.ts'
import { kubeconfigFiles } from '../api/kubeconfig-files.ts'
import { type KubernetesContext, kubectl } from '../context.ts'
import { orderedContext, writeOrder } from './forwards-file.ts'
import { type PlannedForward, planForwards } from './plan-forwards.ts'

const acceptWithinMs = 20_000
const pollMs = 50

/** Afterwards a process under the stack's supervisor keeps its ports on this machine; one that does so already goes on, unless the ports or the cluster changed. */
export async function startForwards(context: KubernetesContext, run: Run): Promise<void> {
  const { stack, cluster, folders } = context
  const place = placeOf(folders, stack.name)
  const forwards = planForwards(stack)
  await ensureSupervisor(place, run)
  await endForwardsElsewhere(place, cluster.context, run)
  writeOrder(place.stateFolder, { context: cluster.context, namespace: stack.name, host: stack.bind, forwards })
  const spec = forwardsProcess(place, forwards, reachableHost(stack))
  const reply = await askSupervisor(
    place.socketPath,
    { op: 'start', specs: [spec], replace: false },
    { signal: run.signal, timeoutMs: acceptWithinMs },
  )
  if (reply === undefined) throw new MsctlError('MSCTL_COULD_NOT_ASK', 'the supervisor of the forwards ended at once')
  await untilListening(place, run)
  if (reply.outcomes[spec.id] === 'started') {
    for (const { port, to } of forwards) {
      run.showCommand(
        `${kubectl(context)} port-forward --address ${stack.bind} deployment/${to.component} ${port}:${to.port} &`,
      )
    }
  }
}

/** Before the order names another cluster: whoever reads it must find those forwards behind the ports, or none. */
async function endForwardsElsewhere(place: Place, context: string, { signal }: Run): Promise<void> {
  const ordered = orderedContext(place.stateFolder)
  if (ordered === undefined || ordered === context) return
  await askSupervisor(place.socketPath, { op: 'stop', ids: ['forwards'] }, { signal, timeoutMs: acceptWithinMs })
}

/** Resolves once the ports are there. MSCTL_COMPONENT_FAILED where they cannot be had: another program took one meanwhile. */
async function untilListening(place: Place, run: Run): Promise<void> {
  for (;;) {
    const observation = await observe(place, run)
    const processes = observation.kind === 'supervised' ? observation.processes : []
    const forwards = processes.find(({ component }) => component === 'forwards')
    if (forwards?.phase === 'running') return
    if (forwards === undefined || forwards.phase === 'failed') throw notListening(forwards?.lastEnd?.lastLines ?? [])
    await sleep(pollMs, undefined, { signal: run.signal })
  }
}

function notListening(lastLines: readonly string[]): MsctlError {
  return new MsctlError('MSCTL_COMPONENT_FAILED', 'the ports of this machine cannot be forwarded to the cluster', {
    suggestions: ['msctl doctor names who holds which port', 'msctl up --port-offset 100: every port moves by 100'],
    details: { lastLines, evidence: [{ label: 'last', text: lastLines.slice(-8).join('\n') }] },
  })
}

function forwardsProcess(place: Place, forwards: readonly PlannedForward[], host: string): ProcessSpec {
  return {
    id: 'forwards',
    component: 'forwards',
    replica: 1,
    version: process.version,
    argv: [process.execPath, entry(), '--state', place.stateFolder, '--socket', place.socketPath],
    env: environment(),
    cwd: '/',
    ports: Object.fromEntries(forwards.map(({ name, port }) => [name, port])),
    logFile: join(place.stateFolder, 'logs', 'forwards.log'),
    gates: [],
    started: { kind: 'tcp', host, port: forwards[0]?.port ?? 0 },
    stopSignal: 'SIGTERM',
    stopGraceMs: 3000,
  }
}

/** A login program may need anything of the user's environment; the stack's own settings, passwords among them, are not for it. */
function environment(): Readonly<Record<string, string>> {
  const ours = new Set(settingsTable.map(({ name }) => name))
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || ours.has(name) || name.startsWith('MSCTL_') ? [] : [[name, value] as const],
  )
  const files = kubeconfigFiles().map((file) => resolve(file))
  return { ...Object.fromEntries(kept), KUBECONFIG: files.join(delimiter) }
}

/** Of the build; from source the source, which Node runs as it is. */
function entry(): string {
  return import.meta.filename.endsWith('.ts')
    ? join(import.meta.dirname, 'main.ts')
    : join(packageRoot(), 'dist/cli/targets/kubernetes/forwards/main.js')
}
