import { type ComponentName, componentNames } from '../stack/components.ts'
import { componentOf, isForeign, type Stack } from '../stack/stack.ts'
import type { PromqlParts } from './promql-parts.ts'

const owners: readonly (readonly [RegExp, ComponentName])[] = [
  [/^traefik_/, 'traefik'],
  [/^(?:users|outbox)_/, 'user-service'],
  [/^(?:events?_|consumer_lag$)/, 'notification-service'],
]

/** The component that alone has metrics of that name; undefined for one that several have. */
export function ownerOf(metric: string): ComponentName | undefined {
  return owners.find(([pattern]) => pattern.test(metric))?.[1]
}

/** Why this stack need not have what a query asks for; undefined when it should. */
export function whyNotHere(stack: Stack, { metrics, conditions }: PromqlParts): string | undefined {
  const jobs = conditions.flatMap(({ label, value }) => (label === 'job' ? [value] : []))
  const asked = componentNames.filter(
    (name) => jobs.includes(name) || metrics.some((metric) => ownerOf(metric) === name),
  )
  for (const name of asked) {
    if (stack.external.some((external) => external.name === name)) return `you run ${name} yourself`
    const component = componentOf(stack, name)
    if (component === undefined) return `${name} is not part of this stack`
    if (isForeign(component)) return `${name} runs another image: ${component.image}`
  }
  return undefined
}
