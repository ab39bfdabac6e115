/** The places where a stack can run; `auto` picks one at `up`. */
export const targetNames = ['local'] as const

export type TargetName = (typeof targetNames)[number]
