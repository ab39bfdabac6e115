// The process that keeps a stack's forwards: one for all ports, started by `up` under the stack's supervisor, ended by `down`.
import { parseArgs } from 'node:util'
import { askSupervisor } from '../../local/supervisor/ask-supervisor.ts'
import { followKubeconfig } from '../api/follow-kubeconfig.ts'
import { recordOutcomes } from './broken-forwards.ts'
import { readOrder } from './forwards-file.ts'
import { openForward } from './open-forward.ts'
import { podConnector } from './pod-connector.ts'
import { untilGone } from './until-gone.ts'

const { state, socket } = parseArgs({ options: { state: { type: 'string' }, socket: { type: 'string' } } }).values
if (state === undefined || socket === undefined) throw new Error('--state and --socket are needed')

const { context, namespace, host, forwards } = readOrder(state)
const cluster = await followKubeconfig(context)
const outcomes = recordOutcomes(state)
await Promise.all(
  forwards.map(async (forward) => {
    await openForward({
      host,
      port: forward.port,
      open: podConnector(cluster, namespace, forward.to),
      onFailure(why) {
        say(`${forward.name}: ${why}`)
        outcomes.failed(forward, why)
      },
      onThrough: () => outcomes.gotThrough(forward),
    })
  }),
)
say(`${forwards.length} ports lead to namespace ${namespace} of context ${context}`)

// A bug in one connection must not take the others with it.
process.on('uncaughtException', (error) => say(`unexpected: ${error.stack ?? error.message}`))
process.on('unhandledRejection', (error) => say(`unexpected: ${String(error)}`))
// On a full disk its log cannot be written: it must go on without.
process.stdout.on('error', () => {})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(0))
process.on('SIGHUP', () => {})

say(`ends: ${await untilGone(cluster, namespace, state)}`)
await askSupervisor(socket, { op: 'shutdown' }, { signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 }).catch(
  () => {},
)
process.exit(0)

function say(text: string): void {
  process.stdout.write(`${new Date().toISOString()} ${text}\n`)
}
