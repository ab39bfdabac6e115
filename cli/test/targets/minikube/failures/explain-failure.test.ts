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

/** Not recorded: name, exit code, message and advice as the source has them. */
describe('what the source prints', () => {
  // cmd/minikube/cmd/start.go, validateDriver, and pkg/minikube/registry/drvs/docker/docker.go, suggestFix
  it('no engine', () => {
    const message =
      '"docker version --format <no value>-<no value>:<no value>" exit status 1: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
    const data = { name: 'PROVIDER_DOCKER_NOT_RUNNING', exitcode: '63', advice: 'Start the Docker service', message }
    const error = explain(exitEvent(data))
    expect(error).toMatchObject({ code: 'MSCTL_MACHINE_LACKS', exit: 4, details: { outcome: 'Nothing was started' } })
    expect(error.suggestions).toContain('start Docker Desktop, or: sudo systemctl start docker')
    expect(error.suggestions).toContain('Start the Docker service')
  })

  // the same, for "permission denied"
  it('an engine that this user may not ask', () => {
    const error = explain(exitEvent({ name: 'PROVIDER_DOCKER_NEWGRP', exitcode: '69', message: 'permission denied' }))
    expect(error.suggestions[0]).toBe('sudo usermod -aG docker $USER && newgrp docker')
  })

  // cmd/minikube/cmd/start.go, validateDriver
  it('no docker at all', () => {
    const message = `The 'docker' provider was not found: exec: "docker": executable file not found in $PATH`
    const url = 'https://minikube.sigs.k8s.io/docs/drivers/docker/'
    const error = explain(exitEvent({ name: 'PROVIDER_DOCKER_NOT_FOUND', exitcode: '65', message, url }))
    expect(error.code).toBe('MSCTL_TOOL_MISSING')
    expect(error.suggestions).toContain(url)
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

  // cmd/minikube/cmd/start.go, validateUser
  it('root', () => {
    const message = 'The "docker" driver should not be used with root privileges.'
    const error = explain(exitEvent({ name: 'DRV_AS_ROOT', exitcode: '57', message }))
    expect(error.suggestions[0]).toMatch(/^call msctl as a user/)
  })

  // cmd/minikube/cmd/start.go, validateSpecifiedDriver
  it('a profile of another driver', () => {
    const error = explain(exitEvent({ name: 'GUEST_DRIVER_MISMATCH', exitcode: '81', message: 'The existing …' }))
    expect(error.code).toBe('MSCTL_CONFIGURATION')
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
