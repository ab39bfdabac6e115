import { type Component, isBuiltHere, type Stack } from '../../../stack/stack.ts'
import { componentIn } from '../../kubernetes/labels.ts'
import { renderStack } from '../../kubernetes/render/render-stack.ts'

export interface OwnImage {
  readonly component: Component
  /** "msctl/user-service:1.0.0", as its pods name it. */
  readonly image: string
}

interface PodSpec {
  readonly template?: {
    readonly spec?: { readonly containers?: readonly { readonly name: string; readonly image: string }[] }
  }
}

/** The images that this stack has built on this machine: those of our services that no registry has. */
export function ownImages(stack: Stack): readonly OwnImage[] {
  const objects = renderStack(stack)
  return stack.components.filter(isBuiltHere).map((component) => {
    const workload = objects.find(
      ({ kind, metadata }) => kind === 'Deployment' && componentIn(metadata.labels) === component.name,
    )
    const containers = (workload?.spec as PodSpec | undefined)?.template?.spec?.containers
    const image = containers?.find(({ name }) => name === component.name)?.image
    if (image === undefined) throw new Error(`the manifests have no image of ${component.name}`)
    return { component, image }
  })
}
