import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { isWorkload } from './kubernetes-containers.ts'
import { type Manifest, readManifests } from './read-manifests.ts'

const address = /\/dev\/tcp\/127\.0\.0\.1\/\d+/

/** What each of them answers when it works: Kafka with the first bytes of its APIs. */
const answers: Readonly<Record<string, Buffer>> = {
  zookeeper: Buffer.from('imok'),
  kafka: Buffer.from('0000001a00000001000000000003', 'hex'),
}

const asking = ['k8s', 'k8s/overlays/kraft'].flatMap((folder) =>
  readManifests(folder)
    .filter(isWorkload)
    .map(({ metadata, spec }): [string, string, Manifest] => {
      const [container] = spec.template.spec.containers
      return [`${folder}: ${metadata.name}`, metadata.name, container]
    })
    .filter(([, , { startupProbe }]) => address.test(startupProbe.exec?.command.join(' ') ?? '')),
)

const cleanups: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanups.splice(0)) cleanUp()
})

it('asks the two that have no HTTP and no program of their own for it', () => {
  expect(asking.map(([name]) => name)).toEqual(['k8s: zookeeper', 'k8s: kafka', 'k8s/overlays/kraft: kafka'])
})

describe.each(asking)('the probe of %s', (_, name, { startupProbe }) => {
  const withinMs = startupProbe.timeoutSeconds * 1000

  it('is content with the right answer', async () => {
    const probe = await ask(startupProbe, (socket) => socket.once('data', () => socket.end(answers[name] ?? '')))
    expect(await probe.over(withinMs), probe.output()).toBe(0)
  })

  it('is not content with another', async () => {
    const probe = await ask(startupProbe, (socket) => socket.once('data', () => socket.end('not serving requests')))
    expect(await probe.over(withinMs), probe.output()).toBe(1)
  })

  // ZooKeeper does that to who comes too early. Whoever runs the probe waits until nobody has its output open any more.
  it('ends by itself, with all that it started, where the connection is taken and nothing comes', async () => {
    const probe = await ask(startupProbe, () => {})
    expect(await probe.over(withinMs), probe.output()).toBe(1)
  })
})

/** Runs the command of a probe, sent to a server that does this with each connection. */
async function ask({ exec }: Manifest, serve: (socket: Socket) => void) {
  const server = createServer((socket) => {
    cleanups.push(() => socket.destroy())
    socket.on('error', () => {})
    serve(socket)
  }).listen(0, '127.0.0.1')
  cleanups.push(() => server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const [program, ...args] = exec.command.map((word: string) => word.replace(address, `/dev/tcp/127.0.0.1/${port}`))
  const child = spawn(program, args, { detached: true })
  cleanups.push(() => {
    if (child.pid) killGroup(child.pid)
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  const closed = once(child, 'close').then(([exitCode]) => exitCode as number | null)
  return {
    output: () => output,
    over: (withinMs: number) => Promise.race([closed, sleep(withinMs, 'still runs', { ref: false })]),
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It is over.
  }
}
