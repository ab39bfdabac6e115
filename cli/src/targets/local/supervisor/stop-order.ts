import { type ComponentName, catalogue } from '../../../stack/components.ts'

/** Calls `stop` for each component as soon as everything that depends on it has stopped; independent ones at the same time. */
export async function stopDependentsFirst<T>(
  components: Iterable<ComponentName>,
  stop: (component: ComponentName) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const names = [...new Set(components)]
  const stops = new Map<ComponentName, Promise<readonly T[]>>()
  const stopOnce = (name: ComponentName): Promise<readonly T[]> => {
    const known = stops.get(name)
    if (known) return known
    const dependents = names.filter((other) => catalogue[other].dependsOn.includes(name))
    const result = Promise.all(dependents.map(stopOnce)).then(() => stop(name))
    stops.set(name, result)
    return result
  }
  return (await Promise.all(names.map(stopOnce))).flat()
}
