import type { Sandbox } from '../e2e/harness/sandbox.ts'
import type { BenchOptions } from './harness/bench-options.ts'
import { runMsctl } from './harness/bench-stack.ts'
import { inTurn } from './harness/in-turn.ts'
import { untilQuiet } from './harness/others.ts'
import { median } from './median.ts'

/** Of one `msctl up`, in seconds. */
export interface UpTimes {
  /** Until the stack was where the other command leaves it. */
  readonly reached: number
  /** Until `msctl up` was done. */
  readonly done: number
  readonly canary: number
  readonly status: number
}

export interface Comparison<T extends UpTimes> {
  readonly target: 'compose' | 'kubernetes'
  /** What both are timed until: "all healthy". */
  readonly until: string
  /** What is compared with: "docker compose up --wait". */
  readonly command: string
  timeCommand(): Promise<number>
  timeUp(signal: AbortSignal): Promise<T>
  /** Where the time from there until `msctl up` is done goes, apart from the canary. */
  rest(ups: readonly T[]): readonly (readonly [what: string, seconds: number])[]
}

/** Times both in turn and prints the ratio, and what msctl does beyond the command. */
export async function compareUps<T extends UpTimes>(
  { target, until, command, timeCommand, timeUp, rest }: Comparison<T>,
  { rounds, signal }: BenchOptions,
): Promise<void> {
  // Makes what is made once, as images, and warms the caches.
  await timeCommand()
  const others: number[] = []
  const ups: T[] = []
  for (let round = 0; round < rounds; round++) {
    for (const which of inTurn(['command', 'up'], round)) {
      await untilQuiet([process.pid], signal)
      if (which === 'command') others.push(await timeCommand())
      else ups.push(await timeUp(signal))
    }
    const [other = 0, up = 0] = [others.at(-1), ups.at(-1)?.reached]
    console.log(`${target}, round ${round + 1}: up ${shown(up)}, ${command} ${shown(other)}, ratio ${ratio(up, other)}`)
  }
  const of = (value: (up: T) => number): number => median(ups.map(value))
  const [other, up] = [median(others), of(({ reached }) => reached)]
  console.log(
    `\n${target}, ${until}: msctl up ${shown(up)} ÷ ${command} ${shown(other)} = ${ratio(up, other)} (medians of ${rounds})`,
  )
  console.log(`msctl up is done after ${shown(of(({ done }) => done))}; from ${until} to done:`)
  for (const [what, seconds] of [...rest(ups), ['canary', of(({ canary }) => canary)] as const]) {
    console.log(`  ${what} ${shown(seconds)}`)
  }
  console.log(`msctl status ${shown(of(({ status }) => status))}`)
}

export async function timeStatus(sandbox: Sandbox, signal: AbortSignal): Promise<number> {
  const begin = performance.now()
  await runMsctl(sandbox, ['status'], signal)
  return (performance.now() - begin) / 1000
}

const shown = (seconds: number): string => `${seconds.toFixed(2)} s`
const ratio = (one: number, other: number): string => (one / other).toFixed(2)
