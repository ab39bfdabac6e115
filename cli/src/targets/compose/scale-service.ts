import type { Run } from '../../lib/run.ts'
import type { ComponentName } from '../../stack/components.ts'
import { withReplicas } from '../../stack/stack.ts'
import { untilUnrouted } from '../until-unrouted.ts'
import { compose } from './compose-cli.ts'
import type { ComposeContext } from './compose-context.ts'
import { replicaAddress, writeRoutes, writeStackFiles } from './files/stack-files.ts'
import { must } from './must.ts'
import { observe } from './observe.ts'
import { renewStale } from './renew-stale.ts'
import { hostsOf } from './replica-hosts.ts'

/** A new replica joins the routes once it is there; one that goes leaves them before it is stopped. */
export async function scaleService(
  context: ComposeContext,
  name: ComponentName,
  replicas: number,
  run: Run,
): Promise<void> {
  const stack = withReplicas(context.stack, name, replicas)
  const scaled = { ...context, stack }
  const containers = await observe(context.engine, stack.name, run)
  const hosts = hostsOf(containers)
  // Compose keeps those with the lowest numbers.
  const [kept, surplus] = [hosts(name).slice(0, replicas), hosts(name).slice(replicas)]
  writeStackFiles(stack, context.folder, (one) => (one === name ? kept : hosts(one)))
  await renewStale(scaled, containers, run)
  if (surplus.length > 0) {
    run.report(`the gateway leaves ${surplus.join(', ')}`)
    const addresses = surplus.map((host) => replicaAddress(name, host))
    await untilUnrouted(stack, addresses, run)
  }
  const args = ['up', '--detach', '--no-deps', '--no-recreate', '--scale', `${name}=${replicas}`, name]
  must(await compose(scaled, args, run), 'scale', [name])
  writeRoutes(stack, context.folder, hostsOf(await observe(context.engine, stack.name, run)))
}
