import { MsctlError } from '../errors.ts'
import type { Stack } from './stack.ts'

/** A stack from which parts were left out: what is optional goes with what it needs, anything else that needs them is refused (exit 2). */
export function requireDependencies(stack: Stack): Stack {
  const missingOf = ({ dependsOn }: Stack['components'][number]) =>
    dependsOn.filter((name) => !stack.components.some((other) => other.name === name))
  for (const component of stack.components) {
    const missing = missingOf(component)
    if (missing.length === 0 || component.optional) continue
    throw new MsctlError('MSCTL_USAGE', `${component.name} needs ${missing.join(' and ')}, which is left out`, {
      suggestions: [
        `leave both out: ${[...missing, component.name].map((name) => `--without ${name}`).join(' ')}`,
        ...(missing.includes('zookeeper') ? ['Kafka without ZooKeeper: --kafka kraft'] : []),
      ],
    })
  }
  return { ...stack, components: stack.components.filter((component) => missingOf(component).length === 0) }
}
