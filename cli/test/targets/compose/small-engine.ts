import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { EngineEndpoint } from '../../../src/targets/compose/engine/engine-endpoint.ts'
import { openTempFolder } from '../../temp-folder.ts'

interface Entry {
  readonly stream: number
  readonly stamp: string
  readonly text: string
}

interface SmallContainer {
  readonly id: string
  readonly labels: Readonly<Record<string, string>>
  readonly ports: Readonly<Record<number, number>>
  readonly log: Entry[]
  readonly followers: Set<{ readonly response: ServerResponse; readonly sinceMs: number }>
  running: boolean
  startedAt: string
  finishedAt: string
}

/** Stands in for a Docker engine as far as reading logs goes: listing, inspection, logs and events of one stack's containers. */
export class SmallEngine implements AsyncDisposable {
  readonly #folder = openTempFolder()
  readonly endpoint: EngineEndpoint
  readonly #containers = new Map<string, SmallContainer>()
  readonly #listeners = new Set<ServerResponse>()
  #server: Server | undefined

  constructor() {
    const path = join(this.#folder.path, 'engine.sock')
    this.endpoint = { url: `unix://${path}`, origin: path }
  }

  async listen(): Promise<this> {
    const server = createServer((request, response) => this.#answer(request, response))
    this.#server = server
    await new Promise<void>((resolve) => server.listen(new URL(this.endpoint.url).pathname, resolve))
    return this
  }

  /** Breaks every connection; `false`: and takes no new ones. */
  async cut(isBack: boolean): Promise<void> {
    for (const { followers } of this.#containers.values()) followers.clear()
    this.#listeners.clear()
    this.#server?.closeAllConnections()
    if (isBack) return
    await new Promise((resolve) => this.#server?.close(resolve))
  }

  /** `ports`: published ones by those inside. */
  create(
    id: string,
    component: string,
    replica: number,
    startedAt: string,
    ports: Readonly<Record<number, number>> = {},
  ): void {
    const labels = {
      'com.docker.compose.service': component,
      'com.docker.compose.container-number': String(replica),
      'com.docker.compose.oneoff': 'False',
    }
    const finishedAt = '0001-01-01T00:00:00Z'
    this.#containers.set(id, { id, labels, ports, log: [], followers: new Set(), running: true, startedAt, finishedAt })
    this.#tell(id)
  }

  start(id: string, startedAt: string): void {
    Object.assign(this.#of(id), { running: true, startedAt })
    this.#tell(id)
  }

  stop(id: string, finishedAt: string): void {
    const container = this.#of(id)
    Object.assign(container, { running: false, finishedAt })
    for (const { response } of container.followers) response.end()
    container.followers.clear()
  }

  write(id: string, stamp: string, text: string, stream = 1): void {
    const container = this.#of(id)
    const entry = { stream, stamp, text }
    container.log.push(entry)
    for (const { response, sinceMs } of container.followers) {
      if (Date.parse(stamp) >= sinceMs) send(response, frameOf(entry))
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cut(false)
    this.#folder[Symbol.dispose]()
  }

  #of(id: string): SmallContainer {
    const found = this.#containers.get(id)
    if (found === undefined) throw new Error(`no container ${id}`)
    return found
  }

  #tell(id: string): void {
    const event = { Type: 'container', Action: 'start', Actor: { ID: id, Attributes: this.#of(id).labels } }
    for (const listener of this.#listeners) send(listener, Buffer.from(`${JSON.stringify(event)}\n`))
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://engine')
    const [, , id = '', what] = pathname.split('/')
    if (pathname === '/events') {
      response.flushHeaders()
      this.#listeners.add(response)
    } else if (pathname === '/containers/json') {
      response.end(JSON.stringify([...this.#containers.values()].map(listed)))
    } else if (!this.#containers.has(id)) {
      response.writeHead(404).end('{"message":"No such container"}')
    } else if (what === 'json') {
      const { running, startedAt, finishedAt } = this.#of(id)
      const State = { Running: running, Restarting: false, StartedAt: startedAt, FinishedAt: finishedAt }
      response.end(JSON.stringify({ State }))
    } else {
      this.#sendLog(this.#of(id), searchParams, response)
    }
  }

  #sendLog(container: SmallContainer, query: URLSearchParams, response: ServerResponse): void {
    const sinceMs = Number(query.get('since') ?? 0) * 1000
    const tail = query.get('tail')
    const last = tail === null ? container.log : container.log.slice(-Number(tail))
    response.flushHeaders()
    const wanted = last.filter(({ stamp }) => Date.parse(stamp) >= sinceMs)
    send(response, Buffer.concat(wanted.map(frameOf)))
    if (query.get('follow') === '1' && container.running) container.followers.add({ response, sinceMs })
    else response.end()
  }
}

function listed({ id, labels, ports }: SmallContainer): object {
  const Ports = Object.entries(ports).map(([inside, port]) => ({ PrivatePort: Number(inside), PublicPort: port }))
  return { Id: id, Labels: labels, Ports }
}

/** As the engine frames a message: with its time before it, however much of a line it is. */
export function frameOf({ stream, stamp, text }: Entry): Buffer {
  const payload = Buffer.from(`${stamp} ${text}`)
  const header = Buffer.alloc(8)
  header[0] = stream
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}

/** In pieces that end anywhere. */
function send(response: ServerResponse, bytes: Buffer): void {
  const half = Math.floor(bytes.length / 2)
  response.write(bytes.subarray(0, half))
  response.write(bytes.subarray(half))
}

/** A time of the engine in the minute in which these tests play. */
export function at(second: number): string {
  const [whole = '', fraction = ''] = second.toFixed(9).split('.')
  return `2026-11-24T11:22:${whole.padStart(2, '0')}.${fraction}Z`
}
