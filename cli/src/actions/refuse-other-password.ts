import { join } from 'node:path'
import { MsctlError } from '../errors.ts'
import type { Run } from '../lib/run.ts'
import { nameFlag } from '../stack/name-flag.ts'
import type { Target } from '../targets/target.ts'
import type { UpPlan } from './plan-up.ts'

/**
 * A MySQL that runs keeps the password that it was started with: one that refuses today's will do so however long it is waited
 * for. Whatever else keeps it from answering may pass and is left to the wait.
 */
export async function refuseOtherPassword({ stack, before, made }: UpPlan, target: Target, run: Run): Promise<void> {
  const ranBefore = before.some(({ name, state }) => name === 'mysql' && state === 'ready')
  if (made === undefined || !ranBefore) return
  const { openProbes } = await import('../probes/probes.ts')
  await using probes = await openProbes(stack, target, run)
  const { deniesAccess } = await probes.mysql(run.signal)
  if (!deniesAccess) return
  const where = `the environment or "${join(made.folder, '.env')}"`
  throw new MsctlError(
    'MSCTL_CONFIGURATION',
    `MySQL of "${stack.name}" refuses the password of user "${stack.credentials.mysqlUser}": it runs with another than ${where} says now`,
    {
      suggestions: [
        'give it the password again that it was started with; msctl config shows where one comes from',
        target.name === 'local'
          ? `msctl down${nameFlag(stack.name)}, then msctl up${nameFlag(stack.name)}: the new password is taken over`
          : `msctl down --volumes${nameFlag(stack.name)}, then msctl up${nameFlag(stack.name)}: new data with the new password`,
      ],
    },
  )
}
