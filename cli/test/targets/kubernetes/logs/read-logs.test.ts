import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createStack } from '../../../../src/stack/create-stack.ts'
import { defaultSettings } from '../../../../src/stack/settings.ts'
import { readLogs } from '../../../../src/targets/kubernetes/logs/read-logs.ts'
import type { LogLine, LogOptions } from '../../../../src/targets/target.ts'
import { quietRun } from '../../../quiet-run.ts'
import { answer, openApiServer, type SmallApiServer } from '../small-api-server.ts'

/** A container's lives, each with the lines that it wrote, numbered second by second. */
interface Life {
  readonly lines: string[]
  isOver: boolean
}

/** One pod of user-service whose log can be written, cut off and begun anew. */
class SmallPod {
  readonly lives: Life[] = [{ lines: [], isOver: false }]
  uid = 'first'
  #seconds = 0
  readonly #open = new Set<ServerResponse>()

  get life(): Life {
    return this.lives.at(-1) ?? { lines: [], isOver: true }
  }

  write(text: string): void {
    this.#seconds++
    const line = `${new Date(Date.UTC(2026, 10, 24, 10, 0, this.#seconds)).toISOString().slice(0, 19)}.5Z ${text}\n`
    this.life.lines.push(line)
    for (const response of this.#open) response.write(line)
  }

  /** The connection breaks in the middle of what goes over it. */
  cut(): void {
    for (const response of this.#open) response.socket?.destroy()
    this.#open.clear()
  }

  /** Lines that nobody hears any more are written before the end. */
  restart(lastWords: string): void {
    this.cut()
    this.write(lastWords)
    this.life.isOver = true
    this.lives.push({ lines: [], isOver: false })
  }

  list(): object {
    const labels = { 'app.kubernetes.io/name': 'user-service', 'app.kubernetes.io/part-of': 'msctl' }
    const status = { name: 'user-service', restartCount: this.lives.length - 1, ready: true, state: { running: {} } }
    const metadata = {
      name: `user-service-${this.uid}`,
      uid: this.uid,
      creationTimestamp: '2026-11-24T10:00:00Z',
      labels,
    }
    const pod = {
      metadata,
      spec: { containers: [{ name: 'user-service' }] },
      status: { phase: 'Running', containerStatuses: [status] },
    }
    return { items: [pod] }
  }

  serve(url: URL, response: ServerResponse): void {
    const { searchParams } = url
    const life = searchParams.has('previous') ? this.lives.at(-2) : this.life
    if (life === undefined) {
      answer(response, 400, { message: 'previous terminated container not found' })
      return
    }
    const since = searchParams.get('sinceTime')?.slice(0, 19) ?? ''
    const tail = searchParams.get('tailLines')
    const lines = life.lines.filter((line) => line.slice(0, 19) >= since).slice(tail ? -Number(tail) : 0)
    response.writeHead(200, { 'content-type': 'text/plain' })
    response.flushHeaders()
    for (const line of lines) response.write(line)
    if (searchParams.has('follow') && !life.isOver) this.#open.add(response)
    else response.end()
  }
}

function serve(pod: SmallPod): Promise<SmallApiServer> {
  return openApiServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://small')
    if (url.pathname.endsWith('/pods')) answer(response, 200, pod.list())
    else if (url.pathname.endsWith(`/pods/user-service-${pod.uid}/log`)) pod.serve(url, response)
    else answer(response, 404, {})
  })
}

const stack = createStack({ settings: defaultSettings() })
const all: LogOptions = { components: [], follow: false, previous: false }

async function read(server: SmallApiServer, options: Partial<LogOptions>): Promise<readonly string[]> {
  const folders = { cache: '', state: '', runtime: '' }
  const lines = await Array.fromAsync(
    readLogs({ cluster: server.cluster, stack, folders, target: 'kubernetes' }, { ...all, ...options }, quietRun()),
  )
  return lines.map(({ text }) => text)
}

describe('logs of pods', () => {
  it('are read whole, or their last lines, or those of the container before', async () => {
    const pod = new SmallPod()
    for (const text of ['a', 'b']) pod.write(text)
    pod.restart('c')
    for (const text of ['d', 'e']) pod.write(text)
    await using server = await serve(pod)
    expect(await read(server, {})).toEqual(['d', 'e'])
    expect(await read(server, { tail: 1 })).toEqual(['e'])
    expect(await read(server, { previous: true })).toEqual(['a', 'b', 'c'])
    expect(await read(server, { components: ['kafka'] })).toEqual([])
    expect(await read(server, { since: new Date(Date.UTC(2026, 10, 24, 10, 0, 5)) })).toEqual(['e'])
  })

  it('go on after broken connections, restarts and in the pod that comes instead, none lost or doubled', async () => {
    const pod = new SmallPod()
    pod.write('1')
    await using server = await serve(pod)
    const stop = new AbortController()
    const lines: LogLine[] = []
    const folders = { cache: '', state: '', runtime: '' }
    const run = { ...quietRun(), signal: stop.signal }
    const following = (async () => {
      const context = { cluster: server.cluster, stack, folders, target: 'kubernetes' as const }
      for await (const line of readLogs(context, { ...all, follow: true }, run)) lines.push(line)
    })()
    const until = async (count: number): Promise<void> => {
      const deadline = Date.now() + 5000
      while (lines.length < count && Date.now() < deadline) await sleep(10)
    }
    await until(1)
    await sleep(100)
    pod.write('2')
    await until(2)
    pod.cut()
    pod.write('3')
    await until(3)
    pod.write('4')
    await until(4)
    pod.restart('5')
    pod.write('6')
    await until(6)
    pod.cut()
    pod.uid = 'second'
    pod.lives.splice(0, 2, { lines: [], isOver: false })
    pod.write('7')
    await until(7)
    await sleep(800)
    stop.abort()
    await following
    expect(lines.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    expect(new Set(lines.map(({ component, replica }) => `${component} ${replica}`))).toEqual(
      new Set(['user-service 1']),
    )
  })
})
