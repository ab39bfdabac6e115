// npm run bench -- NAME [ROUNDS] [--target TARGET] [--count N]: side-by-side benchmarks; each prints ratios of what ran in turn on this machine.
import { parseArgs } from 'node:util'
import { type Bench, type BenchOptions, type BenchTarget, benchTargets } from './harness/bench-options.ts'
import { CannotRun } from './harness/cannot-run.ts'

interface Entry {
  readonly load: () => Promise<{ readonly bench: Bench }>
  readonly targets: readonly BenchTarget[]
}

const benches: Readonly<Record<string, Entry>> = {
  up: { load: () => import('./up.ts'), targets: benchTargets },
  register: { load: () => import('./register.ts'), targets: ['local'] },
  consume: { load: () => import('./consume.ts'), targets: ['local'] },
  seed: { load: () => import('./seed.ts'), targets: ['local'] },
  million: { load: () => import('./million.ts'), targets: ['local'] },
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
  const names = Object.entries(benches).map(([name, { targets }]) => `${name} (--target ${targets.join('|')})`)
  console.error(
    `usage: npm run bench -- NAME [ROUNDS from 1 to 99] [--target TARGET] [--count N]\n  ${names.join('\n  ')}`,
  )
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
function readArguments(): { load: Entry['load']; options: BenchOptions } | undefined {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { target: { type: 'string' }, count: { type: 'string' } },
    })
    const [name = '', rounds = '5', ...more] = positionals
    const entry = Object.hasOwn(benches, name) ? benches[name] : undefined
    const target = entry?.targets.find((one) => one === values.target)
    const isUsable = /^[1-9]\d?$/.test(rounds) && /^[1-9]\d{0,7}$/.test(values.count ?? '1')
    if (!entry || !isUsable || more.length > 0 || target !== values.target) return undefined
    const count = values.count === undefined ? undefined : Number(values.count)
    return { load: entry.load, options: { rounds: Number(rounds), target, count, signal: stop.signal } }
  } catch {
    return undefined
  }
}
