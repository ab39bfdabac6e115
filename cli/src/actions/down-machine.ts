import { MsctlError } from '../errors.ts'
import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import type { Stack } from '../stack/stack.ts'
import { tryReadStackRecord } from '../stack/stack-record.ts'
import type { DestroyResult, Target } from '../targets/target.ts'
import { otherStacks } from './find-stack.ts'

/** What becomes of what a stack runs on, where its target makes that; it goes on unless told otherwise. */
export type MachineFate = 'stop' | 'remove' | undefined

export type MachineOutcome = 'kept' | 'stopped' | 'removed' | 'was stopped' | 'was absent'

export interface MachineRemains {
  readonly title: string
  readonly outcome: MachineOutcome
}

/** MSCTL_USAGE for a target that makes nothing to run on, or where that is unknown; for one that is to be removed under another stack, too. */
export function refuseFate(fate: MachineFate, target: Target | undefined, name: string, folders: Folders): void {
  if (fate === undefined) return
  const flag = fate === 'stop' ? '--stop' : '--delete'
  if (target?.machine === undefined) {
    const where = target === undefined ? 'no stack of that name tells where it runs' : `the stack is on ${target.name}`
    throw new MsctlError('MSCTL_USAGE', `${flag} is for targets that make what a stack runs on: ${where}`, {
      suggestions: [`msctl down ${flag} --target minikube`, 'msctl down'],
    })
  }
  const { title } = target.machine
  const others = otherStacks({ name, folders }).filter((other) => isIn(target, other, folders))
  if (fate === 'stop' || others.length === 0) return
  throw new MsctlError(
    'MSCTL_USAGE',
    `${others.join(' and ')} ${others.length === 1 ? 'runs' : 'run'} in the ${title}, too`,
    {
      suggestions: [...others.map((other) => `msctl down --name ${other}`), 'msctl down --stop keeps what is in it'],
      details: { others, outcome: 'Nothing was removed' },
    },
  )
}

function isIn({ name, context }: Target, stack: string, folders: Folders): boolean {
  const record = tryReadStackRecord(folders, stack)
  return record?.target === name && record.context === context
}

/** The stack, and what it runs on as far as that is wanted. With that removed the stack is gone: only what this machine has of it is left. */
export async function removeWithMachine(
  target: Target,
  stack: Stack,
  { volumes, fate, run }: { readonly volumes: boolean; readonly fate: MachineFate; readonly run: Run },
): Promise<DestroyResult & { readonly machine?: MachineRemains }> {
  const { machine } = target
  if (machine === undefined) return target.destroy(stack, { volumes }, run)
  const wasThere = fate === 'remove' ? await machine.remove(stack, run) : true
  const destroyed = await target.destroy(stack, { volumes }, run)
  const ran = fate === 'stop' ? await machine.stop(stack, run) : true
  return { ...destroyed, machine: { title: machine.title, outcome: outcomeOf(fate, wasThere, ran) } }
}

function outcomeOf(fate: MachineFate, wasThere: boolean, ran: boolean): MachineOutcome {
  if (fate === 'remove') return wasThere ? 'removed' : 'was absent'
  if (fate === 'stop') return ran ? 'stopped' : 'was stopped'
  return 'kept'
}
