import type { Run } from '../../../lib/run.ts'
import { failureIn } from '../failures/failure-in.ts'
import { minikube } from '../minikube-cli.ts'

/** Pages of the cluster, and what `status` reads memory from: in this order, since the pages want the other. */
export const addons = ['metrics-server', 'dashboard'] as const

type AddonList = Readonly<Record<string, { readonly Status?: string }>>

/** Enables those that are not. A stack runs without them, too: what cannot be had is reported, and no more. */
export async function enableAddons(profile: string, run: Run): Promise<void> {
  const { stdout } = await minikube(profile, ['addons', 'list', '-o', 'json'], run, { isQuestion: true })
  const enabled = enabledIn(stdout)
  for (const addon of addons.filter((one) => !enabled.includes(one))) {
    run.report(`minikube: enabling the addon ${addon}`)
    const outcome = await minikube(profile, ['addons', 'enable', addon], run)
    if (outcome.exitCode !== 0) run.report(`the addon ${addon} could not be enabled: ${failureIn(outcome).message}`)
  }
}

export function enabledIn(stdout: string): readonly string[] {
  try {
    const list = JSON.parse(stdout) as AddonList
    return Object.entries(list).flatMap(([name, { Status }]) => (Status === 'enabled' ? [name] : []))
  } catch {
    // Enabling one that is enabled changes nothing.
    return []
  }
}
