import { join } from 'node:path'
import { packageRoot } from '../../cli/src/lib/folders.ts'
import { serviceFlags } from '../../cli/src/targets/local/servers/service-process.ts'
import type { BenchStack } from './bench-stack.ts'
import { type HttpProgram, whenReady } from './http-program.ts'
import { startProgram } from './start-program.ts'

export interface OwnServiceOptions {
  readonly service: 'user-service' | 'notification-service'
  readonly database: string
  readonly topic: string
  readonly port: number
  readonly env?: Readonly<Record<string, string>>
}

/** One of our services as `local` runs it, once it is ready, beside those of the stack. */
export function startOwnService(
  stack: BenchStack,
  options: OwnServiceOptions,
  signal: AbortSignal,
): Promise<HttpProgram> {
  const { service, database, topic, port, env } = options
  const { mysql, broker } = stack
  const program = startProgram(stack.sandbox, {
    name: `own-${service}-${port}`,
    argv: [process.execPath, ...serviceFlags, join(packageRoot(), 'dist/services', service, 'main.mjs')],
    env: {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      MYSQL_HOST: mysql.host,
      MYSQL_PORT: String(mysql.port),
      MYSQL_DATABASE: database,
      MYSQL_USER: mysql.user,
      MYSQL_PASSWORD: mysql.password,
      KAFKA_BROKER_URL: broker,
      KAFKA_TOPIC: topic,
      ...env,
    },
  })
  return whenReady(program, `http://127.0.0.1:${port}`, signal)
}
