import type { ComponentName } from '../stack/components.ts'
import { componentOf, type Stack, whyForeign } from '../stack/stack.ts'
import { askHttp } from './ask-http.ts'
import type { Paths } from './paths.ts'
import type { Question } from './probe-context.ts'

const routes: readonly (readonly [ComponentName, string])[] = [
  ['user-service', '/api/users?limit=1'],
  ['notification-service', '/api/notifications?limit=1'],
]

/** Both services answer through the gateway; what the user runs in the place of one may be away, its route must be there. */
export const probeGateway: Question = ({ stack, paths }, signal) => askGateway(stack, paths, signal)

/** The route of a service that is scaled to 0, or no part of the stack, is not asked: nobody can answer there. */
export async function askGateway(stack: Stack, paths: Paths, signal: AbortSignal): Promise<string> {
  const gateway = await paths.url('traefik', 'gateway')
  const asked = routes.filter(([name]) => reasonNotToAsk(stack, name) === undefined)
  // With no route left, any answer shows that the gateway itself is there.
  if (asked.length === 0) await askHttp(gateway, { signal })
  const details = await Promise.all(
    asked.map(async ([name, path]) => {
      const { status } = await askHttp(gateway + path, { signal })
      return judge(stack, name, path, status)
    }),
  )
  const absent = details.filter((detail) => detail !== undefined)
  if (asked.length === routes.length) return ['both routes answer', ...absent].slice(-2).join('; ')
  return describePart(stack, asked, absent)
}

/** What is to be said about a route that answers as well as can be asked of it; throws for one that does not. */
function judge(stack: Stack, name: ComponentName, path: string, status: number): string | undefined {
  if (status === 200) return undefined
  const isFromGateway = [502, 503, 504].includes(status)
  const isAway = status === 502 || status === 504
  if (isAway && stack.external.some((component) => component.name === name)) {
    return `${name}, which you run, does not answer yet`
  }
  if (whyForeign(stack, [name])) {
    if (!isFromGateway) return `another image in the place of ${name} answers ${status}`
    // A consumer need not listen at all.
    if (isAway && name === 'notification-service') return `another image in the place of ${name} does not listen`
  }
  throw new Error(`${path.split('?', 1)[0]} answered ${status}`)
}

const reasons = ['scaled to 0', 'not part of this stack'] as const

function reasonNotToAsk(stack: Stack, name: ComponentName): (typeof reasons)[number] | undefined {
  if (stack.external.some((component) => component.name === name)) return undefined
  const component = componentOf(stack, name)
  if (component === undefined) return 'not part of this stack'
  return component.replicas === 0 ? 'scaled to 0' : undefined
}

function describePart(stack: Stack, asked: typeof routes, absent: readonly string[]): string {
  const others = reasons.flatMap((reason) => {
    const names = routes.flatMap(([name]) => (reasonNotToAsk(stack, name) === reason ? [name] : []))
    if (names.length === 0) return []
    return [`${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} ${reason}`]
  })
  const answering = asked.length - absent.length
  const count = `${answering} of ${routes.length} routes ${answering === 1 ? 'answers' : 'answer'}`
  return [count, ...others, ...absent].join(', ')
}
