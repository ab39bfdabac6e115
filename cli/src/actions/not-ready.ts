import { MsctlError } from '../errors.ts'
import { formatDuration } from '../lib/units.ts'
import { nameFlag } from '../stack/name-flag.ts'
import type { Stack } from '../stack/stack.ts'
import { waitsFor } from '../stack/waits-for.ts'
import type { ComponentProgress } from './component-progress.ts'

/** The time is over: who is not ready, and who of them waits for whom; those that wait for nobody first. */
export function notReady(stack: Stack, components: readonly ComponentProgress[], timeoutMs: number): MsctlError {
  const late = components
    .filter(({ state }) => state !== 'ready' && state !== 'skipped')
    .map((component) => ({ ...component, waitsFor: waitsForAmong(stack, component, components) }))
    .toSorted((a, b) => a.waitsFor.length - b.waitsFor.length)
  const first = late.filter((component) => component.waitsFor.length === 0)
  return new MsctlError(
    'MSCTL_NOT_READY',
    `not ready within ${formatDuration(timeoutMs)}: ${(first.length > 0 ? first : late).map(({ name }) => name).join(', ')}`,
    {
      suggestions: [
        `msctl logs ${(first[0] ?? late[0])?.name}${nameFlag(stack.name)}`,
        `a slow machine may need more time: --timeout ${Math.ceil((timeoutMs * 2) / 1000)}s`,
      ],
      details: {
        timeoutMs,
        components: late.map(({ name, state, detail, waitsFor }) => ({ name, state, detail, waitsFor })),
        evidence: late.map(({ name, state, detail, waitsFor }) => ({
          label: name,
          text: [state, detail, ...(waitsFor.length > 0 ? [`waits for ${waitsFor.join(', ')}`] : [])]
            .filter(Boolean)
            .join('; '),
        })),
      },
    },
  )
}

function waitsForAmong(
  stack: Stack,
  { name }: ComponentProgress,
  all: readonly ComponentProgress[],
): readonly string[] {
  const component = stack.components.find((other) => other.name === name)
  if (!component) return []
  return waitsFor(stack, component).filter((other) => all.find((one) => one.name === other)?.state !== 'ready')
}
