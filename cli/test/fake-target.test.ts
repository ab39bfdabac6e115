import { type ContractSetup, targetContract } from '../../e2e/target-contract.ts'
import { createStack } from '../src/stack/create-stack.ts'
import { resolveSettings } from '../src/stack/settings.ts'
import { FakeTarget } from './fake-target.ts'

const make = async (): Promise<ContractSetup> => {
  const target = new FakeTarget()
  return {
    target,
    stack: createStack({ settings: resolveSettings({ env: {}, folder: import.meta.dirname }) }),
    async breakComponent() {
      target.breakComponent('prometheus')
      return { component: 'prometheus', [Symbol.asyncDispose]: async () => target.mendComponent('prometheus') }
    },
    dispose: async () => {},
  }
}

targetContract('the fake target', make, [0, 2])
