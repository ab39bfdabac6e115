import type { Run } from '../../lib/run.ts'
import type { ComposeContext } from './compose-context.ts'
import { ask } from './engine/open-engine.ts'

/** All the memory that containers of this engine may share, in bytes; undefined where the engine does not say. */
export async function engineMemory({ engine }: ComposeContext, { signal }: Run): Promise<number | undefined> {
  const info = (await ask(engine, signal, () => engine.docker.info())) as { readonly MemTotal?: number } | undefined
  return info?.MemTotal
}
