import { describe, expect, it } from 'vitest'
import { tooSmall } from '../../../src/targets/minikube/find-problems.ts'
import { stackOf } from '../../test-stack.ts'

const gib = 2 ** 30
const suggestionsOf = (cpus: number, memoryBytes: number, env = {}) =>
  tooSmall({ cpus, memoryBytes }, stackOf(env)).flatMap(({ suggestions }) => suggestions)

describe('a machine for a new profile', () => {
  it('is large enough with what is wanted', () => {
    expect(suggestionsOf(4, 8 * gib)).toEqual([])
    expect(suggestionsOf(2, 4 * gib, { MSCTL_MINIKUBE_CPUS: '2', MSCTL_MINIKUBE_MEMORY: '4g' })).toEqual([])
  })

  it('that is too small says what it lacks, and which size would go', () => {
    const [problem] = tooSmall({ cpus: 2, memoryBytes: 7.5 * gib }, stackOf())
    expect(problem).toMatchObject({
      code: 'MSCTL_MACHINE_LACKS',
      summary:
        'the Docker engine has 2 CPUs, 4 are wanted, and 8.1 GB of memory, 8.6 GB are wanted for a new Minikube profile',
    })
    expect(problem?.suggestions[0]).toBe(
      'MSCTL_MINIKUBE_CPUS=2 MSCTL_MINIKUBE_MEMORY=6656m msctl up --target minikube: a smaller one, and --without grafana leaves room',
    )
  })

  it('that carries no stack beside Kubernetes is told of another target', () => {
    expect(suggestionsOf(1, 16 * gib)[0]).toBe('with less memory: msctl up --target local')
    expect(suggestionsOf(8, 4 * gib)[0]).toBe('with less memory: msctl up --target local')
  })
})
