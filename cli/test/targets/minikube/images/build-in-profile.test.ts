import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readBuild, withArguments } from '../../../../src/targets/minikube/images/build-in-profile.ts'

it('builds from the files and with the arguments of the Compose file, written into the Dockerfile', () => {
  const { context, dockerfile, args } = readBuild('notification-service')
  expect(context).toMatch(/dist\/services\/notification-service$/)
  const text = withArguments(readFileSync(join(context, '..', '..', '..', 'templates', 'Dockerfile'), 'utf8'), args)
  expect(dockerfile).toBe('../../../templates/Dockerfile')
  expect(text.match(/^ARG .*$/gm)).toEqual(['ARG SERVICE=notification-service', 'ARG VERSION=1.0.0', 'ARG PORT=8001'])
})
