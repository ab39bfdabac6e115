import { askEngine } from '../compose/engine/ask-engine.ts'
import { findEngine } from '../compose/engine/find-engine.ts'

export interface EngineSize {
  readonly cpus: number
  readonly memoryBytes: number
}

/** What all containers of the Docker engine may share; undefined without an engine. */
export async function readEngineSize(signal: AbortSignal): Promise<EngineSize | undefined> {
  const { found } = await findEngine(signal)
  if (found === undefined) return undefined
  const { NCPU, MemTotal } = (await askEngine(found.endpoint, '/info', signal)) as {
    readonly NCPU: number
    readonly MemTotal: number
  }
  return { cpus: NCPU, memoryBytes: MemTotal }
}
