import type { MachineSize, Stack } from '../../stack/stack.ts'

/** What a stack wants of a profile that is made for it; of one that was found running nothing was ever asked. */
export function machineSize({ machine }: Pick<Stack, 'machine'>): MachineSize {
  return machine ?? { cpus: 4, memoryMib: 8192, driver: 'docker' }
}
