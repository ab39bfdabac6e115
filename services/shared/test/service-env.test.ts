import { describe, expect, it } from 'vitest'
import { readServiceEnv } from '../src/service-env.ts'

const defaults = { port: 8000 }

describe('readServiceEnv', () => {
  it('has defaults for all but the password', () => {
    expect(readServiceEnv({ MYSQL_PASSWORD: 'secret' }, defaults)).toEqual({
      mysql: { host: '127.0.0.1', port: 3306, database: 'users', user: 'user', password: 'secret' },
      kafka: { brokers: ['127.0.0.1:9092'], topic: 'user_events', partitions: 3 },
      host: '0.0.0.0',
      port: 8000,
      logLevel: 'info',
      groupCommitWindowMs: 2,
    })
  })

  it('reads what is set', () => {
    const env = { MYSQL_PASSWORD: '', KAFKA_BROKER_URL: 'a:1,b:2', PORT: '9', LOG_LEVEL: 'debug', HOST: '127.0.0.1' }
    expect(
      readServiceEnv({ ...env, GROUP_COMMIT_WINDOW_MS: '0', KAFKA_TOPIC_PARTITIONS: '12' }, defaults),
    ).toMatchObject({
      groupCommitWindowMs: 0,
      kafka: { brokers: ['a:1', 'b:2'], partitions: 12 },
      port: 9,
      logLevel: 'debug',
      host: '127.0.0.1',
    })
  })

  it('names every variable that cannot be, at once', () => {
    const env = {
      MYSQL_PORT: 'tcp://10.0.0.1:3306',
      PORT: '70000',
      LOG_LEVEL: 'loud',
      KAFKA_BROKER_URL: 'kafka',
      KAFKA_TOPIC: 'a b',
      KAFKA_TOPIC_PARTITIONS: '0',
      GROUP_COMMIT_WINDOW_MS: '101',
    }
    const read = () => readServiceEnv(env, defaults)
    for (const name of [
      'MYSQL_PORT',
      'PORT',
      'LOG_LEVEL',
      'KAFKA_BROKER_URL',
      'KAFKA_TOPIC',
      'KAFKA_TOPIC_PARTITIONS',
      'GROUP_COMMIT_WINDOW_MS',
      'MYSQL_PASSWORD is not set',
    ]) {
      expect(read).toThrow(name)
    }
  })

  it('never tells the password', () => {
    expect(() => readServiceEnv({ MYSQL_PASSWORD: 'hunter2', PORT: 'x' }, defaults)).toThrow(/^(?!.*hunter2)/)
  })
})
