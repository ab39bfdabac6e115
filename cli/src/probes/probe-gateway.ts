import type { ComponentName } from '../stack/components.ts'
import type { Stack } from '../stack/stack.ts'
import { askHttp } from './ask-http.ts'
import type { Paths } from './paths.ts'
import type { Question } from './probe-context.ts'

const routes: readonly (readonly [ComponentName, string])[] = [
  ['user-service', '/api/users?limit=1'],
  ['notification-service', '/api/notifications?limit=1'],
]

/** Both services answer through the gateway; what the user runs in the place of one may be away, its route must be there. */
export const probeGateway: Question = ({ stack, paths }, signal) => askGateway(stack, paths, signal)

export async function askGateway(stack: Stack, paths: Paths, signal: AbortSignal): Promise<string> {
  const gateway = await paths.url('traefik', 'gateway')
  const details = await Promise.all(
    routes.map(async ([name, path]) => {
      const { status } = await askHttp(gateway + path, { signal })
      if (status === 200) return undefined
      const isUsers = stack.external.some((component) => component.name === name)
      if (isUsers && status === 502) return `${name}, which you run, does not answer yet`
      throw new Error(`${path.split('?', 1)[0]} answered ${status}`)
    }),
  )
  return ['both routes answer', ...details.filter((detail) => detail !== undefined)].slice(-2).join('; ')
}
