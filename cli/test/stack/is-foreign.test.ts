import { describe, expect, it } from 'vitest'
import { isBuiltHere, isForeign } from '../../src/stack/stack.ts'

const service = (image?: string) => ({
  name: 'user-service' as const,
  dependsOn: [],
  ports: { http: 8000 },
  replicas: 1,
  optional: false,
  ...(image !== undefined && { image }),
})

describe('an image in the place of one of our services', () => {
  it.each([
    [undefined, false, true],
    ['msctl/user-service:1.0.0', false, true],
    ['registry.example:5000/team/msctl/user-service:1.0.0', false, false],
    ['somebody/user-service:1.0.0', true, false],
    ['notmsctl/user-service:1.0.0', true, false],
  ])('%s: somebody else’s %s, built here %s', (image, foreign, built) => {
    expect(isForeign(service(image))).toBe(foreign)
    expect(isBuiltHere(service(image))).toBe(built)
  })
})
