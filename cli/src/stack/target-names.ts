/** The places where a stack can run. */
export const targetNames = ['compose', 'local', 'kubernetes'] as const

export type TargetName = (typeof targetNames)[number]

/**
 * Those of this machine: `auto` takes the first that can run. The others are somebody's cluster, perhaps shared, and may ask for a login:
 * they are used only where they are named or a record tells of them.
 */
export const ownTargetNames = ['compose', 'local'] as const satisfies readonly TargetName[]

export function isOwnTarget(name: TargetName): boolean {
  return ownTargetNames.some((own) => own === name)
}
