import { MsctlError } from '../errors.ts'
import { suggest } from '../lib/suggest.ts'
import { type ComponentName, componentNames } from './components.ts'
import type { Stack } from './stack.ts'

/** The typed names as components; MSCTL_UNKNOWN_COMPONENT names what was probably meant and what there is. */
export function toComponentNames(
  typed: readonly string[],
  known: readonly ComponentName[] = componentNames,
): readonly ComponentName[] {
  return [...new Set(typed)].map((name) => {
    const found = known.find((one) => one === name)
    if (found) return found
    throw new MsctlError('MSCTL_UNKNOWN_COMPONENT', `unknown component "${name}"; known: ${known.join(', ')}`, {
      suggestions: suggest(name, known).map((meant) => `did you mean ${meant}?`),
      details: { component: name, known },
    })
  })
}

/** Only the named components and what they depend on; all when none is named. What is named is not optional: where it cannot be had, that is an error. */
export function onlyWith(stack: Stack, names: readonly ComponentName[]): Stack {
  if (names.length === 0) return stack
  const wanted = new Set<ComponentName>()
  const add = (name: ComponentName): void => {
    if (wanted.has(name)) return
    wanted.add(name)
    for (const other of stack.components.find((one) => one.name === name)?.dependsOn ?? []) add(other)
  }
  for (const name of names) add(name)
  return {
    ...stack,
    components: stack.components
      .filter(({ name }) => wanted.has(name))
      .map((component) => (names.includes(component.name) ? { ...component, optional: false } : component)),
  }
}
