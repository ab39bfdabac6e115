import { type ComponentName, componentNames } from '../../stack/components.ts'

export const projectLabel = 'com.docker.compose.project'

/** On all that the Compose files make: nothing without it is ever touched. */
export const ourLabel = 'app.kubernetes.io/part-of=msctl'

/** Which part of a stack a container is; undefined for what `docker compose run` made beside it. */
export function originOf(
  labels: Readonly<Record<string, string>>,
): { readonly component: ComponentName; readonly replica: number } | undefined {
  const component = componentNames.find((name) => name === labels['com.docker.compose.service'])
  if (component === undefined || labels['com.docker.compose.oneoff'] === 'True') return undefined
  return { component, replica: Number(labels['com.docker.compose.container-number']) }
}
