import { expect, it } from 'vitest'
import { type WaitOptions, waitReady } from '../../src/actions/wait-ready.ts'
import { onlyWith } from '../../src/stack/choose-components.ts'
import { fakeProbes } from '../fake-probes.ts'
import { FakeTarget } from '../fake-target.ts'
import { keptProgress, quietRun } from '../quiet-run.ts'
import { stackOf } from '../test-stack.ts'

const stack = onlyWith(stackOf(), ['kafka'])

async function applied(target: FakeTarget, options: Partial<WaitOptions> = {}) {
  const before = await target.status(stack)
  await target.apply(stack, quietRun())
  const progress = keptProgress()
  const waiting = waitReady({
    stack,
    target,
    probes: fakeProbes(),
    run: quietRun(),
    timeoutMs: 5_000,
    wanted: ['zookeeper', 'kafka'],
    before,
    isAccepted: () => true,
    progress,
    ...options,
  })
  return { waiting, progress }
}

it('is over when every probe says that it works, with its words', async () => {
  let asked = 0
  const probes = fakeProbes({ kafka: () => ({ works: ++asked > 2, detail: asked > 2 ? 'led' : 'no leader yet' }) })
  const { waiting, progress } = await applied(new FakeTarget(), { probes })
  expect(await waiting).toMatchObject([
    { name: 'zookeeper', state: 'ready', detail: 'zookeeper answers', version: '1.0.0' },
    { name: 'kafka', state: 'ready', detail: 'led', elapsedMs: expect.any(Number), readyAtMs: expect.any(Number) },
  ])
  expect(progress.pictures.flat()).toContainEqual(
    expect.objectContaining({ name: 'kafka', state: 'starting', detail: 'no leader yet' }),
  )
})

it('gives no time to what ran before', async () => {
  const target = new FakeTarget()
  await target.apply(stack, quietRun())
  const { waiting } = await applied(target)
  for (const component of await waiting) expect(component).not.toHaveProperty('elapsedMs')
})

it('takes a skipped component for done', async () => {
  const target = new FakeTarget()
  await target.apply(stack, quietRun())
  target.change('zookeeper', { state: 'skipped', detail: 'not installed' })
  expect(await (await applied(target)).waiting).toMatchObject([{ state: 'skipped' }, { state: 'ready' }])
})

it('takes a service scaled to 0 for done, and one that stopped by itself not', async () => {
  const target = new FakeTarget()
  await target.apply(stack, quietRun())
  target.change('kafka', { state: 'stopped', detail: 'scaled to 0' })
  const scaled = {
    ...stack,
    components: stack.components.map((one) => ({ ...one, replicas: one.name === 'kafka' ? 0 : 1 })),
  }
  expect(await (await applied(target, { stack: scaled })).waiting).toMatchObject([
    { state: 'ready' },
    { state: 'stopped' },
  ])
  target.change('kafka', { state: 'stopped', detail: '' })
  await expect((await applied(target, { timeoutMs: 300 })).waiting).rejects.toMatchObject({ code: 'MSCTL_NOT_READY' })
})

it('ends at once when a component has failed, with the evidence', async () => {
  const target = new FakeTarget()
  target.breakComponent('kafka', {
    exitCode: 1,
    livedMs: 1300,
    lastLines: ['Failed to acquire lock on file .lock in x'],
  })
  const { waiting } = await applied(target)
  await expect(waiting).rejects.toMatchObject({
    code: 'MSCTL_COMPONENT_FAILED',
    exit: 6,
    message: 'kafka failed 1.3 s after it was started: exit code 1',
    details: { component: 'kafka', why: expect.stringContaining('another Kafka'), exitCode: 1, heldUp: [] },
  })
})

it('does not take a failure of before for one of now until the target has accepted the stack', async () => {
  const target = new FakeTarget()
  target.breakComponent('kafka')
  await target.apply(stack, quietRun())
  let isAccepted = false
  const { waiting } = await applied(target, { isAccepted: () => isAccepted })
  const first = await Promise.race([
    waiting.catch(() => 'ended'),
    new Promise((resolve) => setTimeout(resolve, 300, 'waits')),
  ])
  isAccepted = true
  await expect(waiting).rejects.toMatchObject({ code: 'MSCTL_COMPONENT_FAILED' })
  expect(first).toBe('waits')
})

it('says who waits for whom when the time is over', async () => {
  const no = () => ({ works: false, detail: 'connection refused' })
  const { waiting } = await applied(new FakeTarget(), {
    probes: fakeProbes({ zookeeper: no, kafka: no }),
    timeoutMs: 200,
  })
  await expect(waiting).rejects.toMatchObject({
    code: 'MSCTL_NOT_READY',
    exit: 5,
    message: 'not ready within 200 ms: zookeeper',
    details: {
      components: [
        { name: 'zookeeper', state: 'starting', detail: 'connection refused', waitsFor: [] },
        { name: 'kafka', waitsFor: ['zookeeper'] },
      ],
    },
  })
})

it('ends with the reason when aborted', async () => {
  const controller = new AbortController()
  const probes = fakeProbes({ kafka: () => ({ works: false, detail: 'no' }) })
  const { waiting } = await applied(new FakeTarget(), { probes, run: quietRun(controller.signal) })
  setTimeout(() => controller.abort(new Error('enough')), 50)
  await expect(waiting).rejects.toThrow(/enough|abort/)
})

it('asks a component again when its process is a new one', async () => {
  const target = new FakeTarget()
  let asked = 0
  const probes = fakeProbes({
    kafka: () => ({ works: true, detail: `answer ${++asked}` }),
    zookeeper: () => ({ works: asked > 1, detail: 'no' }),
  })
  const { waiting } = await applied(target, { probes })
  await new Promise((resolve) => setTimeout(resolve, 150))
  await target.restart(stack, ['kafka'], quietRun())
  expect(await waiting).toContainEqual(expect.objectContaining({ name: 'kafka', detail: 'answer 2' }))
})
