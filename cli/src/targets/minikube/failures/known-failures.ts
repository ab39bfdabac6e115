import type { MachineSize } from '../../../stack/stack.ts'
import { moreForEngine, startDocker } from '../../engine-advice.ts'
import { installHints } from '../install-hints.ts'
import { otherDriver } from '../other-driver.ts'
import { smallerSizes } from '../smaller-sizes.ts'
import type { Failure } from './failure-in.ts'

/** What helps against the failures that people meet, by their fixed names. `size`: what was asked for. */
export interface KnownFailure {
  readonly id: RegExp
  readonly code: 'MSCTL_CONFIGURATION' | 'MSCTL_TOOL_MISSING' | 'MSCTL_MACHINE_LACKS'
  readonly helps: (profile: string, failure: Failure, size: MachineSize) => readonly string[]
  /** It looked, and gave up before it made anything. */
  readonly isBefore: boolean
}

/** Less was asked for than Kubernetes takes. */
function atLeast(message: string, setting: string): readonly string[] {
  return /less than the (usable )?minimum/.test(message) ? [`${setting} msctl up --target minikube, or more`] : []
}

export const knownFailures: readonly KnownFailure[] = [
  {
    id: /^RSRC_(INSUFFICIENT_CORES|DOCKER_CORES)$/,
    code: 'MSCTL_MACHINE_LACKS',
    helps: (_profile, { message }, size) => [
      ...atLeast(message, 'MSCTL_MINIKUBE_CPUS=2'),
      ...smallerSizes({ cpus: Number(/available cpus of (\d+)/.exec(message)?.[1] ?? 2) }, size),
      moreForEngine,
    ],
    isBefore: true,
  },
  {
    id: /^RSRC_(OVER_ALLOC_MEM|INSUFFICIENT_\w*MEMORY|DOCKER_MEMORY)$/,
    code: 'MSCTL_MACHINE_LACKS',
    helps: (_profile, { message }, size) => [
      ...atLeast(message, 'MSCTL_MINIKUBE_MEMORY=4g'),
      ...smallerSizes({ memoryMib: Number(/(?:limit|only has) (\d+)Mi?B/.exec(message)?.[1] ?? Number.NaN) }, size),
      moreForEngine,
    ],
    isBefore: true,
  },
  {
    id: /^RSRC_\w*STORAGE$/,
    code: 'MSCTL_MACHINE_LACKS',
    helps: (profile) => [
      'docker system df shows what takes the space; docker system prune removes what nothing uses',
      `minikube -p ${profile} ssh -- df -h`,
    ],
    isBefore: false,
  },
  {
    id: /^PROVIDER_\w+_NEWGRP$/,
    code: 'MSCTL_MACHINE_LACKS',
    helps: () => ['sudo usermod -aG docker $USER && newgrp docker', otherDriver],
    isBefore: true,
  },
  {
    id: /^PROVIDER_DOCKER_(?!NOT_FOUND)|^DRV_DOCKER_NOT_RUNNING$/,
    code: 'MSCTL_MACHINE_LACKS',
    helps: () => [startDocker, 'docker version shows whether it answers', otherDriver],
    isBefore: true,
  },
  {
    id: /^PROVIDER_\w*NOT_FOUND$|^PROVIDER_UNAVAILABLE$|^DRV_(NOT_FOUND|NOT_DETECTED|UNSUPPORTED_OS)$/,
    code: 'MSCTL_TOOL_MISSING',
    helps: () => ['https://minikube.sigs.k8s.io/docs/drivers lists the drivers and what each needs', otherDriver],
    isBefore: true,
  },
  {
    id: /^DRV_AS_ROOT$/,
    code: 'MSCTL_MACHINE_LACKS',
    helps: () => [
      'call msctl as a user of the group docker: sudo usermod -aG docker $USER && newgrp docker',
      'MINIKUBE_FORCE=true msctl up --target minikube: as root all the same',
    ],
    isBefore: true,
  },
  {
    id: /^(PROVIDER|DRV)_/,
    code: 'MSCTL_MACHINE_LACKS',
    helps: () => [otherDriver],
    isBefore: true,
  },
  {
    id: /^GUEST_DRIVER_MISMATCH$/,
    code: 'MSCTL_CONFIGURATION',
    helps: (profile) => [`minikube -p ${profile} profile list shows the driver that it has`],
    isBefore: true,
  },
  {
    id: /^GUEST_PROVISION_CONTAINER_EXITED$/,
    code: 'MSCTL_MACHINE_LACKS',
    helps: (profile) => [`docker logs ${profile} shows why`, `minikube delete -p ${profile}, then once more`],
    isBefore: false,
  },
  {
    id: /^(INET_|K8S_NOT_CONNECT|GUEST_IMAGE_PULL)/,
    code: 'MSCTL_MACHINE_LACKS',
    helps: () => [
      'https://minikube.sigs.k8s.io/docs/handbook/vpn_and_proxy: HTTPS_PROXY and NO_PROXY are handed on to it',
      'MINIKUBE_IMAGE_MIRROR_COUNTRY=cn and the like: images from a mirror',
    ],
    isBefore: false,
  },
  {
    id: /^MK_USAGE/,
    code: 'MSCTL_CONFIGURATION',
    helps: () => ['the same command with --show-commands prints what was tried'],
    isBefore: true,
  },
  { id: /^HOST_HOME_/, code: 'MSCTL_MACHINE_LACKS', helps: () => ['sudo chown -R $USER ~/.minikube'], isBefore: true },
  {
    id: /^(MK_WRONG_BINARY|HOST_UNSUPPORTED)/,
    code: 'MSCTL_TOOL_MISSING',
    helps: () => installHints(),
    isBefore: true,
  },
]
