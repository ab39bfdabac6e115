/** The places where a stack can run. */
export const targetNames = ['compose', 'local', 'minikube', 'kubernetes'] as const

export type TargetName = (typeof targetNames)[number]

/**
 * `auto` takes the first of these that can run. The others are clusters, which may be somebody's, shared, or take minutes to make: they are
 * used only where they are named or a record tells of them.
 */
export const ownTargetNames = ['compose', 'local'] as const satisfies readonly TargetName[]

export function isOwnTarget(name: TargetName): boolean {
  return ownTargetNames.some((own) => own === name)
}
