import { expect, it } from 'vitest'
import { imagesIn } from '../../../../src/targets/minikube/images/list-images.ts'
import { recording } from '../recording.ts'

it('knows images by the names that people give them', () => {
  const images = imagesIn(recording('image-ls').stdout)
  expect(images.get('node:24-slim')).toMatch(/^sha256:ed6a3b/)
  expect(images.get('registry.k8s.io/pause:3.10.1')).toMatch(/^sha256:960969/)
})

it('knows none of a profile that is stopped, or of what is no list', () => {
  expect(imagesIn(recording('image-ls-stopped').stdout).size).toBe(0)
  expect(imagesIn('X Exiting').size).toBe(0)
})
