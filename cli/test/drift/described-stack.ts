import { type ComponentName, catalogue, componentNames } from '../../src/stack/components.ts'
import { componentSettingName, portSettingName } from '../../src/stack/settings.ts'

/** What the files of every target say of a component, in words of none of them. */
export interface DescribedComponent {
  /** The settings that change its image and its memory limit. */
  readonly imageSetting: string
  readonly memorySetting: string
  /** In the order of the catalogue. */
  readonly dependsOn: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  /** Asked by its own protocol, quickly until it has answered once, and patiently. */
  readonly hasProbe: boolean
}

export interface DescribedStack {
  readonly components: Readonly<Record<string, DescribedComponent>>
  /** The port on the host and who holds it, by the setting that changes it. */
  readonly ports: Readonly<Record<string, { readonly port: number; readonly heldBy: string }>>
}

export const stackLabels = { 'app.kubernetes.io/part-of': 'msctl', 'app.kubernetes.io/managed-by': 'msctl' }

/** The stack as the catalogue has it, where the ports of the services are the gateway's. */
export function describeCatalogue(without: readonly ComponentName[] = []): DescribedStack {
  const names = componentNames.filter((name) => !without.includes(name))
  return {
    components: Object.fromEntries(
      names.map((name) => [
        name,
        {
          imageSetting: componentSettingName(name, 'IMAGE'),
          memorySetting: componentSettingName(name, 'MEMORY'),
          dependsOn: catalogue[name].dependsOn.filter((other) => !without.includes(other)),
          labels: { ...stackLabels, 'app.kubernetes.io/name': name },
          hasProbe: true,
        },
      ]),
    ),
    ports: Object.fromEntries(
      names.flatMap((name) =>
        Object.entries(catalogue[name].ports).map(([portName, port]) => {
          const heldBy = catalogue[name].isService ? 'traefik' : name
          return [portSettingName(name, portName), { port, heldBy }]
        }),
      ),
    ),
  }
}

/** Names in the order of the catalogue, so that two lists can be compared. */
export function inCatalogueOrder(names: readonly string[]): readonly string[] {
  const place = (name: string) => componentNames.indexOf(name as ComponentName)
  return [...names].sort((one, other) => place(one) - place(other))
}
