import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ComponentName } from '../../../src/stack/components.ts'
import { connect } from '../../../src/targets/compose/connect.ts'
import { quietRun } from '../../quiet-run.ts'
import { stackOf } from '../../test-stack.ts'
import { at, SmallEngine } from './small-engine.ts'

let engine: SmallEngine

beforeEach(async () => {
  engine = await new SmallEngine().listen()
})

afterEach(() => engine[Symbol.asyncDispose]())

const stack = stackOf({ MSCTL_PORT_OFFSET: '14000' })

async function portOf(component: ComponentName, port: string, replica?: number, from = stack): Promise<number> {
  const endpoint = await connect(async () => engine, from, component, port, replica, quietRun())
  expect(endpoint.host).toBe('127.0.0.1')
  return endpoint.port
}

describe('connect', () => {
  it("gives the stack's own port without a replica, and of what has one only", async () => {
    await engine.cut(false)
    expect(await portOf('user-service', 'http')).toBe(22_000)
    expect(await portOf('mysql', 'mysql', 1)).toBe(17_306)
    expect(await portOf('traefik', 'dashboard')).toBe(22_080)
  })

  it('gives each replica its own port, in the order of their numbers, whatever these are', async () => {
    engine.create('second', 'user-service', 5, at(1), { 8000: 32_802 })
    engine.create('first', 'user-service', 2, at(1), { 8000: 32_801 })
    engine.create('other', 'notification-service', 1, at(1), { 8001: 32_803 })
    expect(await portOf('user-service', 'http', 1)).toBe(32_801)
    expect(await portOf('user-service', 'http', 2)).toBe(32_802)
    expect(await portOf('notification-service', 'http', 1)).toBe(32_803)
    await expect(portOf('user-service', 'http', 3)).rejects.toMatchObject({ code: 'MSCTL_NO_STACK' })
  })

  it('gives the port of a service that the user runs, whatever replica is asked for', async () => {
    const own = stackOf({ USER_SERVICE_PORT: '9000' }, { without: ['user-service'] })
    expect(await portOf('user-service', 'http', 1, own)).toBe(9000)
  })

  it('says what there is not, and that nobody could be asked', async () => {
    await expect(portOf('mysql', 'http')).rejects.toThrow('there is no port "http" of mysql, replica 1')
    await expect(portOf('user-service', 'http', 1)).rejects.toMatchObject({ code: 'MSCTL_NO_STACK' })
    await engine.cut(false)
    await expect(portOf('user-service', 'http', 1)).rejects.toMatchObject({ code: 'MSCTL_COULD_NOT_ASK' })
  })
})
