import { type FindStackOptions, type FoundStack, needStack } from './find-stack.ts'
import { lockStack } from './lock-stack.ts'
import { noteCluster } from './stack-place.ts'

/**
 * The stack that is meant, as it is once no other command changes it (it may have been taken down by the one that was waited for), and nobody
 * else's to change until disposed. MSCTL_NO_STACK when there is none.
 */
export async function holdStack(
  wanted: FindStackOptions,
  what: string,
  note: (text: string) => void,
): Promise<FoundStack & Disposable> {
  const { name, folders, run } = wanted
  const lock = await lockStack({ name, folders, what, signal: run.signal, note })
  try {
    const found = await needStack(wanted)
    noteCluster(found.target, note)
    return { ...found, [Symbol.dispose]: () => lock[Symbol.dispose]() }
  } catch (error) {
    lock[Symbol.dispose]()
    throw error
  }
}
