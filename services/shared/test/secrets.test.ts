import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const password = 'never-to-be-logged'
const services = join(import.meta.dirname, '../..')
let refusing: Server
let child: ChildProcess | undefined

beforeEach(async () => {
  refusing = createServer((socket) => socket.on('error', () => {}).end(accessDenied()))
  await once(refusing.listen(0, '127.0.0.1'), 'listening')
})

afterEach(() => {
  child?.kill('SIGKILL')
  refusing.close()
})

/** MySQL's packet of an error, in place of its greeting. */
function accessDenied(): Buffer {
  const text = "Access denied for user 'user'@'localhost' (using password: YES)"
  const body = Buffer.concat([Buffer.from([0xff, 0x15, 0x04]), Buffer.from(`#28000${text}`)])
  return Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body])
}

/** Starts a service that MySQL and Kafka refuse; all that it prints until `isEnough`, or its end. */
async function outputOf(service: string, env: Record<string, string>, isEnough: (output: string) => boolean) {
  const started = spawn(process.execPath, [join(services, service, 'src/main.ts')], {
    env: {
      ...process.env,
      MYSQL_PORT: String((refusing.address() as AddressInfo).port),
      MYSQL_PASSWORD: password,
      KAFKA_BROKER_URL: '127.0.0.1:1',
      HOST: '127.0.0.1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = started
  let output = ''
  await new Promise<void>((resolve) => {
    const add = (chunk: Buffer) => {
      output += chunk
      if (isEnough(output)) resolve()
    }
    started.stdout.on('data', add)
    started.stderr.on('data', add)
    started.on('close', () => resolve())
  })
  return output
}

async function freePort(): Promise<string> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return String(port)
}

describe.each(['user-service', 'notification-service'])('%s never prints the password', (service) => {
  it('at the level that tells most, refused by MySQL and Kafka', { timeout: 30_000 }, async () => {
    const env = { LOG_LEVEL: 'trace', PORT: await freePort() }
    const output = await outputOf(service, env, (text) => /Access denied/.test(text) && /kafka is not ready/.test(text))
    expect(output).toContain('mysql is not ready')
    expect(output).not.toContain(password)
  })

  it('with an environment that cannot be', { timeout: 30_000 }, async () => {
    const output = await outputOf(service, { KAFKA_TOPIC: 'no topic', MYSQL_DATABASE: '-' }, () => false)
    expect(output).toContain('cannot start: MYSQL_DATABASE')
    expect(output).not.toContain(password)
  })
})
