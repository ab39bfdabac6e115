import { MsctlError } from '../errors.ts'
import { askGateway } from '../probes/probe-gateway.ts'
import { reasonOf } from '../probes/reason-of.ts'
import { componentOf } from '../stack/stack.ts'
import type { Check } from './check.ts'

export const checkGateway: Check = {
  name: 'gateway',
  summary: 'Both services answer through the gateway',
  run: async ({ stack, paths, signal, showCommand }) => {
    if (componentOf(stack, 'traefik') === undefined) {
      throw new MsctlError('MSCTL_COULD_NOT_ASK', 'the gateway (traefik) is not part of this stack')
    }
    const gateway = await paths.url('traefik', 'gateway')
    showCommand(`curl -sf '${gateway}/api/users?limit=1' '${gateway}/api/notifications?limit=1'`)
    try {
      return { verdict: 'ok', detail: await askGateway(stack, paths, signal) }
    } catch (error) {
      signal.throwIfAborted()
      return { verdict: 'failed', detail: reasonOf(error) }
    }
  },
}
