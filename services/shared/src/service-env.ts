import { TOPIC_PARTITIONS } from './event-contract.ts'

export interface MysqlEnv {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string
}

export interface KafkaEnv {
  readonly brokers: readonly string[]
  readonly topic: string
  /** Of the topic, when it is made. */
  readonly partitions: number
}

export interface ServiceEnv {
  readonly mysql: MysqlEnv
  readonly kafka: KafkaEnv
  readonly host: string
  readonly port: number
  readonly logLevel: string
  /** Of user-service: how long a registration may wait for others to be committed with it; 0: each has its own commit. */
  readonly groupCommitWindowMs: number
}

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** What a service is told by its environment. Throws one Error that names every variable that cannot be, never a password. */
export function readServiceEnv(env: NodeJS.ProcessEnv, defaults: { readonly port: number }): ServiceEnv {
  const problems: string[] = []
  const matching = (name: string, fallback: string, pattern: RegExp, allowed: string): string => {
    const value = env[name] || fallback
    if (!pattern.test(value)) problems.push(`${name} is "${value}", it must be ${allowed}`)
    return value
  }
  const port = (name: string, fallback: number): number => {
    const value = Number(matching(name, String(fallback), /^\d{1,5}$/, 'a port'))
    if (value < 1 || value > 65_535) problems.push(`${name} is ${value}, it must be from 1 to 65535`)
    return value
  }
  const level = env.LOG_LEVEL || 'info'
  if (!logLevels.includes(level)) problems.push(`LOG_LEVEL is "${level}", it must be one of ${logLevels.join(', ')}`)
  if (env.MYSQL_PASSWORD === undefined) problems.push('MYSQL_PASSWORD is not set')
  const result = {
    mysql: {
      host: env.MYSQL_HOST || '127.0.0.1',
      port: port('MYSQL_PORT', 3306),
      database: matching('MYSQL_DATABASE', 'users', /^\w{1,64}$/, '1 to 64 of a-z, A-Z, 0-9 and _'),
      user: env.MYSQL_USER || 'user',
      password: env.MYSQL_PASSWORD ?? '',
    },
    kafka: {
      brokers: matching(
        'KAFKA_BROKER_URL',
        '127.0.0.1:9092',
        /^[^,\s/]+:\d+(,[^,\s/]+:\d+)*$/,
        'host:port[,host:port]',
      ).split(','),
      topic: matching(
        'KAFKA_TOPIC',
        'user_events',
        /^[a-zA-Z0-9._-]{1,200}$/,
        '1 to 200 of a-z, A-Z, 0-9, ".", "_" and "-"',
      ),
      partitions: Number(
        matching('KAFKA_TOPIC_PARTITIONS', String(TOPIC_PARTITIONS), /^[1-9]\d{0,2}$/, 'from 1 to 999'),
      ),
    },
    host: env.HOST || '0.0.0.0',
    port: port('PORT', defaults.port),
    logLevel: level,
    groupCommitWindowMs: Number(matching('GROUP_COMMIT_WINDOW_MS', '2', /^(?:\d{1,2}|100)$/, 'from 0 to 100')),
  }
  if (problems.length > 0) throw new Error(problems.join('; '))
  return result
}
