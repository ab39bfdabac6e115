import type { ComponentName } from '../stack/components.ts'
import { componentOf, type Stack } from '../stack/stack.ts'
import { askHttp } from './ask-http.ts'
import type { Paths } from './paths.ts'
import type { Question } from './probe-context.ts'

const routes: readonly (readonly [ComponentName, string])[] = [
  ['user-service', '/api/users?limit=1'],
  ['notification-service', '/api/notifications?limit=1'],
]

/** Both services answer through the gateway; what the user runs in the place of one may be away, its route must be there. */
export const probeGateway: Question = ({ stack, paths }, signal) => askGateway(stack, paths, signal)

/** The route of a service that is scaled to 0 replicas is not asked: nobody can answer there. */
export async function askGateway(stack: Stack, paths: Paths, signal: AbortSignal): Promise<string> {
  const gateway = await paths.url('traefik', 'gateway')
  const asked = routes.filter(([name]) => componentOf(stack, name)?.replicas !== 0)
  // With no route left, any answer shows that the gateway itself is there.
  if (asked.length === 0) await askHttp(gateway, { signal })
  const details = await Promise.all(
    asked.map(async ([name, path]) => {
      const { status } = await askHttp(gateway + path, { signal })
      if (status === 200) return undefined
      const isUsers = stack.external.some((component) => component.name === name)
      if (isUsers && status === 502) return `${name}, which you run, does not answer yet`
      throw new Error(`${path.split('?', 1)[0]} answered ${status}`)
    }),
  )
  const absent = details.filter((detail) => detail !== undefined)
  if (asked.length === routes.length) return ['both routes answer', ...absent].slice(-2).join('; ')
  return describePart(asked, absent)
}

function describePart(asked: typeof routes, absent: readonly string[]): string {
  const scaled = routes.filter((route) => !asked.includes(route)).map(([name]) => name)
  const verbs = scaled.length === 1 ? 'is' : 'are'
  const answering = asked.length - absent.length
  const count = `${answering} of ${routes.length} routes ${answering === 1 ? 'answers' : 'answer'}`
  return [count, `${scaled.join(' and ')} ${verbs} scaled to 0`, ...absent].join(', ')
}
