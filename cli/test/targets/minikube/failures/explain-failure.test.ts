import { describe, expect, it } from 'vitest'
import { explainFailure } from '../../../../src/targets/minikube/failures/explain-failure.ts'
import type { Outcome } from '../../../../src/targets/minikube/minikube-cli.ts'
import { exitEvent, recording } from '../recording.ts'

const size = { cpus: 4, memoryMib: 8192, driver: 'docker' }
const explain = (outcome: Outcome, what = 'make') =>
  explainFailure(outcome, { profile: 'microservices', what, size, wasAbsent: what === 'make' })

describe('what was recorded', () => {
  it('too few CPUs: the size that fits', () => {
    const error = explain(recording('start-dry-run'))
    expect(error).toMatchObject({
      code: 'MSCTL_MACHINE_LACKS',
      message:
        'minikube could not make the profile "microservices": Requested cpu count 4 is greater than the available cpus of 2',
      details: { id: 'RSRC_INSUFFICIENT_CORES', exitCode: 29, outcome: 'Nothing was started' },
    })
    expect(error.suggestions[0]).toBe('MSCTL_MINIKUBE_CPUS=2 msctl up --target minikube: a smaller one')
  })

  it('fewer CPUs than Kubernetes takes', () => {
    expect(explain(recording('start-again-fewer')).message).toContain('less than the minimum allowed of 2')
  })

  it('a command without events: the reason is in its text, without the frame around its advice', () => {
    const error = explain(recording('image-load-absent'), 'load x:y into')
    expect(error).toMatchObject({
      code: 'MSCTL_CONFIGURATION',
      message:
        'minikube could not load x:y into the profile "microservices": loading profile: cluster "microservices" does not exist',
      details: { id: 'MK_USAGE', exitCode: 14 },
    })
    expect(JSON.stringify(error.details.evidence)).not.toMatch(/[╭│╰]/)
  })

  it('one that gives no reason: what it said last', () => {
    const error = explain(recording('addons-enable-absent'), 'enable an addon of')
    expect(error.message).toContain('To start a cluster, run: "minikube start -p microservices"')
    expect(error.suggestions).toEqual(['minikube -p microservices logs --problems'])
  })
})

describe('what was recorded without a cluster', () => {
  it('no engine: how to start it, with its own advice and page', () => {
    const error = explain(recording('start-no-engine'))
    expect(error).toMatchObject({
      code: 'MSCTL_MACHINE_LACKS',
      exit: 4,
      message: expect.stringContaining('Is the docker daemon running?'),
      details: { id: 'PROVIDER_DOCKER_NOT_RUNNING', exitCode: 63, outcome: 'Nothing was started' },
    })
    expect(error.suggestions).toEqual(
      expect.arrayContaining([
        'start Docker Desktop, or: sudo systemctl start docker',
        'Start the Docker service',
        'https://minikube.sigs.k8s.io/docs/drivers/docker/',
      ]),
    )
  })

  it('no engine for a profile that is there: the first line says what, the rest why', () => {
    const error = explain(recording('stop-no-engine'), 'stop')
    expect(error.message).toBe(
      'minikube could not stop the profile "microservices": Unable to stop VM: ssh power off: unknown state "microservices": docker container inspect microservices --format=<no value>: exit status 1',
    )
    expect(error.suggestions[0]).toBe('start Docker Desktop, or: sudo systemctl start docker')
    expect(JSON.stringify(error.details.evidence)).toContain('Cannot connect to the Docker daemon')
    expect(error.details.outcome).toBe('The profile "microservices" stays as it is')
  })

  it('no docker at all', () => {
    const error = explain(recording('start-no-docker'))
    expect(error).toMatchObject({ code: 'MSCTL_TOOL_MISSING', details: { id: 'PROVIDER_DOCKER_NOT_FOUND' } })
    expect(error.suggestions).toContain('Install Docker')
  })

  it('more memory than the machine has: the size that fits, and no advice with a gap in it', () => {
    const error = explain(recording('start-over-memory'), 'make')
    expect(error.details).toMatchObject({ id: 'RSRC_OVER_ALLOC_MEM', exitCode: 10 })
    expect(error.suggestions.join()).not.toContain('{{')
  })

  it('less memory or CPUs than Kubernetes takes', () => {
    const [memory] = explain(recording('start-little-memory')).suggestions
    expect(memory).toBe('MSCTL_MINIKUBE_MEMORY=4g msctl up --target minikube, or more')
    const [cpus] = explain(recording('start-again-fewer')).suggestions
    expect(cpus).toBe('MSCTL_MINIKUBE_CPUS=2 msctl up --target minikube, or more')
  })

  it('root', () => {
    const error = explain(recording('start-as-root'))
    expect(error.details.id).toBe('DRV_AS_ROOT')
    expect(error.suggestions[0]).toMatch(/^call msctl as a user/)
  })

  it('a driver that there is not', () => {
    const error = explain(recording('start-unknown-driver'))
    expect(error).toMatchObject({ code: 'MSCTL_TOOL_MISSING', details: { id: 'DRV_UNSUPPORTED_OS', exitCode: 56 } })
  })

  it('a profile of another driver, with its own advice', () => {
    const error = explain(recording('start-driver-mismatch'))
    expect(error).toMatchObject({ code: 'MSCTL_CONFIGURATION', details: { id: 'GUEST_DRIVER_MISMATCH' } })
    expect(error.suggestions.join()).toContain("'minikube start -p microservices --driver=docker'")
  })

  it('a name that is none', () => {
    const error = explain(recording('start-bad-name'))
    expect(error).toMatchObject({ code: 'MSCTL_CONFIGURATION', details: { id: 'MK_USAGE', exitCode: 14 } })
  })

  it('an image that is built in no profile', () => {
    expect(explain(recording('image-build-absent'), 'build in').message).toContain('does not exist')
  })
})

/** Not recorded: name, exit code, message and advice as the source has them. */
describe('what the source prints', () => {
  // pkg/minikube/registry/drvs/docker/docker.go, suggestFix
  it('an engine that this user may not ask', () => {
    const error = explain(exitEvent({ name: 'PROVIDER_DOCKER_NEWGRP', exitcode: '69', message: 'permission denied' }))
    expect(error.suggestions[0]).toBe('sudo usermod -aG docker $USER && newgrp docker')
  })

  // cmd/minikube/cmd/start.go, validateRequestedMemorySize
  it.each([
    ['RSRC_OVER_ALLOC_MEM', 'Requested memory allocation 8192MB is more than your system limit 7936MB.'],
    [
      'RSRC_INSUFFICIENT_CONTAINER_MEMORY',
      'docker only has 7936MiB available, less than the required 8192MiB for Kubernetes',
    ],
  ])('too little memory: %s', (name, message) => {
    const [first] = explain(exitEvent({ name, exitcode: '23', message })).suggestions
    expect(first).toBe(
      'MSCTL_MINIKUBE_MEMORY=6656m msctl up --target minikube: a smaller one, and --without grafana leaves room',
    )
  })

  // pkg/minikube/reason/reason.go: INET_CACHE_KUBECTL, ExInternetError
  it('nothing comes from the internet, half-way: the profile stays, and what removes it is said', () => {
    const error = explain(exitEvent({ name: 'INET_CACHE_KUBECTL', exitcode: '40', message: 'download failed' }))
    expect(error.suggestions[0]).toContain('HTTPS_PROXY')
    expect(error.suggestions.at(-1)).toBe('minikube -p microservices logs --problems')
    expect(error.details.outcome).toMatch(
      /msctl down --delete --target minikube --context microservices removes it, msctl up goes on with it$/,
    )
  })
})
