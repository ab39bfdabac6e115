import type { ComponentName } from '../stack/components.ts'
import { componentOf } from '../stack/stack.ts'
import { askHttp } from './ask-http.ts'
import type { ProbeContext, Question } from './probe-context.ts'

/** Every replica says /readyz. */
export function probeService(name: ComponentName): Question {
  return async ({ stack, paths }, signal) => {
    const replicas = componentOf(stack, name)?.replicas ?? 1
    await Promise.all(Array.from({ length: replicas }, (_, index) => askReplica(paths, name, index + 1, signal)))
    return replicas === 1 ? '/readyz' : `/readyz of ${replicas} replicas`
  }
}

async function askReplica(
  paths: ProbeContext['paths'],
  name: ComponentName,
  replica: number,
  signal: AbortSignal,
): Promise<void> {
  const url = `${await paths.url(name, 'http', replica)}/readyz`
  const { status, body, text } = await askHttp(url, { signal })
  if (status === 200) return
  const detail = (body as { detail?: unknown } | undefined)?.detail
  throw new Error(typeof detail === 'string' ? detail : `/readyz answered ${status}: ${text.slice(0, 120)}`)
}
