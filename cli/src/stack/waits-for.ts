import type { ComponentName } from './components.ts'
import type { Component, Stack } from './stack.ts'

/** These start at once but are ready only when the others answer them: routes lead somewhere, scrapes succeed. */
const readinessNeeds: Readonly<Partial<Record<ComponentName, readonly ComponentName[]>>> = {
  traefik: ['user-service', 'notification-service'],
  prometheus: ['user-service', 'notification-service', 'traefik'],
}

/** Whose readiness this component's readiness needs, among the components of the stack. */
export function waitsFor(stack: Stack, component: Component): readonly ComponentName[] {
  const names = [...component.dependsOn, ...(readinessNeeds[component.name] ?? [])]
  return names.filter((name) => stack.components.some((other) => other.name === name))
}

/** Every component that directly or through others waits for `name`. */
export function heldUpBy(stack: Stack, name: ComponentName): readonly ComponentName[] {
  const held = new Set<ComponentName>([name])
  let size = 0
  while (size !== held.size) {
    size = held.size
    for (const component of stack.components) {
      if (waitsFor(stack, component).some((other) => held.has(other))) held.add(component.name)
    }
  }
  held.delete(name)
  return stack.components.map((component) => component.name).filter((other) => held.has(other))
}
