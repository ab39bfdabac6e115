import type { Folders } from '../lib/folders.ts'
import type { Run } from '../lib/run.ts'
import { createStack } from '../stack/create-stack.ts'
import type { Settings } from '../stack/settings.ts'
import { type TargetName, targetNames } from '../stack/target-names.ts'
import { contextSetting, targetSetting } from '../stack/target-setting.ts'
import type { Diagnosis, Finding } from '../targets/target.ts'
import { checkMachine } from './check-machine.ts'
import { findStack } from './find-stack.ts'
import { openTarget, selectTarget } from './select-target.ts'

export interface TargetReport extends Diagnosis {
  readonly target: TargetName
  readonly canRun: boolean
}

export interface DoctorReport {
  readonly targets: readonly TargetReport[]
  /** What every target needs. */
  readonly machine: readonly Finding[]
  /** Where `msctl up` would go with the same settings. */
  readonly auto: TargetName
}

/** What this machine has and lacks for the stack of these settings, on each target or the one that is named. Changes nothing, starts nothing. */
export async function doctor(settings: Settings, folders: Folders, run: Run): Promise<DoctorReport> {
  const stack = createStack({ settings })
  const asked = targetSetting(settings)
  const names = targetNames.filter((name) => asked === 'auto' || asked === name)
  const context = contextSetting(settings)
  const there = await findStack({
    name: stack.name,
    target: asked === 'auto' ? undefined : asked,
    context,
    folders,
    run,
  })
  const { target: auto } = there ?? (await selectTarget(asked, folders, run, context))
  const machine = await checkMachine(folders)
  const targets = await Promise.all(
    names.map(async (name): Promise<TargetReport> => {
      const target = await openTarget(name, folders, context)
      const diagnosis = await target.diagnose(stack, run)
      const canRun = [...machine, ...diagnosis.findings].every(({ status }) => status !== 'fail')
      return { target: name, canRun, ...diagnosis }
    }),
  )
  return { targets, machine, auto: auto.name }
}
