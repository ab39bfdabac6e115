import { type ComponentName, componentNames } from '../../stack/components.ts'

export const projectLabel = 'com.docker.compose.project'

/** On all that the Compose files make: nothing without it is ever touched. */
const [ourKey, ourValue] = ['app.kubernetes.io/part-of', 'msctl']

/** The labels of what belongs to one stack, as the Engine API filters by them. */
export function stackLabels(stackName: string): readonly string[] {
  return [`${projectLabel}=${stackName}`, `${ourKey}=${ourValue}`]
}

export function isOurs(labels: Readonly<Record<string, string>>): boolean {
  return labels[ourKey] === ourValue
}

/** Which part of a stack a container is; undefined for what `docker compose run` made beside it. */
export function originOf(
  labels: Readonly<Record<string, string>>,
): { readonly component: ComponentName; readonly replica: number } | undefined {
  const component = componentNames.find((name) => name === labels['com.docker.compose.service'])
  if (component === undefined || labels['com.docker.compose.oneoff'] === 'True') return undefined
  return { component, replica: Number(labels['com.docker.compose.container-number']) }
}
