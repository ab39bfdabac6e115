import type { Program } from './start-program.ts'
import { until } from './until.ts'

export interface HttpProgram extends Program {
  readonly url: string
}

/** A program that was just started, once its /readyz says so. Ends it when that does not come. */
export async function whenReady(program: Program, url: string, signal: AbortSignal): Promise<HttpProgram> {
  const isReady = async (): Promise<boolean> => {
    program.insistRunning()
    return answers(`${url}/readyz`)
  }
  try {
    await until(isReady, { what: `${url} is ready`, signal, timeoutMs: 30_000 })
    return { ...program, url }
  } catch (error) {
    await program[Symbol.asyncDispose]()
    throw error
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).status === 200
  } catch {
    return false
  }
}
