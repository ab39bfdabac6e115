import { afterEach, expect, it, vi } from 'vitest'
import type { ImageSource } from '../../../../src/targets/minikube/images/image-source.ts'
import { putImages } from '../../../../src/targets/minikube/images/put-images.ts'
import { minikube } from '../../../../src/targets/minikube/minikube-cli.ts'
import { quietRun } from '../../../quiet-run.ts'
import { foldersIn, openTempFolder } from '../../../temp-folder.ts'
import { replay, type Step } from '../recorded-minikube.ts'

afterEach(() => vi.unstubAllEnvs())

const image = 'node:24-slim'
const built = (source: string): ImageSource => ({
  image,
  source,
  putInto: (profile, run) => minikube(profile, ['image', 'load', image], run),
})
const withOtherId: Step = { name: 'image-ls', as: { 'sha256:ed6a3bff': 'sha256:ffffffff' } }

async function put(folder: string, source: string, steps: readonly Step[]) {
  const program = replay(folder, steps)
  await putImages('microservices', [built(source)], foldersIn(folder), quietRun())
  expect(program.left).toBe(0)
}

it('loads an image that is not there, once; again when it has changed', async () => {
  using folder = openTempFolder()
  await put(folder.path, 'one', ['image-ls-stopped', 'image-load', 'image-ls'])
  await put(folder.path, 'one', ['image-ls'])
  await put(folder.path, 'two', ['image-ls', 'image-load', withOtherId])
  await put(folder.path, 'two', [withOtherId])
})

it('loads an image again that somebody replaced or removed there', async () => {
  using folder = openTempFolder()
  await put(folder.path, 'one', ['image-ls-stopped', 'image-load', 'image-ls'])
  await put(folder.path, 'one', [withOtherId, 'image-load', 'image-ls'])
  await put(folder.path, 'one', ['image-ls-stopped', 'image-load', 'image-ls'])
})

it('does not believe the exit code: an image that did not come in is an error with what minikube said', async () => {
  using folder = openTempFolder()
  const missing: Step = { name: 'image-load-missing', as: { 'no-such-image:1': image } }
  const putting = put(folder.path, 'one', ['image-ls-stopped', missing, 'image-ls-stopped'])
  await expect(putting).rejects.toMatchObject({
    code: 'MSCTL_MACHINE_LACKS',
    message: 'the image "node:24-slim" does not come into the Minikube profile "microservices"',
    details: { evidence: [{ label: 'last', text: expect.stringContaining('unable to add it to cache') }] },
  })
})

it('does not take the image before for the new one', async () => {
  using folder = openTempFolder()
  await put(folder.path, 'one', ['image-ls-stopped', 'image-load', 'image-ls'])
  await expect(put(folder.path, 'two', ['image-ls', 'image-load', 'image-ls'])).rejects.toMatchObject({
    code: 'MSCTL_MACHINE_LACKS',
  })
})
