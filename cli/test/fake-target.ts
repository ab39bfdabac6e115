import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { MsctlError } from '../src/errors.ts'
import type { Run } from '../src/lib/run.ts'
import type { ComponentName } from '../src/stack/components.ts'
import { type ComponentStatus, componentOf, type Evidence, type Stack } from '../src/stack/stack.ts'
import { findingOf } from '../src/targets/findings.ts'
import type { DestroyResult, Diagnosis, Endpoint, LogLine, LogOptions, Problem, Target } from '../src/targets/target.ts'

interface Replica {
  readonly status: ComponentStatus
  readonly lines: readonly LogLine[]
}

/** Stands in for a target in unit tests, without a process or a file; passes the contract that the real ones pass. */
export class FakeTarget implements Target {
  readonly name = 'local'
  readonly runsImages = false
  /** What preflight answers. */
  problems: readonly Problem[] = []
  /** What the next destroy() could not remove. */
  leftBehind: readonly string[] = []
  /** Every method that changes something, in order: "apply", "restart kafka", "scale user-service 3", "destroy". */
  readonly calls: string[] = []
  readonly #replicas = new Map<string, Replica>()
  readonly #broken = new Map<ComponentName, Evidence>()
  #now = Date.now() - 60_000

  /** From now on the component dies whenever it is started, until mended. */
  breakComponent(name: ComponentName, evidence: Partial<Evidence> = {}): void {
    const lastLines = [`${name}: cannot go on`]
    this.#broken.set(name, { exitCode: 1, outOfMemory: false, livedMs: 20, lastLines, ...evidence })
  }

  mendComponent(name: ComponentName): void {
    this.#broken.delete(name)
  }

  /** Changes what status() says of a component's replicas. */
  change(name: ComponentName, change: Partial<ComponentStatus>): void {
    for (const [key, replica] of this.#of(name)) {
      this.#replicas.set(key, { ...replica, status: { ...replica.status, ...change } })
    }
  }

  /** Adds a line to a component's log. */
  write(name: ComponentName, text: string, replica = 1): void {
    const key = `${name} ${replica}`
    const found = this.#replicas.get(key)
    if (found === undefined) throw new Error(`${key} does not exist`)
    const line = { component: name, replica, time: this.#tick(), text }
    this.#replicas.set(key, { ...found, lines: [...found.lines, line] })
  }

  async availability() {
    return { isUsable: true, reason: 'always' }
  }

  async discover(): Promise<undefined> {}

  async preflight(): Promise<readonly Problem[]> {
    return this.problems
  }

  async diagnose(): Promise<Diagnosis> {
    return { findings: this.problems.map(findingOf), without: [] }
  }

  async apply(stack: Stack, run: Run): Promise<void> {
    this.calls.push('apply')
    for (const { name, replicas } of stack.components) {
      await nextTurn(run)
      for (let replica = 1; replica <= replicas; replica++) {
        if (!this.#replicas.has(`${name} ${replica}`)) this.#start(stack, name, replica)
      }
    }
  }

  async status(stack: Stack): Promise<readonly ComponentStatus[]> {
    return stack.components.flatMap(({ name }) => {
      const replicas = this.#of(name).map(([, { status }]) => status)
      return replicas.length > 0
        ? replicas
        : [{ name, replica: 0, state: 'missing' as const, detail: '', ports: {}, restarts: 0 }]
    })
  }

  async *logs(_stack: Stack, options: LogOptions, { signal }: Run): AsyncIterable<LogLine> {
    const seen = new Set<LogLine>()
    for (const line of lastOf(this.#lines(options), options.tail)) yield line
    for (const line of this.#lines(options)) seen.add(line)
    while (options.follow && !signal.aborted) {
      await sleep(5, undefined, { signal }).catch(() => {})
      for (const line of this.#lines(options)) {
        if (seen.has(line)) continue
        seen.add(line)
        yield line
      }
    }
  }

  /** A real port that lets in and says nothing. */
  async connect(stack: Stack, component: ComponentName, port: string, _run: Run, replica = 1): Promise<Endpoint> {
    if (componentOf(stack, component)?.ports[port] === undefined || !this.#replicas.has(`${component} ${replica}`)) {
      throw new MsctlError('MSCTL_NO_STACK', `there is no port "${port}" of ${component}, replica ${replica}`)
    }
    const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no address')
    const close = async (): Promise<void> => {
      server.close()
    }
    return { host: address.address, port: address.port, [Symbol.asyncDispose]: close }
  }

  async restart(stack: Stack, components: readonly ComponentName[], run: Run): Promise<void> {
    this.calls.push(`restart ${components.join(' ')}`)
    await nextTurn(run)
    for (const name of components) for (const [, { status }] of this.#of(name)) this.#start(stack, name, status.replica)
  }

  async scale(stack: Stack, component: ComponentName, replicas: number, run: Run): Promise<void> {
    this.calls.push(`scale ${component} ${replicas}`)
    await nextTurn(run)
    for (const [key, { status }] of this.#of(component)) if (status.replica > replicas) this.#replicas.delete(key)
    for (let replica = this.#of(component).length + 1; replica <= replicas; replica++) {
      this.#start(stack, component, replica)
    }
  }

  async destroy(_stack: Stack, { volumes }: { readonly volumes: boolean }): Promise<DestroyResult> {
    this.calls.push('destroy')
    const stopped = this.#replicas.size
    this.#replicas.clear()
    const removed = volumes && stopped > 0 ? [{ what: 'data', bytes: 1000 }] : []
    return { stopped, removed, leftBehind: this.leftBehind }
  }

  #start(stack: Stack, name: ComponentName, replica: number): void {
    const ports = componentOf(stack, name)?.ports ?? {}
    const startedAt = this.#tick().toISOString()
    const base = { name, replica, version: '1.0.0', ports, restarts: 0 }
    const evidence = this.#broken.get(name)
    const status: ComponentStatus = evidence
      ? { ...base, state: 'failed', detail: `exit code ${evidence.exitCode}`, evidence }
      : { ...base, state: 'ready', detail: '', startedAt }
    this.#replicas.set(`${name} ${replica}`, { status, lines: [] })
    this.write(name, 'started', replica)
  }

  #of(name: ComponentName): readonly (readonly [string, Replica])[] {
    return [...this.#replicas].filter(([, { status }]) => status.name === name)
  }

  #lines({ components, since }: LogOptions): readonly LogLine[] {
    return [...this.#replicas.values()]
      .flatMap(({ lines }) => lines)
      .filter(({ component }) => components.length === 0 || components.includes(component))
      .filter(({ time }) => since === undefined || time >= since)
      .toSorted((a, b) => a.time.getTime() - b.time.getTime())
  }

  #tick(): Date {
    this.#now++
    return new Date(this.#now)
  }
}

function lastOf(lines: readonly LogLine[], tail: number | undefined): readonly LogLine[] {
  if (tail === undefined) return lines
  return lines.filter((line, index) => {
    const later = lines.slice(index + 1).filter(({ component }) => component === line.component)
    return later.length < tail
  })
}

/** Other things happen meanwhile, as on a real target; an interruption for one. */
async function nextTurn({ signal }: Run): Promise<void> {
  signal.throwIfAborted()
  await sleep(1)
  signal.throwIfAborted()
}
