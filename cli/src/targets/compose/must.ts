import { MsctlError } from '../../errors.ts'
import type { ComponentName } from '../../stack/components.ts'
import type { ComposeOutcome } from './compose-cli.ts'

/** Throws MSCTL_MACHINE_LACKS with Compose's last words where it did not do what it was told. */
export function must({ isDone, lastLines }: ComposeOutcome, verb: string, components: readonly ComponentName[]): void {
  if (isDone) return
  throw new MsctlError('MSCTL_MACHINE_LACKS', `Compose could not ${verb} ${components.join(', ')}`, {
    suggestions: ['the same command with --show-commands prints what was tried', 'msctl status'],
    details: { evidence: [{ label: 'last', text: lastLines.slice(-8).join('\n') }] },
  })
}
