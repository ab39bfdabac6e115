// npm run bench -- NAME [ROUNDS]: side-by-side benchmarks; each prints ratios of what ran in turn on this machine.
const benches: Readonly<Record<string, () => Promise<{ bench(rounds: number): Promise<void> }>>> = {
  up: () => import('./up.ts'),
}

const [name = '', rounds = '5'] = process.argv.slice(2)
const load = benches[name]
if (load === undefined || !/^[1-9]\d?$/.test(rounds)) {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join('|')} [ROUNDS from 1 to 99]`)
  process.exitCode = 2
} else {
  await (await load()).bench(Number(rounds))
}
