import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '../cli/src/lib/run.ts'
import type { ComponentName } from '../cli/src/stack/components.ts'
import type { ComponentStatus, Stack } from '../cli/src/stack/stack.ts'
import type { LogLine, LogOptions, Target } from '../cli/src/targets/target.ts'
import { eventually } from './harness/eventually.ts'

/** One target and one stack of its own, which does not exist yet. */
export interface ContractSetup {
  readonly target: Target
  readonly stack: Stack
  /** From now on, until disposed, this component dies whenever it is started. */
  breakComponent(): Promise<AsyncDisposable & { readonly component: ComponentName }>
  /** How long what was accepted may take until it is started; 0 unless told otherwise. */
  readonly startsWithinMs?: number
  dispose(): Promise<void>
}

const upWithinMs = 120_000

/** What every target promises, whatever it starts. Run by each of them, and by the fake that stands in for them in unit tests. */
export function targetContract(
  name: string,
  make: () => Promise<ContractSetup>,
  /** Moments of apply() at which it is interrupted. */
  abortAfterMs: readonly number[] = [0, 150, 700, 2000],
): void {
  describe(`${name} keeps the contract of a target`, () => {
    describe('for a stack that does not exist', () => {
      const setup = setUp(make)

      it('reports every component as missing', async () => {
        const { target, stack } = setup()
        const statuses = await target.status(stack, run())
        expect(statuses.map((status) => status.name)).toEqual(stack.components.map((component) => component.name))
        expect(statuses.map(({ state, replica }) => ({ state, replica }))).toEqual(
          stack.components.map(() => ({ state: 'missing', replica: 0 })),
        )
      })

      it('has no lines, and following them ends when aborted', async () => {
        const { target, stack } = setup()
        expect(await linesOf(target, stack, {})).toEqual([])
        expect(await linesOf(target, stack, { follow: true }, AbortSignal.timeout(200))).toEqual([])
      })

      it('is destroyed with success, any number of times', async () => {
        const { target, stack } = setup()
        for (const volumes of [false, true, true]) {
          expect(await target.destroy(stack, { volumes }, run())).toEqual({ stopped: 0, removed: [], leftBehind: [] })
        }
      })
    })

    describe('for a stack that runs', () => {
      const setup = setUp(make)

      beforeAll(async () => {
        const { target, stack } = setup()
        await target.apply(stack, run())
        await eventually(() => expectUp(target, stack), upWithinMs)
      })

      it('reports each replica with its version, ports and start', async () => {
        const { target, stack } = setup()
        for (const status of await running(target, stack)) {
          const component = stack.components.find((one) => one.name === status.name)
          expect(status.replica, status.name).toBeGreaterThan(0)
          expect(status.version, status.name).toMatch(/\d/)
          expect(status.ports, status.name).toEqual(component?.ports)
          expect(Date.parse(status.startedAt ?? ''), status.name).toBeLessThanOrEqual(Date.now())
          expect(status.restarts, status.name).toBe(0)
        }
      })

      it('is applied again without replacing anything', async () => {
        const { target, stack } = setup()
        const before = await startsOf(target, stack)
        await target.apply(stack, run())
        await eventually(() => expectUp(target, stack), upWithinMs)
        expect(await startsOf(target, stack)).toEqual(before)
      })

      it('has lines in order, all or the last of each component, of all or the named ones', async () => {
        const { target, stack } = setup()
        const all = await linesOf(target, stack, {})
        expect(all.length).toBeGreaterThan(0)
        for (const { component, time, replica } of all) {
          expect(stack.components.map((one) => one.name)).toContain(component)
          expect(time.getTime()).toBeGreaterThan(0)
          expect(replica).toBeGreaterThan(0)
        }
        const last = await linesOf(target, stack, { tail: 1 })
        expect(last.length).toBeGreaterThan(0)
        expect(last.map(({ component }) => component)).toEqual([...new Set(last.map(({ component }) => component))])
        const [one] = last
        expect(one).toBeDefined()
        const named = await linesOf(target, stack, { components: one ? [one.component] : [] })
        expect(new Set(named.map(({ component }) => component))).toEqual(new Set([one?.component]))
        expect(await linesOf(target, stack, { since: new Date(Date.now() + 60_000) })).toEqual([])
      })

      it('follows lines until aborted', async () => {
        const { target, stack } = setup()
        const began = Date.now()
        const lines = await linesOf(target, stack, { follow: true, tail: 1 }, AbortSignal.timeout(500))
        expect(lines.length).toBeGreaterThan(0)
        expect(Date.now() - began).toBeLessThan(3000)
      })

      it('lets this machine connect to a named port, and close the path again', async () => {
        const { target, stack } = setup()
        const [{ name: component, ports } = never()] = stack.components
        const [port = never()] = Object.keys(ports)
        const endpoint = await target.connect(stack, component, port, run())
        await expect(isLetIn(endpoint.host, endpoint.port)).resolves.toBe(true)
        await endpoint[Symbol.asyncDispose]()
      })

      it('replaces what is restarted and nothing else', async () => {
        const { target, stack } = setup()
        const before = await startsOf(target, stack)
        const name: ComponentName = 'user-service'
        await target.restart(stack, [name], run())
        await eventually(() => expectUp(target, stack), upWithinMs)
        const after = await startsOf(target, stack)
        const changed = [...after.keys()].filter((key) => after.get(key) !== before.get(key))
        expect(changed).toEqual([`${name} 1`])
        expect([...after.keys()]).toEqual([...before.keys()])
      })

      it('changes how many replicas run', async () => {
        const { target, stack } = setup()
        const replicas = async (): Promise<readonly number[]> =>
          (await target.status(stack, run())).filter((one) => one.name === 'user-service').map((one) => one.replica)
        await target.scale(stack, 'user-service', 2, run())
        await eventually(() => expectUp(target, stack), upWithinMs)
        expect(await replicas()).toEqual([1, 2])
        const second = await target.connect(stack, 'user-service', 'http', run(), 2)
        await expect(isLetIn(second.host, second.port)).resolves.toBe(true)
        await second[Symbol.asyncDispose]()
        await target.scale(stack, 'user-service', 1, run())
        expect(await replicas()).toEqual([1])
      })

      it('is destroyed without a trace, twice', async () => {
        const { target, stack } = setup()
        const result = await target.destroy(stack, { volumes: true }, run())
        expect(result.leftBehind).toEqual([])
        expect(result.stopped).toBeGreaterThan(0)
        expect(result.removed.length).toBeGreaterThan(0)
        await expectMissing(target, stack)
        expect(await target.destroy(stack, { volumes: true }, run())).toEqual({
          stopped: 0,
          removed: [],
          leftBehind: [],
        })
      })
    })

    it.each(abortAfterMs)('apply rejects when aborted after %i ms, and destroy then removes all', async (momentMs) => {
      const { target, stack, dispose } = await make()
      try {
        const controller = new AbortController()
        const reason = new Error('interrupted by the test')
        const applied = target.apply(stack, run(controller.signal))
        // A quick target has finished before the later moments.
        const outcome = applied.then(
          () => 'done',
          (error) => error,
        )
        await sleep(momentMs)
        controller.abort(reason)
        const result = await outcome
        if (momentMs === 0) expect(result).toBe(reason)
        else expect([reason, 'done']).toContain(result)
        expect((await target.destroy(stack, { volumes: true }, run())).leftBehind).toEqual([])
        await expectMissing(target, stack)
      } finally {
        await dispose()
      }
    })

    it('reports a component that dies while starting as failed, with evidence, within 2 s of its death', async () => {
      const { target, stack, breakComponent, dispose, startsWithinMs = 0 } = await make()
      try {
        await using broken = await breakComponent()
        await target.apply(stack, run())
        const accepted = Date.now()
        const status = await eventually(async () => {
          const found = (await target.status(stack, run())).find((one) => one.name === broken.component)
          expect(found?.state).toBe('failed')
          return found ?? never()
        }, upWithinMs)
        const seenAfterMs = Date.now() - accepted
        const { evidence } = status
        expect(evidence?.exitCode ?? evidence?.signal).toBeDefined()
        expect(evidence?.outOfMemory).toBe(false)
        expect(evidence?.lastLines.length).toBeGreaterThan(0)
        expect(evidence?.livedMs).toBeGreaterThanOrEqual(0)
        expect(seenAfterMs).toBeLessThan(startsWithinMs + (evidence?.livedMs ?? 0) + 2000)
      } finally {
        await target.destroy(stack, { volumes: true }, run())
        await dispose()
      }
    })
  })
}

function setUp(make: () => Promise<ContractSetup>): () => ContractSetup {
  let setup: ContractSetup | undefined
  beforeAll(async () => {
    setup = await make()
  })
  afterAll(async () => {
    if (setup) await setup.target.destroy(setup.stack, { volumes: true }, run())
    await setup?.dispose()
  })
  return () => setup ?? never()
}

function run(signal = new AbortController().signal): Run {
  return { signal, report: () => {}, showCommand: () => {} }
}

function never(): never {
  throw new Error('cannot be')
}

/** Skipped ones are up as far as they can be. */
async function expectUp(target: Target, stack: Stack): Promise<void> {
  for (const { name, state, detail } of await target.status(stack, run())) {
    expect(['ready', 'skipped'], `${name} is ${state}: ${detail}`).toContain(state)
  }
}

async function expectMissing(target: Target, stack: Stack): Promise<void> {
  const statuses = await target.status(stack, run())
  expect(statuses.map(({ name, state }) => [name, state])).toEqual(
    stack.components.map(({ name }) => [name, 'missing']),
  )
}

async function running(target: Target, stack: Stack): Promise<readonly ComponentStatus[]> {
  const statuses = (await target.status(stack, run())).filter(({ state }) => state !== 'skipped')
  expect(statuses.length).toBeGreaterThan(0)
  return statuses
}

/** When each replica was started: tells one process from the next. */
async function startsOf(target: Target, stack: Stack): Promise<ReadonlyMap<string, string | undefined>> {
  const statuses = await running(target, stack)
  return new Map(statuses.map(({ name, replica, startedAt }) => [`${name} ${replica}`, startedAt]))
}

async function linesOf(
  target: Target,
  stack: Stack,
  options: Partial<LogOptions>,
  signal?: AbortSignal,
): Promise<readonly LogLine[]> {
  const all = { components: [], follow: false, previous: false, ...options }
  const lines: LogLine[] = []
  for await (const line of target.logs(stack, all, run(signal))) lines.push(line)
  return lines
}

function isLetIn(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
