import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeStackRecord } from '../../../src/stack/stack-record.ts'
import { MinikubeTarget } from '../../../src/targets/minikube/minikube-target.ts'
import { quietRun } from '../../quiet-run.ts'
import { foldersIn, openTempFolder } from '../../temp-folder.ts'
import { stackOf } from '../../test-stack.ts'
import { answer, openApiServer } from '../kubernetes/small-api-server.ts'
import { type RecordedMinikube, replay, type Step } from './recorded-minikube.ts'

const profile = 'microservices'
const stack = stackOf()
const { credentials: _, ...recorded } = stack
let folder: ReturnType<typeof openTempFolder>

beforeEach(() => {
  folder = openTempFolder()
  vi.stubEnv('KUBECONFIG', join(folder.path, 'kubeconfig'))
  vi.stubEnv('DOCKER_HOST', `unix://${join(folder.path, 'docker.sock')}`)
})
afterEach(() => {
  vi.unstubAllEnvs()
  folder[Symbol.dispose]()
})

function open(...steps: readonly Step[]): { target: MinikubeTarget; program: RecordedMinikube } {
  const program = replay(folder.path, steps)
  return { target: new MinikubeTarget(foldersIn(folder.path), profile), program }
}

/** As `up` leaves it. */
function writeRecord(context = profile): void {
  const settings = {
    schema: 1,
    target: 'minikube',
    context,
    folder: folder.path,
    createdAt: '2026-11-24T10:00:00Z',
  } as const
  writeStackRecord(foldersIn(folder.path), { ...settings, stack: recorded })
}

/** The kubeconfig that a profile leaves: its address leads nowhere while it does not run. */
function writeContext(server = 'http://127.0.0.1:9'): void {
  const text = JSON.stringify({
    clusters: [{ name: profile, cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: profile, user: { token: 'open sesame' } }],
    contexts: [{ name: profile, context: { cluster: profile, user: profile } }],
  })
  writeFileSync(join(folder.path, 'kubeconfig'), text)
}

describe('where there is no profile', () => {
  it('everything is missing, has no lines and is destroyed with success', async () => {
    const { target } = open('status-absent', 'status-absent')
    const statuses = await target.status(stack, quietRun())
    expect(new Set(statuses.map(({ state, replica }) => `${state} ${replica}`))).toEqual(new Set(['missing 0']))
    const lines = target.logs(stack, { components: [], follow: true, previous: false }, quietRun())
    expect(await Array.fromAsync(lines)).toEqual([])
    expect(await target.destroy(stack, { volumes: true }, quietRun())).toEqual({
      stopped: 0,
      removed: [],
      leftBehind: [],
    })
  })

  it('no stack is found, without asking the program', async () => {
    const { target, program } = open()
    expect(await target.discover(stack.name, quietRun())).toBeUndefined()
    expect(program.calls).toEqual([])
  })

  it('what needs a cluster says what makes one', async () => {
    const { target } = open('status-absent', 'status-absent', 'status-absent')
    const needing = [
      () => target.connect(stack, 'mysql', 'mysql', quietRun()),
      () => target.restart(stack, ['mysql'], quietRun()),
      () => target.scale(stack, 'user-service', 2, quietRun()),
    ]
    for (const one of needing) {
      await expect(one()).rejects.toMatchObject({
        code: 'MSCTL_COULD_NOT_ASK',
        message: 'there is no Minikube profile "microservices"',
        suggestions: ['msctl up --target minikube --context microservices does that, too'],
      })
    }
  })

  it('preflight names the engine that is not there', async () => {
    const { target } = open('status-absent')
    const [problem] = await target.preflight(stackOf({ MSCTL_PORT_OFFSET: '20000' }), quietRun())
    expect(problem).toMatchObject({
      code: 'MSCTL_TOOL_MISSING',
      summary: 'no Docker engine answers, which the docker driver of Minikube needs',
    })
  })

  it('another driver says itself what it wants', async () => {
    const { target } = open('status-absent')
    const env = { MSCTL_PORT_OFFSET: '20000', MSCTL_MINIKUBE_DRIVER: 'podman' }
    expect(await target.preflight(stackOf(env), quietRun())).toEqual([])
  })
})

describe('where the profile does not run', () => {
  it('a stack that is in it is stopped, and what starts it is said', async () => {
    writeContext()
    writeRecord()
    const { target } = open('status-stopped', 'status-paused', 'status-apiserver-killed')
    const details = [
      'the Minikube profile "microservices" is stopped: minikube -p microservices start',
      'the Minikube profile "microservices" is paused: minikube -p microservices unpause',
      'the Minikube profile "microservices" does not work: apiserver stopped: minikube -p microservices start',
    ]
    for (const detail of details) {
      const statuses = await target.status(stack, quietRun())
      expect(statuses.map((one) => [one.state, one.detail])).toEqual(stack.components.map(() => ['stopped', detail]))
    }
  })

  it('a stack that is not known to be in it is missing', async () => {
    writeContext()
    writeRecord('other')
    const { target } = open('status-stopped')
    expect((await target.status(stack, quietRun())).every(({ state }) => state === 'missing')).toBe(true)
  })

  it('a stack that is in it is not removed, and is not forgotten', async () => {
    writeContext()
    writeRecord()
    const { target } = open('status-stopped')
    await expect(target.destroy(stack, { volumes: true }, quietRun())).rejects.toMatchObject({
      code: 'MSCTL_MACHINE_LACKS',
      suggestions: ['minikube -p microservices start, then msctl down', expect.stringContaining('msctl down --delete')],
    })
    const record = join(foldersIn(folder.path).state, stack.name, 'stack.json')
    expect(JSON.parse(readFileSync(record, 'utf8')).downAt).toBeUndefined()
  })
})

describe('where the cluster answers', () => {
  it('it alone is asked', async () => {
    await using server = await openApiServer((_request, response) => answer(response, 404, {}))
    writeContext(server.cluster.server)
    const { target, program } = open()
    expect((await target.status(stack, quietRun())).every(({ state }) => state === 'missing')).toBe(true)
    expect(await target.destroy(stack, { volumes: false }, quietRun())).toMatchObject({ stopped: 0, leftBehind: [] })
    expect(server.requests.length).toBeGreaterThan(1)
    expect(program.calls).toEqual([])
  })

  it('what it refuses is its own word, while the profile runs', async () => {
    await using server = await openApiServer((_request, response) => answer(response, 401, {}))
    writeContext(server.cluster.server)
    const { target } = open('status')
    await expect(target.status(stack, quietRun())).rejects.toMatchObject({
      code: 'MSCTL_COULD_NOT_ASK',
      message: expect.stringContaining('does not accept the credentials of context "microservices"'),
    })
  })
})

it('says that the engine is away, where the profile cannot be asked', async () => {
  writeContext()
  writeRecord()
  const { target } = open('status-no-engine')
  await expect(target.status(stack, quietRun())).rejects.toMatchObject({
    code: 'MSCTL_COULD_NOT_ASK',
    message: expect.stringMatching(/^minikube does not tell how its profile "microservices" is: Cannot connect/),
    suggestions: expect.arrayContaining(['start Docker Desktop, or: sudo systemctl start docker']),
  })
})

it('says how to get the program where it is not there', async () => {
  const { target } = open()
  vi.stubEnv('PATH', folder.path)
  const hint = 'https://minikube.sigs.k8s.io/docs/start tells how to get it'
  expect(await target.preflight(stack, quietRun())).toMatchObject([
    { code: 'MSCTL_TOOL_MISSING', suggestions: expect.arrayContaining([hint]) },
  ])
  await expect(target.status(stack, quietRun())).rejects.toMatchObject({ code: 'MSCTL_TOOL_MISSING' })
  expect(await target.availability(quietRun())).toMatchObject({ isUsable: false, reason: 'minikube is not on PATH' })
})

it('refuses a name that minikube would not take, before anything is asked', () => {
  const openNamed = (name: string) => () => new MinikubeTarget(foldersIn(folder.path), name)
  for (const name of ['x', '-ab', 'a_b', 'ab-', 'a b']) expect(openNamed(name)).toThrow(/cannot be a Minikube profile/)
  for (const name of ['ab', 'A-1', 'a.b']) expect(openNamed(name)).not.toThrow()
})
