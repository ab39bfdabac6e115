import { join } from 'node:path'
import { execa } from 'execa'
import { packageRoot } from '../cli/src/lib/folders.ts'
import { median } from './median.ts'

const rounds = 11

/** `msctl --help` − `node -e 0`, taken in turn: what msctl itself takes to start. */
export async function helpSeconds(): Promise<number> {
  const [help, bare]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    help.push(await timeNode(join(packageRoot(), 'cli/bin/run.js'), '--help'))
    bare.push(await timeNode('-e', '0'))
  }
  return median(help) - median(bare)
}

async function timeNode(...args: readonly string[]): Promise<number> {
  const begin = performance.now()
  await execa(process.execPath, args)
  return (performance.now() - begin) / 1000
}
