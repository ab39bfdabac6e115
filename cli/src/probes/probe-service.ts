import type { ComponentName } from '../stack/components.ts'
import { componentOf, isForeign } from '../stack/stack.ts'
import { askHttp, type HttpAnswer } from './ask-http.ts'
import type { Paths } from './paths.ts'
import type { Question } from './probe-context.ts'

/** Every replica says /readyz; of somebody else's program, which need not have that, any answer on its port will do. */
export function probeService(name: ComponentName): Question {
  return async ({ stack, paths }, signal) => {
    const component = componentOf(stack, name)
    const isOurs = component === undefined || !isForeign(component)
    const replicas = Array.from({ length: component?.replicas ?? 1 }, (_, index) => index + 1)
    const answers = await Promise.all(
      replicas.map((replica) => ask(paths, name, replica, isOurs ? '/readyz' : '/', signal)),
    )
    if (!isOurs) return `another image answers ${[...new Set(answers.map(({ status }) => status))].join(' and ')}`
    for (const answer of answers) needReady(answer)
    return replicas.length === 1 ? '/readyz' : `/readyz of ${replicas.length} replicas`
  }
}

async function ask(
  paths: Paths,
  name: ComponentName,
  replica: number,
  path: string,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const url = (await paths.url(name, 'http', replica)) + path
  try {
    return await askHttp(url, { signal })
  } catch (error) {
    paths.forget(name, 'http', replica)
    throw error
  }
}

function needReady({ status, body, text }: HttpAnswer): void {
  if (status === 200) return
  const detail = (body as { detail?: unknown } | undefined)?.detail
  throw new Error(typeof detail === 'string' ? detail : `/readyz answered ${status}: ${text.slice(0, 120)}`)
}
