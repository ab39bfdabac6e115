import { readFileSync } from 'node:fs'

/** Tells for one process after the other that was killed whether that was the kernel's doing for want of memory; false where it cannot be known. */
export type WasOomKill = () => boolean

export function watchOomKills(count: () => number | undefined = countOomKills): WasOomKill {
  let explained = count() ?? 0
  return () => {
    if ((count() ?? 0) <= explained) return false
    explained++
    return true
  }
}

/** How many processes of this control group the kernel has killed for memory. */
function countOomKills(): number | undefined {
  for (const file of candidateFiles()) {
    try {
      const count = /^oom_kill (\d+)$/m.exec(readFileSync(file, 'utf8'))?.[1]
      if (count !== undefined) return Number(count)
    } catch {
      // The other version of control groups, or none.
    }
  }
  return undefined
}

function candidateFiles(): readonly string[] {
  let groups: string
  try {
    groups = readFileSync('/proc/self/cgroup', 'utf8')
  } catch {
    return []
  }
  // Inside a container the path is often that of the host, while its own group is mounted at the root.
  const unified = /^0::(.*)$/m.exec(groups)?.[1] ?? '/'
  const memory = /^\d+:memory:(.*)$/m.exec(groups)?.[1] ?? '/'
  return [
    `/sys/fs/cgroup${unified}/memory.events`,
    '/sys/fs/cgroup/memory.events',
    `/sys/fs/cgroup/memory${memory}/memory.oom_control`,
    '/sys/fs/cgroup/memory/memory.oom_control',
  ]
}
