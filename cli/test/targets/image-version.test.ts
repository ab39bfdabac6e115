import { expect, it } from 'vitest'
import { imageVersion } from '../../src/targets/image-version.ts'

it.each([
  ['mysql:8.4', '8.4'],
  ['traefik:v3.6', '3.6'],
  ['registry.example:5000/team/kafka:3.9.2@sha256:0123', '3.9.2'],
  ['grafana/grafana:latest', undefined],
  ['registry.example:5000/team/kafka', undefined],
  ['adminer', undefined],
])('%s is %s', (image, version) => {
  expect(imageVersion(image)).toBe(version)
})
