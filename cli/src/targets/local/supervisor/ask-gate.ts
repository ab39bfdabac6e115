import { get } from 'node:http'
import { connect } from 'node:net'
import type { Gate } from '../process-spec.ts'

export interface GateAnswer {
  readonly holds: boolean
  /** What came back, for people: "connection refused", "status 503". */
  readonly answer: string
}

const timeoutMs = 1000

/** Asks once. Never throws: what does not answer does not hold. */
export async function askGate(gate: Gate): Promise<GateAnswer> {
  try {
    switch (gate.kind) {
      case 'tcp':
        return { holds: true, answer: await converse(gate.host, gate.port, { until: 'connect' }) }
      case 'mysql':
        await converse(gate.host, gate.port, { until: 'data' })
        return { holds: true, answer: 'greeted' }
      case 'http': {
        const status = await askHttp(gate.url)
        return { holds: status < 400, answer: `status ${status}` }
      }
      case 'zookeeper':
        return await askZooKeeper(gate.host, gate.port, gate.withoutNode)
    }
  } catch (error) {
    return { holds: false, answer: reasonOf(error) }
  }
}

async function askZooKeeper(host: string, port: number, withoutNode: string | undefined): Promise<GateAnswer> {
  const ruok = await converse(host, port, { until: 'end', question: 'ruok' })
  if (ruok !== 'imok') return { holds: false, answer: `"${ruok.slice(0, 60)}" to ruok` }
  if (withoutNode === undefined) return { holds: true, answer: ruok }
  const sessions = await converse(host, port, { until: 'end', question: 'dump' })
  const isHeld = sessions.split('\n').some((line) => line.trim() === withoutNode)
  return isHeld
    ? { holds: false, answer: `a session that has not timed out yet holds ${withoutNode}` }
    : { holds: true, answer: ruok }
}

interface Conversation {
  /** Let in, said something, or hung up. */
  readonly until: 'connect' | 'data' | 'end'
  readonly question?: string
}

/** All that the other side said until then; "connected" for one that only had to let in. */
function converse(host: string, port: number, { until, question }: Conversation): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect({ host, port, timeout: timeoutMs })
    socket.setEncoding('utf8')
    const finish = (text: string): void => {
      socket.destroy()
      resolve(text)
    }
    socket.once('connect', () => {
      if (until === 'connect') finish('connected')
      else if (question !== undefined) socket.write(question)
    })
    socket.on('data', (chunk) => {
      answer += chunk
      if (until === 'data') finish(answer)
    })
    socket.once('end', () => {
      if (until === 'end') finish(answer)
      else socket.destroy(new Error('it hung up'))
    })
    socket.once('timeout', () => socket.destroy(new Error('no answer')))
    socket.once('error', reject)
  })
}

function askHttp(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, timeout: timeoutMs }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.once('timeout', () => request.destroy(new Error('no answer')))
    request.once('error', reject)
  })
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ECONNREFUSED') return 'connection refused'
  return message || (code ?? 'no answer')
}

export function describeGate(gate: Gate): string {
  switch (gate.kind) {
    case 'tcp':
      return `tcp ${gate.host}:${gate.port}`
    case 'http':
      return gate.url
    case 'mysql':
    case 'zookeeper':
      return `${gate.kind} ${gate.host}:${gate.port}`
  }
}

export function portOfGate(gate: Gate): number {
  if (gate.kind !== 'http') return gate.port
  const { port, protocol } = new URL(gate.url)
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}
