/** The places where a stack can run; `auto` takes the first that this machine can use. */
export const targetNames = ['compose', 'local'] as const

export type TargetName = (typeof targetNames)[number]
