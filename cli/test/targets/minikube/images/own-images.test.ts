import { expect, it } from 'vitest'
import { ownImages } from '../../../../src/targets/minikube/images/own-images.ts'
import { stackOf } from '../../../test-stack.ts'

const imagesOf = (env: Readonly<Record<string, string>>) => ownImages(stackOf(env)).map(({ image }) => image)

it('are those of our services, as the manifests name them', () => {
  expect(imagesOf({})).toEqual(['msctl/user-service:1.0.0', 'msctl/notification-service:1.0.0'])
})

it('are not those that a registry has, or somebody else made', () => {
  expect(imagesOf({ USER_SERVICE_IMAGE: 'registry.example/msctl/user-service:1.0.0' })).toEqual([
    'msctl/notification-service:1.0.0',
  ])
  expect(imagesOf({ NOTIFICATION_SERVICE_IMAGE: 'somebody/notes:2' })).toEqual(['msctl/user-service:1.0.0'])
  expect(imagesOf({ USER_SERVICE_IMAGE: 'msctl/user-service:mine' })).toContain('msctl/user-service:mine')
})
