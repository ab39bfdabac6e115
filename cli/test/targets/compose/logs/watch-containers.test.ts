import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { eventually } from '../../../../../e2e/harness/eventually.ts'
import { watchContainers } from '../../../../src/targets/compose/logs/watch-containers.ts'
import { at, SmallEngine } from '../small-engine.ts'

it('tells of containers that are there and of each start, also after the engine went away for a moment', async () => {
  await using engine = await new SmallEngine().listen()
  engine.create('u', 'user-service', 1, at(1))
  const told: string[] = []
  const controller = new AbortController()
  const onStart = ({ id, component, replica }: { id: string; component: string; replica: number }): void =>
    void told.push(`${id} ${component} ${replica}`)
  const watching = watchContainers(engine.endpoint, 'dx', onStart, controller.signal)
  await eventually(async () => expect(told).toEqual(['u user-service 1']), 2000)
  engine.create('m', 'mysql', 1, at(2))
  await eventually(async () => expect(told).toEqual(['u user-service 1', 'm mysql 1']), 2000)
  await engine.cut(false)
  await sleep(100)
  await engine.listen()
  await eventually(async () => expect(told).toHaveLength(4), 2000)
  controller.abort()
  await watching
})

it('gives up an engine that stays away', async () => {
  await using engine = await new SmallEngine().listen()
  const watching = watchContainers(engine.endpoint, 'dx', () => {}, new AbortController().signal, 400)
  const ended = expect(watching).rejects.toMatchObject({ code: 'MSCTL_COULD_NOT_ASK' })
  await sleep(100)
  await engine.cut(false)
  await ended
})
