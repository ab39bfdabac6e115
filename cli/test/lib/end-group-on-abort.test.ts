import { join } from 'node:path'
import { execa } from 'execa'
import { expect, it, vi } from 'vitest'
import { endGroupOnAbort } from '../../src/lib/end-group-on-abort.ts'
import { processStart } from '../../src/lib/process-start.ts'

/** A shell that gives way to SIGTERM while its child, which holds the same output open, does as `childScript` says. */
function start(childScript: string) {
  const script = `trap 'exit 0' TERM; (${childScript}) & echo ready; wait`
  return execa('sh', ['-c', script], { detached: true, stdin: 'ignore', reject: false })
}

/** Until nobody holds the output any more, the child of the child included; milliseconds. */
async function abortOnceReady(child: ReturnType<typeof start>): Promise<number> {
  const controller = new AbortController()
  using _ending = endGroupOnAbort(child, controller.signal)
  for await (const line of child.iterable()) if (line === 'ready') controller.abort()
  return (await child).durationMs
}

it('ends the children of the child, too', async () => {
  expect(await abortOnceReady(start('exec sleep 60'))).toBeLessThan(5000)
})

it('asks again a child that has missed the first signal', async () => {
  const child = start("trap 'trap - TERM' TERM; while :; do sleep 0.1; done")
  expect(await abortOnceReady(child)).toBeLessThan(5000)
})

it('ends at once what was started after the abort', async () => {
  const child = execa('sleep', ['60'], { detached: true, reject: false })
  using _ending = endGroupOnAbort(child, AbortSignal.abort())
  expect((await child).signal).toBe('SIGTERM')
})

it('kills what has not ended yet when this process ends', async () => {
  const module = JSON.stringify(join(import.meta.dirname, '../../src/lib/end-group-on-abort.ts'))
  const script = `
    import { spawn } from 'node:child_process'
    import { once } from 'node:events'
    import { endGroupOnAbort } from ${module}
    const child = spawn('sh', ['-c', "trap '' TERM; echo ready; sleep 60"], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
    await once(child.stdout, 'data')
    endGroupOnAbort(child, AbortSignal.abort())
    console.log(child.pid)
    process.exit()`
  const { stdout } = await execa(process.execPath, ['--input-type=module', '-e', script])
  await vi.waitFor(() => expect(processStart(Number(stdout))).toBeUndefined())
})

it('leaves the child alone once disposed', async () => {
  const controller = new AbortController()
  const child = execa('sleep', ['0.2'], { detached: true, reject: false })
  endGroupOnAbort(child, controller.signal)[Symbol.dispose]()
  controller.abort()
  expect((await child).exitCode).toBe(0)
})

it('has nothing to end where the program is missing', () => {
  expect(() => endGroupOnAbort({}, AbortSignal.abort())[Symbol.dispose]()).not.toThrow()
})
