import { catalogue } from '../../../stack/components.ts'
import type { SupervisedPart } from '../process-spec.ts'

/** Calls `stop` for each component as soon as everything that depends on it has stopped; independent ones at the same time. */
export async function stopDependentsFirst<T>(
  components: Iterable<SupervisedPart>,
  stop: (component: SupervisedPart) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const names = [...new Set(components)]
  const stops = new Map<SupervisedPart, Promise<readonly T[]>>()
  const stopOnce = (name: SupervisedPart): Promise<readonly T[]> => {
    const known = stops.get(name)
    if (known) return known
    const dependents = names.filter((other) => dependenciesOf(other).includes(name))
    const result = Promise.all(dependents.map(stopOnce)).then(() => stop(name))
    stops.set(name, result)
    return result
  }
  return (await Promise.all(names.map(stopOnce))).flat()
}

function dependenciesOf(name: SupervisedPart): readonly SupervisedPart[] {
  return name === 'forwards' ? [] : catalogue[name].dependsOn
}
