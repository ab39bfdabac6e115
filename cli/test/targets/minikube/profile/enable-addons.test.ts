import { afterEach, expect, it, vi } from 'vitest'
import { enableAddons } from '../../../../src/targets/minikube/profile/enable-addons.ts'
import { quietRun } from '../../../quiet-run.ts'
import { openTempFolder } from '../../../temp-folder.ts'
import { replay, type Step } from '../recorded-minikube.ts'

afterEach(() => vi.unstubAllEnvs())

async function enable(steps: readonly Step[]) {
  using folder = openTempFolder()
  const program = replay(folder.path, steps)
  const said: string[] = []
  await enableAddons('microservices', { ...quietRun(), report: (text) => said.push(text) })
  expect(program.left).toBe(0)
  return { enabled: program.calls.slice(1).map((call) => call.slice(2).join(' ')), said }
}

it('enables those that are not', async () => {
  const both: readonly Step[] = ['addons-enable-metrics-server-no-image', 'addons-enable-dashboard-no-image']
  expect((await enable(['addons-list', ...both])).enabled).toEqual([
    'addons enable metrics-server',
    'addons enable dashboard',
  ])
  expect((await enable(['addons-list-after'])).enabled).toEqual([])
})

it('says that one cannot be had, and goes on', async () => {
  const refused: Step = { name: 'addons-enable-unknown', as: { 'no-such-addon': 'metrics-server' } }
  const { said } = await enable(['addons-list', refused, 'addons-enable-dashboard-no-image'])
  expect(said).toContain(
    'the addon metrics-server could not be enabled: enable failed: run callbacks: metrics-server is not a valid addon',
  )
})
