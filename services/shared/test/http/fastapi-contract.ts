import { readFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import { describe, expect, it } from 'vitest'
import { differences } from './deliberate-differences.ts'

/** What a FastAPI service answered: services/fastapi-reference records it. */
export interface Recording {
  /** Those after which `metrics` was read, before all others. */
  readonly counted: readonly Recorded[]
  readonly metrics: readonly string[]
  readonly answers: readonly Recorded[]
}

export interface Recorded {
  readonly name: string
  readonly request: RecordedRequest
  readonly answer: Answer & { readonly followed?: Answer }
}

interface RecordedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly bodyBase64?: string
  /** How often the body is repeated. */
  readonly times?: number
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

export function readRecording(testFolder: string): Recording {
  return JSON.parse(readFileSync(`${testFolder}/fastapi-answers.json`, 'utf8'))
}

/** One test for each recorded answer: ours is the same, or differs as, and only where, a deliberate difference says. */
export function answersAsFastApi(recording: Recording, app: () => FastifyInstance): void {
  describe('answers as FastAPI did', () => {
    it.each(allOf(recording).map((recorded) => [recorded.name, recorded] as const))('%s', async (_, recorded) => {
      let expected: Answer = recorded.answer
      for (const difference of differences.filter(({ applies }) => applies(recorded))) {
        const ours = difference.ours(expected, recorded)
        expect(ours, `is no difference: ${difference.reason}`).not.toEqual(expected)
        expected = ours
      }
      expect(await ask(app(), recorded.request)).toEqual(expected)
    })
  })
}

export function allOf({ counted, answers }: Recording): readonly Recorded[] {
  return [...counted, ...answers]
}

const comparedHeaders = ['allow', 'content-type', 'location']

/** Over a real socket, since paths and empty bodies are not the same after a URL parser. */
export async function ask(app: FastifyInstance, recorded: RecordedRequest): Promise<Answer> {
  const { method, path, body, bodyBase64, times = 1 } = recorded
  const bytes = Buffer.concat(
    Array(times).fill(bodyBase64 ? Buffer.from(bodyBase64, 'base64') : Buffer.from(body ?? '')),
  )
  const { port } = app.server.address() as AddressInfo
  const length = bytes.length > 0 || method === 'POST' ? { 'content-length': String(bytes.length) } : {}
  const sent = request({
    port,
    host: '127.0.0.1',
    method,
    path,
    headers: { ...length, ...recorded.headers },
    agent: false,
  })
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.on('response', resolve).on('error', reject).end(bytes)
  })
  const received = await text(response)
  const headers = Object.entries(response.headers).filter(([name]) => comparedHeaders.includes(name))
  const isJson = received !== '' && response.headers['content-type']?.startsWith('application/json')
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: isJson ? JSON.parse(received) : received,
  }
}
