import { componentSettingName } from '../../../stack/settings.ts'
import type { Cause, Component, Stack } from '../../../stack/stack.ts'

/** Why a pod cannot run, and what helps: the cases that people meet. `context`: the cluster, as commands name it. */
export interface CauseContext {
  readonly stack: Stack
  readonly context: string
}

const kubectl = ({ stack, context }: CauseContext): string => `kubectl --context ${context} -n ${stack.name}`

export function imageCause({ name }: Component, image: string, reason: string, where: CauseContext): Cause {
  const isOurs = image.startsWith('msctl/')
  const variable = componentSettingName(name, 'IMAGE')
  const why =
    reason === 'ErrImageNeverPull'
      ? `the node does not have the image ${image}, and may not pull it`
      : reason === 'InvalidImageName'
        ? `"${image}" is no name of an image`
        : `the node cannot get the image ${image}`
  return {
    why,
    suggestions: [
      ...(isOurs
        ? [
            `build it (docker compose build ${name}) and push it where the cluster can pull: ${variable}=REGISTRY/msctl/${name}:1.0.0 msctl up`,
          ]
        : [`${variable}=repository:tag msctl up: another image`]),
      `load it into a cluster of this machine: minikube image load ${image}, kind load docker-image ${image}`,
      `${kubectl(where)} get events --field-selector reason=Failed shows what the node was told`,
    ],
  }
}

export function unschedulableCause(message: string, where: CauseContext): Cause {
  return {
    why: `no node takes it: ${message}`,
    suggestions: [
      ...(/Insufficient (memory|cpu)/.test(message)
        ? [
            'leave parts out: msctl up --without grafana --without adminer',
            'give the cluster more memory or CPUs, or another node',
          ]
        : []),
      ...(/PersistentVolumeClaim/.test(message)
        ? [`${kubectl(where)} get pvc,storageclass: a default storage class is needed`]
        : []),
      `${kubectl(where)} describe pods shows what each asks for; kubectl --context ${where.context} describe nodes what is free`,
    ],
  }
}

export function containerCause(reason: string, message: string, where: CauseContext): Cause {
  return {
    why: `its container cannot be made: ${reason}${message ? `, ${message}` : ''}`,
    suggestions: [`${kubectl(where)} describe pods shows more`],
  }
}

/** The API server takes the workload and refuses its pods: a quota, a policy of the namespace. */
export function refusedPodCause(message: string, where: CauseContext): Cause {
  return {
    why: `the cluster refuses its pod: ${message}`,
    suggestions: [`${kubectl(where)} describe quota,limitrange`, `${kubectl(where)} get events shows each refusal`],
  }
}
