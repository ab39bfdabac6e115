// npm run bench -- NAME [ROUNDS] [--target TARGET] [--count N]: side-by-side benchmarks; each prints ratios of what ran in turn on this machine.
import { parseArgs } from 'node:util'
import { targetNames } from '../cli/src/stack/target-names.ts'
import type { Bench, BenchOptions } from './harness/bench-options.ts'
import { CannotRun } from './harness/cannot-run.ts'

const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  up: () => import('./up.ts'),
  register: () => import('./register.ts'),
  consume: () => import('./consume.ts'),
  seed: () => import('./seed.ts'),
  million: () => import('./million.ts'),
}

const stop = new AbortController()
// not once(): execa lets a signal end the process when nobody else is listening any more
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  })
}

const asked = readArguments()
if (asked === undefined) {
  const [names, targets] = [Object.keys(benches).join('|'), targetNames.join('|')]
  console.error(`usage: npm run bench -- ${names} [ROUNDS from 1 to 99] [--target ${targets}] [--count N]`)
  process.exitCode = 2
} else {
  try {
    const { bench } = await asked.load()
    await bench(asked.options)
  } catch (error) {
    if (error instanceof CannotRun) {
      console.error(`cannot run here: ${error.message}`)
      process.exitCode = 4
    } else if (stop.signal.aborted) {
      console.error('stopped; nothing is left behind')
      process.exitCode = 130
    } else throw error
  }
}

/** Undefined: they say nothing that can be done. */
function readArguments(): { load: () => Promise<{ readonly bench: Bench }>; options: BenchOptions } | undefined {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { target: { type: 'string' }, count: { type: 'string' } },
    })
    const [name = '', rounds = '5', ...more] = positionals
    const load = benches[name]
    const target = targetNames.find((one) => one === values.target)
    const isUsable = /^[1-9]\d?$/.test(rounds) && /^[1-9]\d{0,7}$/.test(values.count ?? '1')
    if (!load || !isUsable || more.length > 0 || target !== values.target) return undefined
    const count = values.count === undefined ? undefined : Number(values.count)
    return { load, options: { rounds: Number(rounds), target, count, signal: stop.signal } }
  } catch {
    return undefined
  }
}
