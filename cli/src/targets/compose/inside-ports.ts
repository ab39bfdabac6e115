import { type ComponentName, catalogue } from '../../stack/components.ts'

/** Where a component listens in its container, by the names of the catalogue. */
export function insidePorts(name: ComponentName): Readonly<Record<string, number>> {
  return name === 'adminer' ? { http: 8080 } : catalogue[name].ports
}
