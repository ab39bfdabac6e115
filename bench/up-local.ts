// `msctl up` with everything fetched ÷ the slowest chain alone: ZooKeeper, then Kafka until each partition has a leader.
import { msctl } from '../e2e/harness/msctl.ts'
import { openSandbox } from '../e2e/harness/sandbox.ts'
import type { BenchOptions } from './harness/bench-options.ts'
import { untilQuiet } from './harness/others.ts'
import { median } from './median.ts'
import { startChain } from './start-chain.ts'

/** Prints the ratio, and when each component was ready. */
export async function benchLocal({ rounds, signal }: BenchOptions): Promise<void> {
  const times: { up: number; chain: number; components: Record<string, number> }[] = []
  for (let round = 0; round < rounds; round++) {
    await untilQuiet([process.pid], signal)
    const chain = await timeChain()
    await untilQuiet([process.pid], signal)
    const { seconds: up, components } = await timeUp()
    times.push({ up, chain, components })
    console.log(
      `local, round ${round + 1}: up ${up.toFixed(2)} s, chain ${chain.toFixed(2)} s, ratio ${(up / chain).toFixed(2)}`,
    )
  }
  const up = median(times.map((time) => time.up))
  const chain = median(times.map((time) => time.chain))
  console.log(
    `\nlocal: msctl up ${up.toFixed(2)} s ÷ chain ${chain.toFixed(2)} s = ${(up / chain).toFixed(2)} (medians of ${rounds})`,
  )
  for (const name of Object.keys(times[0]?.components ?? {})) {
    console.log(`  ${name} ready after ${median(times.map((time) => time.components[name] ?? 0)).toFixed(2)} s`)
  }
}

async function timeUp(): Promise<{ seconds: number; components: Record<string, number> }> {
  await using sandbox = await openSandbox()
  try {
    const begin = performance.now()
    const up = await msctl(sandbox, 'up', '--json')
    const seconds = (performance.now() - begin) / 1000
    if (up.exitCode !== 0) throw new Error(`msctl up: exit ${up.exitCode}\n${up.stdout}\n${up.stderr}`)
    const { components } = JSON.parse(up.stdout) as { components: { name: string; elapsedMs?: number }[] }
    return {
      seconds,
      components: Object.fromEntries(
        components.flatMap(({ name, elapsedMs }) => (elapsedMs === undefined ? [] : [[name, elapsedMs / 1000]])),
      ),
    }
  } finally {
    await msctl(sandbox, 'down', '--volumes')
  }
}

async function timeChain(): Promise<number> {
  await using sandbox = await openSandbox()
  const begin = performance.now()
  await using _chain = await startChain(sandbox)
  return (performance.now() - begin) / 1000
}
