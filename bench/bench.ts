// npm run bench -- NAME [ROUNDS] [--target TARGET]: side-by-side benchmarks; each prints ratios of what ran in turn on this machine.
import { parseArgs } from 'node:util'
import { type TargetName, targetNames } from '../cli/src/stack/target-names.ts'

/** Without a target: on each that this machine can use. */
type Bench = (rounds: number, target: TargetName | undefined) => Promise<void>

const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  up: () => import('./up.ts'),
}

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { target: { type: 'string' } } })
  const [name = '', rounds = '5', ...more] = positionals
  const load = benches[name]
  const target = targetNames.find((one) => one === values.target)
  if (!load || !/^[1-9]\d?$/.test(rounds) || more.length > 0 || target !== values.target) throw new TypeError()
  await (await load()).bench(Number(rounds), target)
} catch (error) {
  if (!(error instanceof TypeError)) throw error
  const names = Object.keys(benches).join('|')
  console.error(`usage: npm run bench -- ${names} [ROUNDS from 1 to 99] [--target ${targetNames.join('|')}]`)
  process.exitCode = 2
}
