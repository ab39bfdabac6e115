import { catalogue } from '../../../stack/components.ts'
import { type Component, isForeign } from '../../../stack/stack.ts'
import type { KubeObject } from '../api/resources.ts'
import { quantityBytes, toQuantity } from './memory-quantity.ts'

/** What is changed of a container; everything else of it is kept. */
interface ContainerSpec {
  readonly name: string
  readonly image: string
  readonly env?: readonly { readonly name: string; readonly value?: string }[]
  readonly resources?: Resources
  readonly [field: string]: unknown
}

interface Resources {
  readonly requests?: Readonly<Record<string, string>>
  readonly limits?: Readonly<Record<string, string>>
}

interface WorkloadSpec {
  readonly template: {
    readonly spec: { readonly containers: readonly ContainerSpec[]; readonly initContainers?: readonly ContainerSpec[] }
  }
}

/** A workload with the image, the memory limit and the replicas that the component wants otherwise. */
export function fitWorkload(object: KubeObject, component: Component, advertisedKafka: string | undefined): KubeObject {
  const spec = object.spec as WorkloadSpec
  const pod = spec.template.spec
  const containers = pod.containers.map((container) =>
    withAdvertised(withImage(withMemory(container, component), component), advertisedKafka),
  )
  const initContainers = pod.initContainers?.map((one) => withImageOf(one, pod.containers[0], containers[0]))
  const template = { ...spec.template, spec: { ...pod, containers, ...(initContainers && { initContainers }) } }
  const replicas = catalogue[component.name].isService ? { replicas: component.replicas } : {}
  return { ...object, spec: { ...spec, ...replicas, template } }
}

/** Somebody else's program need not have our probes: it counts as ready once it runs. */
function withImage(container: ContainerSpec, component: Component): ContainerSpec {
  const { image = container.image } = component
  if (!isForeign(component)) return { ...container, image }
  const { startupProbe: _, readinessProbe: __, livenessProbe: ___, ...rest } = container
  return { ...(rest as ContainerSpec), image }
}

/** What runs the component's own image goes on doing so. */
function withImageOf(
  one: ContainerSpec,
  before: ContainerSpec | undefined,
  now: ContainerSpec | undefined,
): ContainerSpec {
  return one.image === before?.image && now ? { ...one, image: now.image } : one
}

/** More than the limit cannot be asked for either. */
function withMemory(container: ContainerSpec, { memoryLimit }: Component): ContainerSpec {
  if (memoryLimit === undefined) return container
  const { requests, limits } = container.resources ?? {}
  const memory = toQuantity(memoryLimit)
  const isTooMuch = (quantityBytes(requests?.memory) ?? 0) > (quantityBytes(memory) ?? 0)
  return {
    ...container,
    resources: {
      ...container.resources,
      requests: { ...requests, ...(isTooMuch && { memory }) },
      limits: { ...limits, memory },
    },
  }
}

function withAdvertised(container: ContainerSpec, advertisedKafka: string | undefined): ContainerSpec {
  if (container.env === undefined || advertisedKafka === undefined) return container
  const env = container.env.map((one) =>
    one.name === 'KAFKA_ADVERTISED_LISTENERS' && one.value !== undefined
      ? { ...one, value: one.value.replace(/EXTERNAL:\/\/[^,]+/, advertisedKafka) }
      : one,
  )
  return { ...container, env }
}
