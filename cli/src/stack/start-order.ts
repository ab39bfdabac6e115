import type { Component } from './stack.ts'

/** Components so that each comes after what it depends on; otherwise the given order is kept. Throws on a cycle. */
export function startOrder(components: readonly Component[]): readonly Component[] {
  const ordered: Component[] = []
  const visit = (component: Component, path: readonly string[]): void => {
    if (path.includes(component.name)) throw new Error(`cycle: ${[...path, component.name].join(' → ')}`)
    if (ordered.includes(component)) return
    for (const name of component.dependsOn) {
      const dependency = components.find((other) => other.name === name)
      if (dependency) visit(dependency, [...path, component.name])
    }
    ordered.push(component)
  }
  for (const component of components) visit(component, [])
  return ordered
}
